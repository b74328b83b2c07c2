import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Values } from '@/lib/nn/graph';
import { OPSET } from '@/lib/nn/onnx/writer';
import { loadDetectionSet } from '../datasets/detection/load';
import type { DetectionSet } from '../datasets/detection/set';
import { splitDetectionSet } from '../datasets/detection/split';
import { type Backbone, findBackbone } from './backbone';
import { koreanOf, type MaskRcnnCard } from './card';
import { LIGHT, type MaskRcnnConfig, RESNET } from './config';
import { bodyParameters } from './pretrained/body';
import { movenetBody } from './pretrained/movenet';
import { readMaskRcnn, saveMaskRcnn } from './save';
import { type MaskRcnnEpoch, type TrainMaskRcnnOptions, trainedWeights, trainMaskRcnn } from './train';

/** A data set to train on. */
export interface TrainingData {
  /** Folder or ZIP file. */
  path: string;
  /** So many of its images an epoch; left out: all. */
  perEpoch?: number;
}

export interface MaskRcnnRun
  extends Pick<
    TrainMaskRcnnOptions,
    'recipe' | 'runtime' | 'lanes' | 'evaluator' | 'out' | 'onStep' | 'onEpoch' | 'look' | 'signal'
  > {
  name: string;
  data: readonly TrainingData[];
  /** Part of each data set's images that is kept to try the network on. */
  validation: number;
  backbone: string;
  /** A Mask R-CNN, by name or folder, whose weights and backbone it begins with. */
  from?: string;
  /** Short side that images are scaled to; the long one is at most 1.6 times that. Left out: the backbone's own. */
  shortSide?: number;
  /** The same, in training only. */
  trainShortSide?: number;
  /** What makes the same model again. */
  command: string;
  licence: string;
  /** DATA_DIR, for the weights that the body begins with. */
  dataDir: string;
}

const LONGEST = 1.6;

function configOf(backbone: Backbone, classes: number, shortSide: number | undefined): MaskRcnnConfig {
  const config = { ...(backbone.name === 'light' ? LIGHT : RESNET), classes };
  return shortSide ? { ...config, image: { ...config.image, ...sizeOf(shortSide) } } : config;
}

const sizeOf = (shortSide: number) => ({ shortSide, longSide: Math.round(LONGEST * shortSide) });

/** The weights it begins with, and the backbone they are of. */
async function beginning({ from, backbone, dataDir }: MaskRcnnRun) {
  if (from) {
    const { card, weights } = await readMaskRcnn(from, dataDir);
    return { backbone: findBackbone(card.backbone), initial: weights };
  }
  const found = findBackbone(backbone);
  const initial: Values = found.pretrained ? bodyParameters(await movenetBody(dataDir)) : new Map();
  return { backbone: found, initial };
}

/** Loads the data sets; the first one's categories hold for all. */
async function load(data: readonly TrainingData[]) {
  const sets: (DetectionSet & { close(): void })[] = [];
  for (const { path } of data)
    sets.push(await loadDetectionSet(path, sets[0] ? { categories: sets[0].categories } : {}));
  return sets;
}

/** Trains a Mask R-CNN on data sets, from the body's pretrained weights to a model in `out`. */
export async function runMaskRcnn(run: MaskRcnnRun): Promise<MaskRcnnCard> {
  const { name, data, validation, recipe, out } = run;
  const { backbone, initial } = await beginning(run);
  const sets = await load(data);
  try {
    // Two sets may lie in folders of one name.
    const names = data.map(({ path }, i) =>
      data.findIndex((other) => basename(other.path) === basename(path)) < i
        ? `${basename(path)} ${i + 1}`
        : basename(path),
    );
    const split = sets.map((set) => splitDetectionSet(set, { share: validation, seed: recipe.seed }));
    const parts = split.map(({ train: { images } }, i) => ({
      images,
      perEpoch: Math.min(images.length, data[i]!.perEpoch ?? images.length),
    }));
    const classes = sets[0]!.categories;
    const config = configOf(backbone, classes.length, run.shortSide);
    await mkdir(out, { recursive: true });
    const epochs = await trainMaskRcnn({
      ...run,
      model: { name, classes, backbone, config },
      parts,
      validation: Object.fromEntries(split.map((one, i) => [names[i], one.validation])),
      size: run.trainShortSide ? sizeOf(run.trainShortSide) : undefined,
      initial,
    });
    const card: MaskRcnnCard = {
      name,
      task: 'detection',
      kind: 'mask-rcnn',
      description: `Mask R-CNN (${backbone.name}) that finds ${classes.join(', ')} and their pixels`,
      classes,
      classes_ko: classes.map(koreanOf),
      backbone: backbone.name,
      config,
      recipe,
      command: run.command,
      data: parts.map(({ images, perEpoch }, i) => ({
        name: names[i]!,
        train: images.length,
        per_epoch: perEpoch,
        validation: split[i]!.validation.images.length,
      })),
      figures: figuresOf(epochs),
      minutes: epochs.reduce((sum, { seconds }) => sum + seconds, 0) / 60,
      runtime: run.runtime.name,
      opset: OPSET,
      licence: run.licence,
    };
    await saveMaskRcnn(out, card, await trainedWeights(out));
    return card;
  } finally {
    for (const set of sets) set.close();
  }
}

function figuresOf(epochs: readonly MaskRcnnEpoch[]): MaskRcnnCard['figures'] {
  const last = Object.entries(epochs.at(-1)!.evaluation ?? {});
  return Object.fromEntries(last.map(([name, { box, mask }]) => [name, { box, mask }]));
}
