import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { loadDetectionSet } from '@/lib/vision/datasets/detection/load';
import type { Figures } from '@/lib/vision/experiments/small-data/figures';
import { runSmallData } from '@/lib/vision/experiments/small-data/run';
import { light } from '@/lib/vision/mask-rcnn/backbone';
import { LIGHT } from '@/lib/vision/mask-rcnn/config';
import { bodyParameters } from '@/lib/vision/mask-rcnn/pretrained/body';
import { movenetBody } from '@/lib/vision/mask-rcnn/pretrained/movenet';
import { type Command, parseWords, UsageError } from './command';

/** As many as the images of a step. */
const LANES = 2;

const OPTIONS = {
  data: { type: 'string' },
  out: { type: 'string' },
  seed: { type: 'string' },
} as const;

const shown = ({ detections, best_score: best, mean_iou: iou, mask_AP: ap }: Figures) =>
  `${detections.toFixed(1)} found, best ${best.toFixed(2)}, IoU ${iou.toFixed(2)}, mask AP ${ap?.toFixed(3) ?? '-'}`;

export const experiment: Command = {
  usage: 'experiment small-data --data DIR [--out DIR] [--seed N]',
  about:
    'Mask R-CNN on 50 images, tried after 0, 1, 3, 10, 20 and 100 epochs, as figures, pictures and a page',
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    const seed = Number(values.seed ?? 1);
    if (positionals.join(' ') !== 'small-data' || !values.data || !Number.isInteger(seed))
      throw new UsageError(`Usage: jari ${this.usage}`);
    const out = values.out ?? join(config.DATA_DIR, 'experiments', 'small-data');
    const set = await loadDetectionSet(values.data);
    for (const { file, detail } of set.faults) process.stderr.write(`${file}: ${detail}\n`);
    const initial = bodyParameters(await movenetBody(config.DATA_DIR));
    let told = performance.now();
    const report = await runSmallData({
      set,
      model: {
        name: 'small-data',
        classes: set.categories,
        backbone: light,
        config: { ...LIGHT, classes: set.categories.length },
      },
      initial,
      runtime: await openRuntime(config.JARI_DEVICE as DeviceChoice),
      lanes: Math.min(LANES, availableParallelism()),
      seed,
      out,
      onStep(done, total, loss) {
        if (performance.now() - told < 30_000) return;
        told = performance.now();
        process.stderr.write(`step ${done} of ${total}  loss ${loss.toFixed(3)}\n`);
      },
      onStage: ({ epoch, loss, trained, unseen }) =>
        process.stderr.write(
          `epoch ${epoch}  loss ${loss.toFixed(3)}\n  trained on: ${shown(trained)}\n  not trained on: ${shown(unseen)}\n`,
        ),
    });
    set.close();
    const { stages, seconds, data } = report;
    process.stdout.write(`${JSON.stringify({ data, seconds, stages, page: join(out, 'index.html') })}\n`);
    return 0;
  },
};
