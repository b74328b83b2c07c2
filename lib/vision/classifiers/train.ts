import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCheckpoint } from '@/lib/nn/checkpoint';
import { type EpochReport, trainEpochs } from '@/lib/nn/epochs';
import { type Graph, initialValues, sorted, type Values } from '@/lib/nn/graph';
import { crossEntropy } from '@/lib/nn/losses';
import { exportModel } from '@/lib/nn/model-card';
import { Network } from '@/lib/nn/network';
import { OPSET } from '@/lib/nn/onnx/writer';
import { oneHot } from '@/lib/nn/operations/select';
import { adam, adamW, type Optimiser, sgd } from '@/lib/nn/optimisers';
import type { Program, Runtime } from '@/lib/nn/runtimes/runtime';
import { cosine, steady } from '@/lib/nn/schedules';
import { input, nameOf } from '@/lib/nn/tensor';
import { trainingStep } from '@/lib/nn/training';
import { Problem } from '@/lib/problems';
import type { Dataset } from '../datasets/load';
import { writeWhole } from '../files';
import { trainingBatches } from './batches';
import { type ClassifierCard, cardPage } from './card';
import { inferenceGraph, probabilitiesOf, WEIGHTS } from './classifier';
import { answers, type Evaluation, evaluate, meanLoss } from './evaluate';
import type { ClassifierModel, Recipe } from './models';
import { classifierPage } from './page';

const CHECKPOINT = 'checkpoint.safetensors';

export interface ClassifierEpoch extends EpochReport {
  /** On the test images: share of right answers, 0 to 1, and mean cross-entropy. */
  accuracy: number;
  test_loss: number;
}

/** What the network of an epoch made of the test images. */
export interface Tested {
  evaluation: Evaluation;
  /** Images x classes. */
  probabilities: Float32Array;
}

export interface TrainOptions {
  model: ClassifierModel;
  recipe: Recipe;
  data: Dataset;
  /** Of the data, for the model's card; both in the order of the labels. */
  source: {
    title: string;
    licence: string;
    split: string;
    classes: readonly string[];
    classesKo: readonly string[];
  };
  runtime: Runtime;
  /** Name of what is trained; the model's own if not given. */
  name?: string;
  /** What makes it again, for the card. */
  command: string;
  /** Folder for the model (`card.json`, weights, model.onnx, README.md), report.json, report.html and checkpoint; a run begun there goes on. */
  out: string;
  /** Before the epoch's checkpoint is written: when this fails, the epoch is done once more. */
  onEpoch?: (epoch: ClassifierEpoch, tested: Tested) => unknown;
  /** Steps done of all runs together, and the loss of the last one. */
  onStep?: (done: number, total: number, loss: number) => void;
  signal?: AbortSignal;
}

export interface TrainingReport extends Evaluation {
  model: string;
  recipe: Recipe;
  runtime: string;
  epochs: ClassifierEpoch[];
}

const optimisers: Record<Recipe['optimiser'], (recipe: Recipe) => Optimiser> = {
  sgd: ({ momentum, weightDecay }) => sgd({ momentum, weightDecay }),
  adam: ({ weightDecay }) => adam({ weightDecay }),
  adamw: ({ weightDecay }) => adamW({ weightDecay }),
};

/** Trains a classifier and leaves the model in `out`; goes on where an earlier run stopped. */
export async function trainClassifier(options: TrainOptions): Promise<TrainingReport> {
  const { model, recipe, data, source, runtime, out } = options;
  const { classes } = source;
  const { height, width, channels, count } = data.train;
  const size = { height, width, channels };
  await mkdir(out, { recursive: true });
  const net = new Network(true);
  const image = input('image', [recipe.batch, channels, height, width]);
  const label = input('label', [recipe.batch], 'int32');
  const loss = crossEntropy(model.describe(net, image, classes.length), oneHot(label, classes.length));
  const graph = trainingStep({ loss, net, optimiser: optimisers[recipe.optimiser](recipe) });
  const inference = inferenceGraph(model, size, classes.length);
  const steps = recipe.epochs * Math.floor(count / recipe.batch);
  if (steps === 0)
    throw new Problem(
      'bad-request',
      `A batch of ${recipe.batch} is more than the ${count} images to train with; choose a smaller batch.`,
    );
  const memory = await runtime.memory(initialValues([graph, inference], recipe.seed));
  const programs: Program[] = [];
  const load = async (graph: Graph) => {
    programs.push(await runtime.load(graph, memory));
    return programs.at(-1)!;
  };
  try {
    const step = await load(graph);
    const predict = probabilitiesOf(await load(inference), { ...model, input: size, classes });
    const test = async (): Promise<Tested> => {
      const probabilities = await predict(data.test.pixels, data.test.count);
      const answered = answers(probabilities, classes.length);
      return { probabilities, evaluation: evaluate(data.test.labels, answered, classes) };
    };
    const epochs = await trainEpochs({
      step,
      memory,
      epochs: recipe.epochs,
      rate: recipe.rate,
      schedule: recipe.schedule === 'cosine' ? cosine(steps) : steady,
      seed: recipe.seed,
      checkpoint: join(out, CHECKPOINT),
      signal: options.signal,
      onStep: (done, { loss }) => options.onStep?.(done, steps, loss!.data[0]!),
      *batches(random) {
        for (const inputs of trainingBatches(model, data.train, recipe, random))
          yield { ...inputs, ...net.drawMasks(random) };
      },
      async measure(epoch) {
        const tested = await test();
        const figures = {
          accuracy: tested.evaluation.accuracy,
          test_loss: meanLoss(data.test.labels, tested.probabilities, classes.length),
        };
        await options.onEpoch?.({ ...epoch, ...figures }, tested);
        return figures;
      },
    });
    const { evaluation } = await test();
    const report = { model: model.name, recipe, runtime: runtime.name, epochs, ...evaluation };
    await writeWhole(join(out, 'report.json'), JSON.stringify(report, null, 2));
    const card: ClassifierCard = {
      name: options.name ?? model.name,
      task: 'classification',
      model: model.name,
      description: model.about,
      classes,
      classes_ko: source.classesKo,
      input: size,
      normalisation: model.normalisation,
      data: {
        title: source.title,
        licence: source.licence,
        split: source.split,
        train: count,
        test: data.test.count,
      },
      recipe,
      command: options.command,
      figures: {
        ...evaluation,
        epochs: epochs.length,
        loss: epochs.at(-1)!.loss,
        seconds_per_epoch: median(epochs.map(({ seconds }) => seconds)),
        runtime: runtime.name,
      },
      licence: `Weights MIT (Jari); trained on ${source.title}, ${source.licence}`,
      opset: OPSET,
    };
    await writeWhole(join(out, 'report.html'), classifierPage(card, epochs));
    await writeModel(out, card, inference, await memory.read());
    return report;
  } finally {
    for (const program of programs) await program.dispose();
    memory.dispose();
  }
}

/** The model's files; the card last, as a folder with a card is a model. */
async function writeModel(out: string, card: ClassifierCard, graph: Graph, values: Values): Promise<void> {
  const { mean, deviation } = card.normalisation;
  const onnx = exportModel(graph, values, {
    ...card,
    normalisation: { mean: [mean], deviation: [deviation] },
  });
  const weights = new Map(
    sorted(graph).parameters.map((tensor) => [nameOf(tensor), values.get(nameOf(tensor))!]),
  );
  await writeCheckpoint(join(out, WEIGHTS), { values: weights, state: {} });
  await writeWhole(join(out, 'model.onnx'), onnx);
  await writeWhole(join(out, 'README.md'), cardPage(card));
  await writeWhole(join(out, 'card.json'), JSON.stringify(card, null, 2));
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;
