import type { CoderWeights } from './config';

/** Largest log of a growth: boxes grow 62.5-fold at most, so that exp never overflows. */
const LARGEST = Math.log(1000 / 16);

/**
 * How the `references` (N x 4) must move to become the `boxes` (N x 4): the shift of the centre in widths and
 * heights of the reference and the log of the growth, each times its weight (Girshick et al. 2014, appendix C).
 */
export function encode(boxes: Float32Array, references: Float32Array, weights: CoderWeights): Float32Array {
  const deltas = new Float32Array(boxes.length);
  for (let i = 0; i < boxes.length; i += 4) {
    const width = references[i + 2]! - references[i]!;
    const height = references[i + 3]! - references[i + 1]!;
    const toWidth = boxes[i + 2]! - boxes[i]!;
    const toHeight = boxes[i + 3]! - boxes[i + 1]!;
    const shiftX = boxes[i]! + toWidth / 2 - (references[i]! + width / 2);
    const shiftY = boxes[i + 1]! + toHeight / 2 - (references[i + 1]! + height / 2);
    deltas[i] = (weights[0] * shiftX) / width;
    deltas[i + 1] = (weights[1] * shiftY) / height;
    deltas[i + 2] = weights[2] * Math.log(toWidth / width);
    deltas[i + 3] = weights[3] * Math.log(toHeight / height);
  }
  return deltas;
}

/** Moves box `reference` of `references` by the four numbers of `deltas` from `from` on; writes box `to` of `out`. */
export function decodeOne(
  deltas: Float32Array,
  from: number,
  references: Float32Array,
  reference: number,
  weights: CoderWeights,
  out: Float32Array,
  to: number,
): void {
  const r = 4 * reference;
  const width = references[r + 2]! - references[r]!;
  const height = references[r + 3]! - references[r + 1]!;
  const x = references[r]! + width / 2 + (deltas[from]! / weights[0]) * width;
  const y = references[r + 1]! + height / 2 + (deltas[from + 1]! / weights[1]) * height;
  const halfWidth = (width * Math.exp(Math.min(LARGEST, deltas[from + 2]! / weights[2]))) / 2;
  const halfHeight = (height * Math.exp(Math.min(LARGEST, deltas[from + 3]! / weights[3]))) / 2;
  out[4 * to] = x - halfWidth;
  out[4 * to + 1] = y - halfHeight;
  out[4 * to + 2] = x + halfWidth;
  out[4 * to + 3] = y + halfHeight;
}
