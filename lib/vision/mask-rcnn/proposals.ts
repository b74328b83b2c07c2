import type { Anchors } from './anchors';
import { decodeOne } from './box-coder';
import { clip, take } from './boxes';
import type { MaskRcnnConfig } from './config';
import { byScore, nms } from './nms';

/** The `wanted`-th largest of `values`, whose order changes (Hoare's quickselect). */
function largest(values: Float32Array, wanted: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! > pivot) i++;
      while (values[j]! < pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (wanted - 1 <= j) high = j;
    else if (wanted - 1 >= i) low = i;
    else break;
  }
  return values[wanted - 1]!;
}

/** Numbers of the `wanted` largest of `values`, largest first, equal ones in their order. */
export function top(values: Float32Array, wanted: number): Uint32Array {
  if (values.length <= wanted) return byScore(values);
  const least = largest(values.slice(), wanted);
  const chosen: number[] = [];
  const equal: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > least) chosen.push(i);
    else if (values[i] === least) equal.push(i);
  }
  for (let i = 0; chosen.length < wanted && i < equal.length; i++) chosen.push(equal[i]!);
  const order = byScore(Float32Array.from(chosen, (i) => values[i]!));
  return order.map((i) => chosen[i]!);
}

/**
 * Where objects may be: of every level the best anchors, moved by the network, cut at the image's edges, without
 * those that are nearly the same, then the best of all levels (torchvision, rpn.py: filter_proposals).
 * @param objectness one logit an anchor, in the anchors' order
 * @param deltas four numbers an anchor
 * @param image the size of the picture in the input, without the padding
 */
export function proposals(
  objectness: Float32Array,
  deltas: Float32Array,
  anchors: Anchors,
  image: { width: number; height: number },
  config: MaskRcnnConfig['rpn'],
  { preNms, postNms }: { preNms: number; postNms: number },
): { boxes: Float32Array; scores: Float32Array } {
  const found: { boxes: Float32Array; logits: Float32Array }[] = [];
  let start = 0;
  for (const anchorCount of anchors.counts) {
    const logits = objectness.subarray(start, start + anchorCount);
    const best = top(logits, preNms);
    const boxes = new Float32Array(4 * best.length);
    best.forEach((i, n) => {
      decodeOne(deltas, 4 * (start + i), anchors.boxes, start + i, config.weights, boxes, n);
    });
    clip(boxes, image.width, image.height);
    const large = best.map((_, n) => n).filter((n) => sidesFrom(boxes, n, config.minSize));
    const candidates = take(boxes, large);
    const scores = Float32Array.from(large, (n) => logits[best[n]!]!);
    const kept = nms(candidates, scores, config.nms, postNms);
    found.push({ boxes: take(candidates, kept), logits: Float32Array.from(kept, (i) => scores[i]!) });
    start += anchorCount;
  }
  const boxes = joined(found.map((level) => level.boxes));
  const logits = joined(found.map((level) => level.logits));
  const best = top(logits, postNms);
  return {
    boxes: take(boxes, best),
    scores: Float32Array.from(best, (i) => 1 / (1 + Math.exp(-logits[i]!))),
  };
}

/** Both sides of box `i` are at least `least` long. */
export const sidesFrom = (boxes: Float32Array, i: number, least: number) =>
  boxes[4 * i + 2]! - boxes[4 * i]! >= least && boxes[4 * i + 3]! - boxes[4 * i + 1]! >= least;

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
