import { areaAt } from './boxes';

/** Numbers 0 to `scores.length` - 1, highest score first, equal ones in their order. */
export function byScore(scores: Float32Array): Uint32Array {
  const order = Uint32Array.from(scores, (_, i) => i);
  return order.sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/**
 * Non-maximum suppression: a box falls where its IoU with a better one of the same group that stays is above
 * `threshold`. Without `groups` all are of one.
 * @param boxes N x 4
 * @returns numbers of the boxes that stay, best first, `limit` at most
 */
export function nms(
  boxes: Float32Array,
  scores: Float32Array,
  threshold: number,
  limit = Number.POSITIVE_INFINITY,
  groups?: ArrayLike<number>,
): Uint32Array {
  const order = byScore(scores);
  const kept = new Uint32Array(Math.min(order.length, limit));
  const areas = new Float64Array(kept.length);
  let stays = 0;
  for (let n = 0; n < order.length && stays < kept.length; n++) {
    const i = order[n]!;
    const x1 = boxes[4 * i]!;
    const y1 = boxes[4 * i + 1]!;
    const x2 = boxes[4 * i + 2]!;
    const y2 = boxes[4 * i + 3]!;
    const area = areaAt(boxes, i);
    let falls = false;
    // The boxes.ts functions, written out: this is the inner loop of all proposals.
    for (let k = 0; k < stays && !falls; k++) {
      const j = 4 * kept[k]!;
      const width = Math.min(x2, boxes[j + 2]!) - Math.max(x1, boxes[j]!);
      if (width <= 0) continue;
      const height = Math.min(y2, boxes[j + 3]!) - Math.max(y1, boxes[j + 1]!);
      if (height <= 0) continue;
      const shared = width * height;
      falls = shared > threshold * (area + areas[k]! - shared) && (!groups || groups[i] === groups[kept[k]!]);
    }
    if (falls) continue;
    areas[stays] = area;
    kept[stays++] = i;
  }
  return kept.subarray(0, stays);
}
