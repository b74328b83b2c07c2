import type { Program } from '@/lib/nn/runtimes/runtime';
import type { LabelledImages } from '../datasets/load';
import { testBatches } from './batches';
import type { ClassifierModel } from './models';

export interface Evaluation {
  accuracy: number;
  per_class: { label: string; precision: number; recall: number; count: number }[];
  /** Rows: truth; columns: answer. */
  confusion: number[][];
}

/** For each image the number of the most probable class. */
export async function classify(
  inference: Program,
  model: ClassifierModel,
  images: LabelledImages,
): Promise<Uint8Array> {
  const answers = new Uint8Array(images.count);
  let done = 0;
  for (const inputs of testBatches(model, images)) {
    const { probabilities } = await inference.run(inputs);
    const [rows, classes] = probabilities!.shape as [number, number];
    for (let row = 0; row < rows; row++) {
      const scores = probabilities!.data.subarray(row * classes, (row + 1) * classes);
      answers[done++] = scores.indexOf(Math.max(...scores));
    }
  }
  return answers;
}

/** Answers against truth. A class that was never answered has the precision 0. */
export function evaluate(truth: Uint8Array, answers: Uint8Array, classes: readonly string[]): Evaluation {
  const confusion = classes.map(() => classes.map(() => 0));
  truth.forEach((label, i) => {
    confusion[label]![answers[i]!]! += 1;
  });
  const right = classes.map((_, i) => confusion[i]![i]!);
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const total = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  return {
    accuracy: share(total(right), truth.length),
    per_class: classes.map((label, i) => ({
      label,
      precision: share(right[i]!, total(confusion.map((row) => row[i]!))),
      recall: share(right[i]!, total(confusion[i]!)),
      count: total(confusion[i]!),
    })),
    confusion,
  };
}
