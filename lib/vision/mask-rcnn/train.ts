import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint, writeCheckpoint } from '@/lib/nn/checkpoint';
import { initialValues, type Values, value } from '@/lib/nn/graph';
import { Random } from '@/lib/nn/random';
import type { Runtime } from '@/lib/nn/runtimes/runtime';
import { cosine, warmUp } from '@/lib/nn/schedules';
import { Problem } from '@/lib/problems';
import { AUGMENTATION, augment, readSample, type Sample, truthOf } from '../datasets/detection/augment';
import type { DetectionImage, DetectionSet } from '../datasets/detection/set';
import type { Detector } from '../detector';
import { type DetectorEvaluation, evaluateDetector } from '../evaluation/evaluate-detector';
import { MaskRcnn, type MaskRcnnModel } from './detector';
import type { LossValues, TrainingImage } from './lane';
import type { MaskRcnnRecipe } from './recipe';
import { Stepper } from './step';
import { stepGraphs } from './step-graphs';

export const CHECKPOINT = 'checkpoint.safetensors';

/** Images to train on; of a large set only some, others each time, are taken in an epoch. */
export interface TrainingPart {
  images: readonly DetectionImage[];
  perEpoch: number;
}

export interface MaskRcnnEpoch {
  epoch: number;
  /** Mean over the epoch's images. */
  losses: LossValues;
  seconds: number;
  /** By name of the data set. */
  evaluation?: Record<string, DetectorEvaluation>;
}

export interface TrainMaskRcnnOptions {
  model: MaskRcnnModel;
  recipe: MaskRcnnRecipe;
  parts: readonly TrainingPart[];
  validation: Record<string, DetectionSet>;
  /** What images are scaled to in training; left out: what the model scales them to. */
  size?: { shortSide: number; longSide: number };
  /** Where the weights begin; what is missing is drawn at random. */
  initial: Values;
  runtime: Runtime;
  /** Threads that images are worked on in, each on one core; 0: the runtime does it all. */
  lanes: number;
  /** Runs the images that are tried. */
  evaluator: Runtime;
  /** Folder of the checkpoint; a run begun there goes on. */
  out: string;
  onStep?: (step: number, steps: number, losses: LossValues) => void | Promise<void>;
  /** With the weights so far, before the epoch's checkpoint is written: when this fails, the epoch is done once more. */
  onEpoch?: (epoch: MaskRcnnEpoch, weights: Values) => void | Promise<void>;
  /** While the detector of an epoch is open to be tried. */
  look?: (detector: Detector, epoch: number, validation: Record<string, DetectionSet>) => Promise<void>;
  signal?: AbortSignal;
}

interface Kept {
  epoch: number;
  averaged: number;
  reports: MaskRcnnEpoch[];
}

const AVERAGE = 'average:';

/** Decoded images, kept as long as there are not too many. */
class SampleCache {
  private readonly known = new Map<DetectionImage, Sample>();
  private bytes = 0;

  async get(image: DetectionImage): Promise<Sample> {
    const kept = this.known.get(image);
    if (kept) return kept;
    const sample = await readSample(image);
    this.bytes += sample.image.data.length;
    if (this.bytes < 1e9) this.known.set(image, sample);
    return sample;
  }
}

/** The images of an epoch in their order; the same for the same seed and epoch. */
function epochImages(parts: readonly TrainingPart[], seed: number, epoch: number): DetectionImage[] {
  const random = Random.from(`order ${seed} ${epoch}`);
  const chosen = parts.flatMap(({ images, perEpoch }) =>
    [...random.permutation(images.length)].slice(0, perEpoch).map((i) => images[i]!),
  );
  return [...random.permutation(chosen.length)].map((i) => chosen[i]!);
}

/**
 * Trains a Mask R-CNN, going on from the checkpoint in `out`, with the same result as an unbroken run. Gives all
 * epochs' reports; the weights are in the checkpoint (`trainedWeights`).
 * @throws Problem when the loss is no longer a finite number, or when the checkpoint is of another network
 */
export async function trainMaskRcnn(options: TrainMaskRcnnOptions): Promise<MaskRcnnEpoch[]> {
  const { model, recipe, parts, runtime, out, signal } = options;
  await mkdir(out, { recursive: true });
  const path = join(out, CHECKPOINT);
  const found = await readCheckpoint(path);
  const kept = (found?.state ?? { epoch: 0, averaged: 0, reports: [] }) as unknown as Kept;
  const known = found?.values ?? options.initial;
  const values = initialWeights(model, known, recipe.seed, found ? path : undefined);
  const stepper = await Stepper.open(values, {
    ...recipe,
    backbone: model.backbone,
    config: model.config,
    lanes: options.lanes,
    runtime,
  });
  if (found) restore(stepper, found.values);
  const now = () => merged(values, stepper.weights);
  const average = new Average(found?.values, kept.averaged);
  const images = parts.reduce((sum, { images, perEpoch }) => sum + Math.min(images.length, perEpoch), 0);
  const steps = Math.ceil(images / recipe.batch);
  const schedule = warmUp(recipe.warmUp, cosine(steps * recipe.epochs));
  const samples = new SampleCache();
  const reports = [...kept.reports];
  try {
    for (let epoch = kept.epoch + 1; epoch <= recipe.epochs; epoch++) {
      const begun = performance.now();
      const losses: LossValues[] = [];
      for await (const batch of batches(options, samples, epoch)) {
        signal?.throwIfAborted();
        const done = stepper.steps;
        const some = await stepper.step(batch, recipe.rate * schedule(done));
        const strange = some.find(({ loss }) => !Number.isFinite(loss));
        if (strange)
          throw new Problem(
            'conflict',
            `The loss became ${strange.loss} in step ${done + 1} (epoch ${epoch}): a lower learning rate may help.`,
          );
        losses.push(...some);
        await options.onStep?.(done + 1, steps * recipe.epochs, meanOf(some));
      }
      if (epoch > recipe.epochs * (1 - recipe.averaged)) average.add(stepper.weights);
      const seconds = (performance.now() - begun) / 1000;
      const report: MaskRcnnEpoch = { epoch, losses: meanOf(losses), seconds };
      if (epoch % recipe.evaluateEvery === 0 || epoch === recipe.epochs)
        report.evaluation = await evaluate(options, epoch, merged(now(), average.values));
      reports.push(report);
      await options.onEpoch?.(report, merged(now(), average.values));
      await writeCheckpoint(path, {
        values: new Map([...now(), ...optimiserState(stepper), ...average.state()]),
        state: { epoch, averaged: average.count, reports } satisfies Kept,
      });
    }
  } finally {
    await stepper.close();
  }
  return reports;
}

/** The batches of an epoch; the next one is made ready while one is learnt. */
async function* batches(
  { model, recipe, parts, size = model.config.image }: TrainMaskRcnnOptions,
  samples: SampleCache,
  epoch: number,
): AsyncGenerator<TrainingImage[]> {
  const order = epochImages(parts, recipe.seed, epoch);
  const fit = { ...AUGMENTATION, fit: size };
  const prepare = (start: number) =>
    Promise.all(
      order.slice(start, start + recipe.batch).map(async (image, i) => {
        const random = Random.from(`${recipe.seed} ${epoch} ${start + i}`);
        const sample = augment(await samples.get(image), random, fit);
        return { picture: sample.image, truth: truthOf(sample), random };
      }),
    );
  let next = prepare(0);
  for (let start = recipe.batch; ; start += recipe.batch) {
    const batch = await next;
    if (start >= order.length) {
      yield batch;
      return;
    }
    // Begun once the lanes are at work; whether it fails is seen when its turn comes.
    next = new Promise((resolve, reject) => setImmediate(() => prepare(start).then(resolve, reject)));
    next.catch(() => {});
    yield batch;
  }
}

async function evaluate(
  { model, evaluator, validation, look }: TrainMaskRcnnOptions,
  epoch: number,
  weights: Values,
): Promise<Record<string, DetectorEvaluation>> {
  const detector = await MaskRcnn.load(model, weights, evaluator);
  try {
    const results: Record<string, DetectorEvaluation> = {};
    for (const [name, set] of Object.entries(validation))
      results[name] = await evaluateDetector(detector, set);
    await look?.(detector, epoch, validation);
    return results;
  } finally {
    await detector.close();
  }
}

/** The mean of the weights of several epochs (Izmailov et al. 2018). */
class Average {
  readonly values: Values = new Map();

  constructor(
    kept: Values | undefined,
    public count: number,
  ) {
    for (const [name, given] of kept ?? [])
      if (name.startsWith(AVERAGE)) this.values.set(name.slice(AVERAGE.length), given);
  }

  add(weights: Values): void {
    this.count++;
    for (const [name, { shape, data }] of weights) {
      const mean = this.values.get(name) ?? value(new Float32Array(data.length), shape);
      for (let i = 0; i < data.length; i++) mean.data[i]! += (data[i]! - mean.data[i]!) / this.count;
      this.values.set(name, mean);
    }
  }

  state(): Values {
    return new Map([...this.values].map(([name, given]) => [AVERAGE + name, given]));
  }
}

const optimiserState = ({ rows: { mean, square }, steps }: Stepper): Values =>
  new Map([
    ['optimiser:mean', value(mean)],
    ['optimiser:square', value(square)],
    ['optimiser:steps', value([steps], [])],
  ]);

function restore(stepper: Stepper, kept: Values): void {
  stepper.rows.mean.set(kept.get('optimiser:mean')!.data);
  stepper.rows.square.set(kept.get('optimiser:square')!.data);
  stepper.steps = kept.get('optimiser:steps')!.data[0]!;
}

const merged = (values: Values, over: Values): Values => new Map([...values, ...over]);

function meanOf(losses: readonly LossValues[]): LossValues {
  const names = Object.keys(losses[0]!) as (keyof LossValues)[];
  return Object.fromEntries(
    names.map((name) => [name, losses.reduce((sum, one) => sum + one[name], 0) / losses.length]),
  ) as LossValues;
}

/**
 * The weights that a run begins with: those known, the others drawn at random.
 * @throws Problem when those of a checkpoint do not fit, or lack some
 */
export function initialWeights(
  { backbone, config }: MaskRcnnModel,
  known: Values,
  seed: number,
  checkpoint?: string,
): Values {
  const graphs = stepGraphs(backbone, config);
  const values = initialValues([graphs.propose, graphs.learn], seed);
  for (const [name, { shape }] of values) {
    const given = known.get(name);
    if (given && String(given.shape) === String(shape))
      values.set(name, { ...given, data: given.data.slice() });
    else if (checkpoint)
      throw new Problem(
        'conflict',
        `${checkpoint} is the checkpoint of another network (${name}); choose another folder.`,
      );
  }
  return values;
}

/** The weights that a run left, averaged where it had come so far. @throws Problem when there are none */
export async function trainedWeights(out: string): Promise<Values> {
  const found = await readCheckpoint(join(out, CHECKPOINT));
  if (!found)
    throw new Problem('not-found', `There is no trained Mask R-CNN in ${out}: it lacks ${CHECKPOINT}.`);
  const average = new Average(found.values, 0);
  const own = [...found.values].filter(([name]) => !/^(average|optimiser):/.test(name));
  return merged(new Map(own), average.values);
}
