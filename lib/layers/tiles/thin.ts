import { CELL_BITS } from './cells';

/** From this zoom on all features are drawn. */
export const FULL_ZOOM = 15;

/** Squares of the thinning grid across a tile: one feature for every 4 pixels of 512. */
export const SQUARES_A_TILE_LOG2 = 7;

/** Numbers in an open-addressing table: a set of millions of them takes a fifth of the memory of a Set. */
class NumberSet {
  private slots = new Float64Array(1 << 12).fill(-1);
  private size = 0;

  private slotOf(value: number): number {
    const mask = this.slots.length - 1;
    const hash = Math.imul((value >>> 0) ^ Math.imul((value / 4294967296) >>> 0, 0x9e3779b1), 0x85ebca6b);
    let at = (hash ^ (hash >>> 15)) & mask;
    while (this.slots[at] !== -1 && this.slots[at] !== value) at = (at + 1) & mask;
    return at;
  }

  has(value: number): boolean {
    return this.slots[this.slotOf(value)] === value;
  }

  add(value: number): void {
    const at = this.slotOf(value);
    if (this.slots[at] === value) return;
    this.slots[at] = value;
    if (++this.size * 3 > this.slots.length * 2) this.grow();
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Float64Array(before.length * 2).fill(-1);
    for (const value of before) if (value !== -1) this.slots[this.slotOf(value)] = value;
  }
}

/**
 * Says from which zoom each feature of a layer is drawn. A tile of zoom z shows the features of zooms 0 to z:
 * of all that share a square of its grid one at least, so that no place is lost, however sparse, and not many
 * more, so that no tile is heavy, however dense. Features take the first zoom at which their square is free,
 * in the order in which they come.
 */
export class Thinning {
  private readonly taken = Array.from({ length: FULL_ZOOM }, () => new NumberSet());

  private square(cell: number, zoom: number): number {
    return Math.floor(cell / 4 ** (CELL_BITS - zoom - SQUARES_A_TILE_LOG2));
  }

  /** The zoom of a feature in `cell`, and takes its squares. @param largest zoom at which it is drawn in any case */
  place(cell: number, largest = FULL_ZOOM): number {
    // A square that is free is free at all closer zooms, so the first free one is found by halving.
    let from = 0;
    let to = Math.min(largest, FULL_ZOOM);
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.taken[middle]!.has(this.square(cell, middle))) from = middle + 1;
      else to = middle;
    }
    this.take(cell, from);
    return from;
  }

  /** A feature in `cell` is there from `zoom` on. */
  take(cell: number, zoom: number): void {
    for (let z = zoom; z < FULL_ZOOM; z++) this.taken[z]!.add(this.square(cell, z));
  }
}
