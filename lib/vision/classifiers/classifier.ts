import { join } from 'node:path';
import { readCheckpoint } from '@/lib/nn/checkpoint';
import type { Graph } from '@/lib/nn/graph';
import { Network } from '@/lib/nn/network';
import { softmax } from '@/lib/nn/operations/softmax';
import type { Program, Runtime } from '@/lib/nn/runtimes/runtime';
import { input } from '@/lib/nn/tensor';
import { Problem } from '@/lib/problems';
import { findModelFolder, readCard } from '../model-folders';
import { normalise } from './batches';
import type { ClassifierCard } from './card';
import { type ClassifierModel, findModel } from './models';

export const WEIGHTS = 'weights.safetensors';

/** Images at a time; more would only need more memory. */
const BATCH = 1000;

/** A trained classifier, ready to use. */
export interface Classifier {
  card: ClassifierCard;
  /** For people: on what it runs. */
  runtime: string;
  /**
   * Pixels 0 to 255 of `count` images of the card's size, image by image and row by row; colours one plane after the
   * other. Gives the probabilities, `count` x classes.
   */
  probabilities(pixels: Uint8Array, count: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** The inference form: `image` [N, channels, height, width] to `probabilities` [N, classes]. */
export function inferenceGraph(
  model: ClassifierModel,
  { channels, height, width }: ClassifierCard['input'],
  classes: number,
): Graph {
  const image = input('image', ['N', channels, height, width]);
  return { outputs: { probabilities: softmax(model.describe(new Network(false), image, classes)) } };
}

/** `probabilities` of a classifier by its loaded inference graph. */
export function probabilitiesOf(
  program: Program,
  { input, classes, normalisation }: Pick<ClassifierCard, 'input' | 'classes' | 'normalisation'>,
): Classifier['probabilities'] {
  const { channels, height, width } = input;
  const size = channels * height * width;
  return async (pixels, count) => {
    const result = new Float32Array(count * classes.length);
    for (let start = 0; start < count; start += BATCH) {
      const length = Math.min(BATCH, count - start);
      const part = pixels.subarray(start * size, (start + length) * size);
      const image = normalise(normalisation, part, [length, channels, height, width]);
      const { probabilities } = await program.run({ image });
      result.set(probabilities!.data, start * classes.length);
    }
    return result;
  };
}

/**
 * Opens a classifier by its name or its folder.
 * @throws Problem when there is none, or its weights are missing.
 */
export async function openClassifier(
  nameOrFolder: string,
  options: { dataDir: string; runtime: Runtime },
): Promise<Classifier> {
  const { dataDir, runtime } = options;
  const folder = await findModelFolder(nameOrFolder, dataDir, 'classification');
  const card = (await readCard<ClassifierCard>(folder))!;
  const weights = await readCheckpoint(join(folder, WEIGHTS));
  if (!weights)
    throw new Problem('not-found', `The weights of ${card.name} are missing: ${folder}/${WEIGHTS}.`);
  const memory = await runtime.memory(weights.values);
  const graph = inferenceGraph(findModel(card.model), card.input, card.classes.length);
  const program = await runtime.load(graph, memory, () => true);
  return {
    card,
    runtime: runtime.name,
    probabilities: probabilitiesOf(program, card),
    async close() {
      await program.dispose();
      memory.dispose();
    },
  };
}
