import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint } from '@/lib/nn/checkpoint';
import type { Values } from '@/lib/nn/graph';
import type { Runtime } from '@/lib/nn/runtimes/runtime';
import { Problem } from '@/lib/problems';
import type { DetectionImage, DetectionSet } from '../../datasets/detection/set';
import { splitDetectionSet } from '../../datasets/detection/split';
import type { Detection } from '../../detector';
import { drawDetections } from '../../draw';
import { writeWhole } from '../../files';
import { MaskRcnn, type MaskRcnnModel } from '../../mask-rcnn/detector';
import type { LossValues } from '../../mask-rcnn/lane';
import { type MaskRcnnRecipe, RECIPE } from '../../mask-rcnn/recipe';
import { CHECKPOINT, initialWeights, trainMaskRcnn } from '../../mask-rcnn/train';
import { curves } from '../../pages/curves';
import { figuresOf } from './figures';
import { smallDataPage } from './page';
import { pictureStrip } from './pictures';
import { type EpochLoss, type SmallDataReport, STAGES, type Stage } from './report';

/** Images to train on and, of the others, to try at most. */
const TRAINED = 50;
const UNSEEN = 20;
/** Of a set too small for both. */
const UNSEEN_SHARE = 0.2;
/** Width of one picture of the strip, in pixels. */
const PICTURE = 300;

export interface SmallDataOptions {
  set: DetectionSet;
  model: MaskRcnnModel;
  /** Where the weights begin. */
  initial: Values;
  runtime: Runtime;
  /** Threads to train in; 0: the runtime does it all. */
  lanes: number;
  seed: number;
  /** Folder for report.json, strip.png, loss.svg, index.html and the checkpoint; an experiment begun there goes on. */
  out: string;
  stages?: readonly number[];
  onStep?: (done: number, total: number, loss: number) => void;
  onStage?: (stage: Stage) => void;
  signal?: AbortSignal;
}

/** What is kept between runs. */
interface Progress {
  seconds: number;
  stages: Stage[];
}

/** @returns the images to train on and others, the same for the same seed */
export function parts(
  set: DetectionSet,
  seed: number,
): { train: DetectionImage[]; unseen: DetectionImage[] } {
  const usable = { ...set, images: set.images.filter(({ objects }) => objects.length > 0) };
  if (usable.images.length < 2)
    throw new Problem(
      'bad-request',
      `The experiment needs at least 2 images with objects, one to train on and one not; the data set has ${usable.images.length}.`,
    );
  const total = usable.images.length;
  const aside = Math.max(1, Math.min(UNSEEN, Math.max(total - TRAINED, Math.floor(total * UNSEEN_SHARE))));
  const { train, validation } = splitDetectionSet(usable, { share: aside / total, seed });
  return { train: train.images.slice(0, TRAINED), unseen: validation.images };
}

class SmallData {
  private readonly train: DetectionImage[];
  private readonly unseen: DetectionImage[];

  constructor(
    private readonly options: SmallDataOptions,
    readonly progress: Progress,
  ) {
    ({ train: this.train, unseen: this.unseen } = parts(options.set, options.seed));
  }

  private path(name: string): string {
    return join(this.options.out, name);
  }

  private picture(kind: 'trained' | 'unseen', epoch: number): string {
    return this.path(`${kind}-${String(epoch).padStart(3, '0')}.png`);
  }

  get images(): readonly DetectionImage[] {
    return this.train;
  }

  has(epoch: number): boolean {
    return this.progress.stages.some((stage) => stage.epoch === epoch);
  }

  /** Tries the network as it is after some epochs, and keeps what it did. */
  async tryOut(epoch: number, loss: number, weights: Values): Promise<void> {
    const { model, runtime, set } = this.options;
    const detector = await MaskRcnn.load(model, weights, runtime);
    try {
      const images = [this.train[0]!, ...this.unseen];
      const found: Detection[][] = [];
      for (const image of images) {
        const picture = await image.read();
        found.push(await detector.detect(picture));
        if (found.length > 2) continue;
        const png = await drawDetections(picture, found.at(-1)!, { width: PICTURE });
        await writeWhole(this.picture(found.length === 1 ? 'trained' : 'unseen', epoch), png);
      }
      const stage: Stage = {
        epoch,
        loss,
        trained: figuresOf(images.slice(0, 1), found.slice(0, 1), set.categories),
        unseen: figuresOf(images.slice(1), found.slice(1), set.categories),
      };
      this.progress.stages.push(stage);
      await this.keep();
      this.options.onStage?.(stage);
    } finally {
      await detector.close();
    }
  }

  async keep(): Promise<void> {
    await writeWhole(this.path('progress.json'), JSON.stringify(this.progress));
  }

  /** Everything there is so far, as report, pictures and page. */
  async publish(epochs: EpochLoss[]): Promise<SmallDataReport> {
    const { seed, runtime } = this.options;
    const { stages, seconds } = this.progress;
    const report: SmallDataReport = {
      data: {
        train: this.train.length,
        unseen: this.unseen.length,
        shown: { trained: this.train[0]!.file, unseen: this.unseen[0]!.file },
      },
      seed,
      runtime: runtime.name,
      seconds,
      epochs,
      stages,
    };
    const row = (kind: 'trained' | 'unseen') =>
      Promise.all(stages.map(({ epoch }) => readFile(this.picture(kind, epoch))));
    const headings = stages.map(
      ({ epoch, trained }) =>
        `epoch ${epoch}: ${trained.detections} found, best ${trained.best_score.toFixed(2)}`,
    );
    const strip = await pictureStrip(headings, [await row('trained'), await row('unseen')], PICTURE);
    await writeWhole(this.path('strip.png'), strip);
    await writeWhole(this.path('loss.svg'), lossCurves(epochs));
    await writeWhole(this.path('report.json'), JSON.stringify(report, null, 2));
    await writeWhole(this.path('index.html'), smallDataPage(report));
    return report;
  }
}

/** The sum of the losses in bold, each of the five thin. */
export function lossCurves(epochs: readonly EpochLoss[]): string {
  const names = Object.keys(epochs[0]?.losses ?? {});
  const lines = [
    { name: 'loss', values: epochs.map(({ loss }) => loss) },
    ...names.map((name) => ({ name, values: epochs.map(({ losses }) => losses[name]!) })),
  ];
  const numbers = epochs.map(({ epoch }) => epoch);
  return curves(lines, numbers, { title: 'Loss by epoch', scale: 'logarithmic' });
}

const curvePoint = ({
  epoch,
  losses: { loss, ...losses },
}: {
  epoch: number;
  losses: LossValues;
}): EpochLoss => ({
  epoch,
  loss,
  losses,
});

const readProgress = async (path: string): Promise<Progress> =>
  JSON.parse(await readFile(path, 'utf8').catch(() => '{"seconds":0,"stages":[]}')) as Progress;

/**
 * The experiment of an article: how many epochs a Mask R-CNN needs on 50 images. One training run passes all the
 * epoch counts; after each of them the network is tried on an image it was trained on and on others.
 */
export async function runSmallData(options: SmallDataOptions): Promise<SmallDataReport> {
  const { model, runtime, initial, seed, out, signal, stages = STAGES } = options;
  await mkdir(out, { recursive: true });
  const experiment = new SmallData(options, await readProgress(join(out, 'progress.json')));
  const { progress } = experiment;
  const recipe: MaskRcnnRecipe = {
    ...RECIPE,
    epochs: Math.max(...stages),
    seed,
    averaged: 0,
    evaluateEvery: Number.POSITIVE_INFINITY,
  };
  const checkpoint = (await readCheckpoint(join(out, CHECKPOINT)))?.state as
    | { epoch: number; reports: { epoch: number; losses: LossValues }[] }
    | undefined;
  let since = performance.now();
  const counted = () => {
    progress.seconds += (performance.now() - since) / 1000;
    since = performance.now();
  };
  const epochs = (checkpoint?.reports ?? []).map(curvePoint);
  const untried = stages.includes(0) && !experiment.has(0) ? initialWeights(model, initial, seed) : undefined;
  await trainMaskRcnn({
    model,
    recipe,
    parts: [{ images: experiment.images, perEpoch: experiment.images.length }],
    validation: {},
    initial,
    runtime,
    lanes: options.lanes,
    evaluator: runtime,
    out,
    signal,
    async onStep(done, total, { loss }) {
      if (untried && !experiment.has(0)) await experiment.tryOut(0, loss, untried);
      options.onStep?.(done, total, loss);
    },
    async onEpoch({ epoch, losses }, weights) {
      epochs.push(curvePoint({ epoch, losses }));
      counted();
      await experiment.keep();
      if (!stages.includes(epoch) || experiment.has(epoch)) return;
      await experiment.tryOut(epoch, losses.loss, weights);
      counted();
      await experiment.publish(epochs);
    },
  });
  counted();
  return experiment.publish(epochs);
}
