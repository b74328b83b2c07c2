import { Random } from '@/lib/nn/random';
import type { DetectionSet } from './set';

/**
 * Sets images aside that are not trained on, the same for the same seed, whatever the order of the files.
 * @param share of the images, 0 to 1; one image is always left to train on
 */
export function splitDetectionSet<S extends DetectionSet>(
  set: S,
  { share, seed }: { share: number; seed: number | string },
): { train: S; validation: S } {
  const sorted = [...set.images].sort((a, b) => (a.file < b.file ? -1 : 1));
  const order = Random.from(`split ${seed}`).permutation(sorted.length);
  const aside = Math.min(sorted.length - 1, Math.round(share * sorted.length));
  const part = (numbers: Int32Array) => [...numbers].sort((a, b) => a - b).map((i) => sorted[i]!);
  return {
    train: { ...set, images: part(order.subarray(aside)) },
    validation: { ...set, images: part(order.subarray(0, aside)) },
  };
}
