import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { Problem } from '@/lib/problems';
import { detectionPath, findDetectionSet } from '../../datasets/detection/library';
import { changedBy } from '../../fields';
import { LOSSES } from '../../mask-rcnn/network';
import { FIELDS, type MaskRcnnSettings, RECIPE } from '../../mask-rcnn/recipe';
import { runMaskRcnn } from '../../mask-rcnn/run';
import type { MaskRcnnEpoch } from '../../mask-rcnn/train';
import type { Epoch, RunKind } from '../kind';
import { detectionSheet } from '../sheet';

/** Images that are drawn with what was found in them. */
const SHOWN = 6;
const MODEL = 'mask-rcnn-light';

const STANDARD: MaskRcnnSettings = { ...RECIPE, validation: 0.15 };

/** Where the sheet of an epoch lies in the run's folder. */
export const sheetPath = (folder: string, epoch: number) => join(folder, 'sheets', `${epoch}.webp`);

function epochOf({ epoch, seconds, losses, evaluation }: MaskRcnnEpoch): Epoch {
  const [tried] = Object.values(evaluation ?? {});
  const figures: Record<string, number> = { ...losses };
  if (tried?.box.AP != null) figures.box_ap = tried.box.AP;
  if (tried?.mask.AP != null) figures.mask_ap = tried.mask.AP;
  return { epoch, seconds, figures };
}

/** Mask R-CNN: objects and their pixels, from few images with masks. */
export const maskRcnnRun: RunKind<MaskRcnnSettings> = {
  name: 'mask-rcnn',
  task: 'detection',
  models: [
    { name: MODEL, about: 'Mask R-CNN with MobileNetV2 x1.5 and a feature pyramid', recipe: STANDARD },
  ],
  fields: FIELDS,
  series: [
    ...['loss', ...LOSSES].map((name) => ({ name, unit: 'loss' as const, of: 'training' as const })),
    { name: 'box_ap', unit: 'share', of: 'test' },
    { name: 'mask_ap', unit: 'share', of: 'test' },
  ],
  async plan({ model, dataset, settings = {} }) {
    if (!dataset)
      throw new Problem('bad-request', 'Say which images with masks to train on: "dataset".', {
        parameter: 'dataset',
      });
    await findDetectionSet(dataset, config.DATA_DIR);
    const recipe = changedBy(STANDARD, FIELDS, settings);
    return { model, dataset, settings: recipe, epochs: recipe.epochs };
  },
  async train({ plan, folder, name, ...work }) {
    const { validation, ...recipe } = plan.settings;
    work.onStage?.('data');
    const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice);
    await work.onDevice?.(runtime.name);
    const card = await runMaskRcnn({
      name,
      data: [{ path: detectionPath(config.DATA_DIR, plan.dataset) }],
      validation,
      backbone: 'light',
      recipe,
      command: `jari train mask-rcnn --data ${plan.dataset}.zip --epochs ${recipe.epochs} --rate ${recipe.rate} --batch ${recipe.batch} --seed ${recipe.seed} --averaged ${recipe.averaged} --validation ${validation}`,
      licence: 'as that of the data allows',
      dataDir: config.DATA_DIR,
      out: folder,
      runtime,
      evaluator: runtime,
      lanes: / cpu$/.test(runtime.name) ? Math.min(recipe.batch, availableParallelism()) : 0,
      signal: work.signal,
      onStep(step, steps, losses) {
        work.onStage?.('train');
        work.onStep?.((step * recipe.epochs) / steps, losses);
      },
      async look(detector, epoch, validation) {
        const images = Object.values(validation)[0]!.images.slice(0, SHOWN);
        if (images.length === 0) return;
        await mkdir(join(folder, 'sheets'), { recursive: true });
        await writeFile(sheetPath(folder, epoch), await detectionSheet(images, detector));
      },
      async onEpoch(epoch) {
        const [tried] = Object.values(epoch.evaluation ?? {});
        await work.onEpoch?.(
          epochOf(epoch),
          tried ? { box: tried.box, mask: tried.mask, images: tried.images } : {},
        );
      },
    });
    return { figures: card.figures };
  },
};
