import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint } from '@/lib/nn/checkpoint';
import { type EpochReport, trainEpochs } from '@/lib/nn/epochs';
import { type Graph, initialValues } from '@/lib/nn/graph';
import { crossEntropy } from '@/lib/nn/losses';
import { exportModel } from '@/lib/nn/model-card';
import { Network } from '@/lib/nn/network';
import { oneHot } from '@/lib/nn/operations/select';
import { softmax } from '@/lib/nn/operations/softmax';
import { adam, adamW, type Optimiser, sgd } from '@/lib/nn/optimisers';
import type { Runtime } from '@/lib/nn/runtimes/runtime';
import { cosine, steady } from '@/lib/nn/schedules';
import { input } from '@/lib/nn/tensor';
import { trainingStep } from '@/lib/nn/training';
import { Problem } from '@/lib/problems';
import type { Dataset } from '../datasets/load';
import { trainingBatches } from './batches';
import { classify, type Evaluation, evaluate } from './evaluate';
import type { ClassifierModel, Recipe } from './models';

const CHECKPOINT = 'checkpoint.safetensors';

export interface ClassifierEpoch extends EpochReport {
  /** On the test images, 0 to 1. */
  accuracy: number;
}

export interface TrainOptions {
  model: ClassifierModel;
  recipe: Recipe;
  data: Dataset;
  classes: readonly string[];
  /** Of the data, for the model's metadata. */
  licence: string;
  runtime: Runtime;
  /** Folder for checkpoint, model.onnx and report.json; a run begun there goes on. */
  out: string;
  onEpoch?: (epoch: ClassifierEpoch) => void;
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

/** The inference form: `image` [N, 1, height, width] to `probabilities` [N, classes]. */
function inferenceGraph(model: ClassifierModel, height: number, width: number, classes: number): Graph {
  const image = input('image', ['N', 1, height, width]);
  return { outputs: { probabilities: softmax(model.describe(new Network(false), image, classes)) } };
}

/** Trains a classifier and leaves model.onnx and report.json in `out`; goes on where an earlier run stopped. */
export async function trainClassifier(options: TrainOptions): Promise<TrainingReport> {
  const { model, recipe, data, classes, runtime, out } = options;
  const { height, width, count } = data.train;
  await mkdir(out, { recursive: true });
  const net = new Network(true);
  const image = input('image', [recipe.batch, 1, height, width]);
  const label = input('label', [recipe.batch], 'int32');
  const loss = crossEntropy(model.describe(net, image, classes.length), oneHot(label, classes.length));
  const graph = trainingStep({ loss, net, optimiser: optimisers[recipe.optimiser](recipe) });
  const inference = inferenceGraph(model, height, width, classes.length);
  const memory = await runtime.memory(initialValues([graph, inference], recipe.seed));
  const step = await runtime.load(graph, memory);
  const tested = await runtime.load(inference, memory);
  const test = async () => evaluate(data.test.labels, await classify(tested, model, data.test), classes);
  const steps = recipe.epochs * Math.floor(count / recipe.batch);
  const epochs = await trainEpochs({
    step,
    memory,
    epochs: recipe.epochs,
    rate: recipe.rate,
    schedule: recipe.schedule === 'cosine' ? cosine(steps) : steady,
    seed: recipe.seed,
    checkpoint: join(out, CHECKPOINT),
    signal: options.signal,
    *batches(random) {
      for (const inputs of trainingBatches(model, data.train, recipe, random))
        yield { ...inputs, ...net.drawMasks(random) };
    },
    async measure(epoch) {
      const { accuracy } = await test();
      options.onEpoch?.({ ...epoch, accuracy });
      return { accuracy };
    },
  });
  const report = { model: model.name, recipe, runtime: runtime.name, epochs, ...(await test()) };
  const onnx = exportModel(inference, await memory.read(), {
    name: model.name,
    description: `${model.about}; input image [N, 1, ${height}, ${width}], output probabilities [N, ${classes.length}]`,
    classes,
    normalisation: { mean: [model.normalisation.mean], deviation: [model.normalisation.deviation] },
    licence: options.licence,
  });
  await writeWhole(join(out, 'model.onnx'), onnx);
  await writeWhole(join(out, 'report.json'), JSON.stringify(report, null, 2));
  await Promise.all([step.dispose(), tested.dispose()]);
  memory.dispose();
  return report;
}

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}

/**
 * Evaluates the classifier that a training run left in a folder.
 * @throws Problem when there is none.
 */
export async function evaluateTrained(
  options: Pick<TrainOptions, 'model' | 'data' | 'classes' | 'runtime' | 'out'>,
): Promise<Evaluation> {
  const { model, data, classes, runtime, out } = options;
  const checkpoint = await readCheckpoint(join(out, CHECKPOINT));
  if (!checkpoint)
    throw new Problem(
      'not-found',
      `There is no trained ${model.name} in ${out}; train it first: jari train classifier --model ${model.name}.`,
    );
  const memory = await runtime.memory(checkpoint.values);
  const graph = inferenceGraph(model, data.test.height, data.test.width, classes.length);
  const inference = await runtime.load(graph, memory, () => true);
  const answers = await classify(inference, model, data.test);
  await inference.dispose();
  memory.dispose();
  return evaluate(data.test.labels, answers, classes);
}
