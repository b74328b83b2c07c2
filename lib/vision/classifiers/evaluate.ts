import type { LabelledImages } from '../datasets/load';
import type { Classifier } from './classifier';

/** Below this a probability counts as this: its logarithm stays finite. */
const SMALLEST = 1e-12;

export interface Evaluation {
  accuracy: number;
  per_class: { label: string; precision: number; recall: number; count: number }[];
  /** Rows: truth; columns: answer. */
  confusion: number[][];
}

/** The number of the most probable class in each row of `classes` probabilities. */
export function answers(probabilities: Float32Array, classes: number): Uint8Array {
  return Uint8Array.from({ length: probabilities.length / classes }, (_, row) => {
    const scores = probabilities.subarray(row * classes, (row + 1) * classes);
    return scores.indexOf(Math.max(...scores));
  });
}

/** Mean cross-entropy of the true classes, `probabilities` being rows of `classes`. */
export function meanLoss(truth: Uint8Array, probabilities: Float32Array, classes: number): number {
  const losses = truth.reduce(
    (sum, label, row) => sum - Math.log(Math.max(probabilities[row * classes + label]!, SMALLEST)),
    0,
  );
  return losses / Math.max(1, truth.length);
}

/** What a classifier makes of labelled images. */
export async function evaluateClassifier(
  { card: { classes }, probabilities }: Pick<Classifier, 'card' | 'probabilities'>,
  { pixels, count, labels }: LabelledImages,
): Promise<Evaluation> {
  return evaluate(labels, answers(await probabilities(pixels, count), classes.length), classes);
}

/** Answers against truth. A class that was never answered has the precision 0. */
export function evaluate(truth: Uint8Array, answered: Uint8Array, classes: readonly string[]): Evaluation {
  const confusion = classes.map(() => classes.map(() => 0));
  truth.forEach((label, i) => {
    confusion[label]![answered[i]!]! += 1;
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
