/**
 * Boxes are N x 4 numbers, x1 y1 x2 y2 in pixels, x2 and y2 outside (a box of one pixel has the sides 1).
 */

export const count = (boxes: Float32Array) => boxes.length / 4;

/** The boxes of `indices`, in that order. */
export function take(boxes: Float32Array, indices: ArrayLike<number>): Float32Array {
  const taken = new Float32Array(4 * indices.length);
  for (let i = 0; i < indices.length; i++)
    for (let k = 0; k < 4; k++) taken[4 * i + k] = boxes[4 * indices[i]! + k]!;
  return taken;
}

/** Cuts boxes at the image's edges, in place. */
export function clip(boxes: Float32Array, width: number, height: number): Float32Array {
  for (let i = 0; i < boxes.length; i++)
    boxes[i] = Math.max(0, Math.min(i % 2 === 0 ? width : height, boxes[i]!));
  return boxes;
}

export const areaAt = (boxes: Float32Array, i: number) =>
  (boxes[4 * i + 2]! - boxes[4 * i]!) * (boxes[4 * i + 3]! - boxes[4 * i + 1]!);

/** Area that box `i` of `a` and box `j` of `b` share. */
export function intersection(a: Float32Array, i: number, b: Float32Array, j: number): number {
  const width = Math.min(a[4 * i + 2]!, b[4 * j + 2]!) - Math.max(a[4 * i]!, b[4 * j]!);
  const height = Math.min(a[4 * i + 3]!, b[4 * j + 3]!) - Math.max(a[4 * i + 1]!, b[4 * j + 1]!);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union of box `i` of `a` and box `j` of `b`. */
export function iou(a: Float32Array, i: number, b: Float32Array, j: number): number {
  const shared = intersection(a, i, b, j);
  return shared === 0 ? 0 : shared / (areaAt(a, i) + areaAt(b, j) - shared);
}
