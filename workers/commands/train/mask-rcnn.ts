import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { RECIPE } from '@/lib/vision/mask-rcnn/recipe';
import { runMaskRcnn, type TrainingData } from '@/lib/vision/mask-rcnn/run';
import { CHECKPOINT } from '@/lib/vision/mask-rcnn/train';
import { parseWords, UsageError } from '../command';
import type { Training } from './training';

const OPTIONS = {
  data: { type: 'string', multiple: true },
  name: { type: 'string' },
  out: { type: 'string' },
  backbone: { type: 'string' },
  epochs: { type: 'string' },
  rate: { type: 'string' },
  lr: { type: 'string' },
  resume: { type: 'boolean' },
  batch: { type: 'string' },
  seed: { type: 'string' },
  averaged: { type: 'string' },
  'evaluate-every': { type: 'string' },
  validation: { type: 'string' },
  licence: { type: 'string' },
  from: { type: 'string' },
  'short-side': { type: 'string' },
  'train-short-side': { type: 'string' },
} as const;

/** "DIR" or "DIR:24": a data set, or so many of its images an epoch. */
function dataOf(word: string): TrainingData {
  const [, path, count] = /^(.*):(\d+)$/.exec(word) ?? [];
  return path ? { path, perEpoch: Number(count) } : { path: word };
}

export const maskRcnn: Training = {
  name: 'mask-rcnn',
  usage: 'mask-rcnn --data DIR[:IMAGES_AN_EPOCH] [--data DIR2 ...] [--epochs N ...] [--out DIR]',
  help: () =>
    [
      'A data set is a folder or ZIP file of images with masks, COCO JSON or LabelMe JSON. A run that was stopped goes',
      'on from its last epoch in the same --out; with --resume there must be one. Options, with what they are without:',
      `  --epochs ${RECIPE.epochs} --rate (or --lr) ${RECIPE.rate} --batch ${RECIPE.batch} --seed ${RECIPE.seed}`,
      `  --averaged ${RECIPE.averaged} (the last part of the epochs whose weights are averaged)`,
      `  --validation 0.15 (part of the images that is kept to try the network on) --evaluate-every ${RECIPE.evaluateEvery}`,
      '  --backbone light|resnet50-fpn, or --from MODEL to begin with a trained one; --short-side 64 to 1600 pixels',
      '  --train-short-side, where training looks at another size',
      '  --name NAME --licence TEXT',
    ].join('\n'),
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    if (positionals.length > 0 || !values.data?.length)
      throw new UsageError(`Usage: jari train ${this.usage}\n\n${this.help()}`);
    const number = (
      option: keyof typeof OPTIONS,
      otherwise: number,
      least: number,
      most: number,
      whole = false,
    ) => {
      const text = values[option] as string | undefined;
      const given = text === undefined ? otherwise : Number(text);
      if (!(given >= least && given <= most) || (whole && !Number.isInteger(given)))
        throw new UsageError(
          `--${option} must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}, got "${text}".`,
        );
      return given;
    };
    const side = (option: 'short-side' | 'train-short-side') =>
      values[option] === undefined ? undefined : number(option, 0, 64, 1600, true);
    const recipe = {
      ...RECIPE,
      epochs: number('epochs', RECIPE.epochs, 1, 10_000, true),
      rate: number('rate', number('lr', RECIPE.rate, 1e-8, 1), 1e-8, 1),
      batch: number('batch', RECIPE.batch, 1, 1000, true),
      seed: number('seed', RECIPE.seed, 0, 2 ** 31 - 1, true),
      averaged: number('averaged', RECIPE.averaged, 0, 1),
      evaluateEvery: number('evaluate-every', RECIPE.evaluateEvery, 1, 10_000, true),
    };
    const name = values.name ?? 'mask-rcnn';
    const out = values.out ?? join(config.DATA_DIR, 'training', name);
    if (values.resume && !existsSync(join(out, CHECKPOINT)))
      throw new UsageError(
        `There is no stopped run in ${out} that could be resumed; leave out --resume to begin one.`,
      );
    const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice);
    const onCpu = /, cpu$/.test(runtime.name);
    const line = (event: object) => process.stdout.write(`${JSON.stringify(event)}\n`);
    process.stderr.write(`${name} on ${runtime.name}\n`);
    const begun = performance.now();
    let first: number | undefined;
    const card = await runMaskRcnn({
      name,
      data: values.data.map(dataOf),
      validation: number('validation', 0.15, 0, 0.9),
      backbone: values.backbone ?? 'light',
      recipe,
      from: values.from,
      shortSide: side('short-side'),
      trainShortSide: side('train-short-side'),
      command: `jari train mask-rcnn ${argv.join(' ')}`,
      licence: values.licence ?? 'as that of the data allows',
      dataDir: config.DATA_DIR,
      out,
      runtime,
      evaluator: runtime,
      lanes: onCpu ? Math.min(recipe.batch, availableParallelism()) : 0,
      onStep(step, steps, losses) {
        first ??= step - 1;
        const each = (performance.now() - begun) / 1000 / (step - first);
        line({ step, steps, ...losses, seconds_left: Math.round(each * (steps - step)) });
      },
      onEpoch: (epoch) => void line(epoch),
    });
    line({ model: card.name, figures: card.figures });
    return 0;
  },
};
