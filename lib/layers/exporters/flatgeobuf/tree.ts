import { generateLevelBounds, NODE_ITEM_BYTE_LEN } from 'flatgeobuf/lib/mjs/packedrtree.js';

/** Children of a node, as all writers of FlatGeobuf have it. */
export const NODE_SIZE = 16;

/** Boxes (west, south, east, north) and sizes of features in the order they came; grows as they come. */
export class Boxes {
  private numbers = new Float64Array(4 * 1024);
  private bytes = new Uint32Array(1024);
  count = 0;
  /** Of all together; infinite while there is none. */
  readonly whole: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];

  /** @param box infinite for a feature without a place, which then no search finds */
  add(box: readonly [number, number, number, number], size: number): void {
    if (this.count === this.bytes.length) {
      const numbers = new Float64Array(this.numbers.length * 2);
      numbers.set(this.numbers);
      this.numbers = numbers;
      const bytes = new Uint32Array(this.bytes.length * 2);
      bytes.set(this.bytes);
      this.bytes = bytes;
    }
    this.numbers.set(box, 4 * this.count);
    this.bytes[this.count++] = size;
    this.whole[0] = Math.min(this.whole[0], box[0]);
    this.whole[1] = Math.min(this.whole[1], box[1]);
    this.whole[2] = Math.max(this.whole[2], box[2]);
    this.whole[3] = Math.max(this.whole[3], box[3]);
  }

  box(i: number): Float64Array {
    return this.numbers.subarray(4 * i, 4 * i + 4);
  }

  size(i: number): number {
    return this.bytes[i]!;
  }
}

/** Cells a side of the grid that the curve fills. */
const BITS = 16;

/** Distance along Hilbert's curve of a cell of the grid (Hilbert 1891; the usual walk from the coarsest bit). */
export function hilbert(x: number, y: number): number {
  let distance = 0;
  for (let side = 2 ** (BITS - 1); side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0;
    const up = (y & side) > 0 ? 1 : 0;
    distance += side * side * ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) {
        x = side - 1 - (x & (side - 1));
        y = side - 1 - (y & (side - 1));
      }
      [x, y] = [y, x];
    }
    x &= side - 1;
    y &= side - 1;
  }
  return distance;
}

/** The features in the order of the curve through the middles of their boxes; those without a place last. */
export function hilbertOrder(boxes: Boxes): Uint32Array {
  const [west, south, east, north] = boxes.whole;
  const most = 2 ** BITS - 1;
  const cell = (middle: number, low: number, high: number) =>
    high > low ? Math.floor((most * (middle - low)) / (high - low)) : 0;
  const places = new Float64Array(boxes.count);
  for (let i = 0; i < boxes.count; i++) {
    const [x0, y0, x1, y1] = boxes.box(i) as unknown as [number, number, number, number];
    places[i] =
      x0 > x1 ? 2 ** (2 * BITS) : hilbert(cell((x0 + x1) / 2, west, east), cell((y0 + y1) / 2, south, north));
  }
  return Uint32Array.from({ length: boxes.count }, (_, i) => i).sort(
    (a, b) => places[a]! - places[b]! || a - b,
  );
}

/**
 * The packed R-tree over the features in that order: nodes of 40 bytes, the root first; a leaf carries where
 * its feature begins, another node the number of its first child (FlatGeobuf 3).
 */
export function packedTree(boxes: Boxes, order: Uint32Array): Buffer {
  const levels = generateLevelBounds(boxes.count, NODE_SIZE); // the leaves first
  const tree = Buffer.alloc(levels[0]![1]! * NODE_ITEM_BYTE_LEN);
  const write = (node: number, box: ArrayLike<number>, value: number) => {
    const at = node * NODE_ITEM_BYTE_LEN;
    for (let i = 0; i < 4; i++) tree.writeDoubleLE(box[i]!, at + 8 * i);
    tree.writeBigUInt64LE(BigInt(value), at + 32);
  };
  let offset = 0;
  order.forEach((feature, i) => {
    write(levels[0]![0]! + i, boxes.box(feature), offset);
    offset += boxes.size(feature);
  });
  for (let level = 1; level < levels.length; level++) {
    const [first, end] = levels[level - 1] as [number, number];
    let node = levels[level]![0]!;
    for (let child = first; child < end; child += NODE_SIZE) {
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (let at = child; at < Math.min(child + NODE_SIZE, end); at++) {
        for (let i = 0; i < 4; i++) {
          const value = tree.readDoubleLE(at * NODE_ITEM_BYTE_LEN + 8 * i);
          box[i] = i < 2 ? Math.min(box[i]!, value) : Math.max(box[i]!, value);
        }
      }
      write(node++, box, child);
    }
  }
  return tree;
}
