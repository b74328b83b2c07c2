import type { Ring } from './trace';

/** Sides of the index's cells, in pixels. */
const CELL = 8;
/** Steps in which the allowed distance grows, so that the least important points go first. */
const STEPS = 8;
/** A ring keeps as many points, so that small ones keep their area. */
const LEAST = 4;

/** A ring's points that are left: numbers of the points before and after each. */
interface Chain {
  ring: Ring;
  before: Int32Array;
  after: Int32Array;
  gone: Uint8Array;
  left: number;
}

/** All points of all rings by place. */
class PointIndex {
  private readonly cells = new Map<number, number[]>();

  constructor(private readonly chains: readonly Chain[]) {
    chains.forEach(({ ring, gone }, c) => {
      for (let i = 0; i < gone.length; i++) {
        const key = this.key(Math.floor(ring[2 * i]! / CELL), Math.floor(ring[2 * i + 1]! / CELL));
        const cell = this.cells.get(key);
        if (cell) cell.push(c, i);
        else this.cells.set(key, [c, i]);
      }
    });
  }

  private key(column: number, row: number): number {
    return row * 2 ** 24 + column;
  }

  /** Some point that is left, other than the corners, lies in or on the triangle of three points of a chain. */
  touches(chain: number, a: number, b: number, c: number): boolean {
    const { ring } = this.chains[chain]!;
    const [ax, ay, bx, by] = [ring[2 * a]!, ring[2 * a + 1]!, ring[2 * b]!, ring[2 * b + 1]!];
    const [cx, cy] = [ring[2 * c]!, ring[2 * c + 1]!];
    const turn = Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
    if (turn === 0) return false;
    const [low, high] = [Math.min(ax, bx, cx), Math.max(ax, bx, cx)];
    const [upper, lower] = [Math.min(ay, by, cy), Math.max(ay, by, cy)];
    for (let row = Math.floor(upper / CELL); row <= Math.floor(lower / CELL); row++)
      for (let column = Math.floor(low / CELL); column <= Math.floor(high / CELL); column++) {
        const cell = this.cells.get(this.key(column, row)) ?? [];
        for (let n = 0; n < cell.length; n += 2) {
          const other = this.chains[cell[n]!]!;
          const i = cell[n + 1]!;
          if (other.gone[i] || (cell[n] === chain && (i === a || i === b || i === c))) continue;
          const x = other.ring[2 * i]!;
          const y = other.ring[2 * i + 1]!;
          if (
            turn * ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) >= 0 &&
            turn * ((cx - bx) * (y - by) - (cy - by) * (x - bx)) >= 0 &&
            turn * ((ax - cx) * (y - cy) - (ay - cy) * (x - cx)) >= 0
          )
            return true;
        }
      }
    return false;
  }
}

/** Largest distance of the points from number `from` to number `to` of the ring to the straight way between them. */
function deviation(ring: Ring, from: number, to: number): number {
  const [x, y] = [ring[2 * from]!, ring[2 * from + 1]!];
  const [dx, dy] = [ring[2 * to]! - x, ring[2 * to + 1]! - y];
  const length = dx * dx + dy * dy;
  const points = ring.length / 2;
  let farthest = 0;
  for (let i = (from + 1) % points; i !== to; i = (i + 1) % points) {
    const [px, py] = [ring[2 * i]! - x, ring[2 * i + 1]! - y];
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
    farthest = Math.max(farthest, (px - along * dx) ** 2 + (py - along * dy) ** 2);
  }
  return Math.sqrt(farthest);
}

/**
 * Leaves out points of rings that do not cross, so that no left-out point is farther than `tolerance` from the new
 * outline, and the rings still cross neither themselves nor each other: a point goes only if the triangle it makes
 * with its neighbours holds no other point, so nothing lies in the way of the new side.
 */
export function simplifyRings(rings: readonly Ring[], tolerance: number): Ring[] {
  const chains = rings.map((ring): Chain => {
    const points = ring.length / 2;
    return {
      ring,
      before: Int32Array.from({ length: points }, (_, i) => (i + points - 1) % points),
      after: Int32Array.from({ length: points }, (_, i) => (i + 1) % points),
      gone: new Uint8Array(points),
      left: points,
    };
  });
  const index = new PointIndex(chains);
  const sweep = (allowed: number) => {
    let removed = 0;
    chains.forEach((chain, c) => {
      const { ring, before, after, gone } = chain;
      for (let i = 0; i < gone.length && chain.left > LEAST; i++) {
        if (gone[i]) continue;
        const [a, b] = [before[i]!, after[i]!];
        if (deviation(ring, a, b) > allowed || index.touches(c, a, i, b)) continue;
        gone[i] = 1;
        after[a] = b;
        before[b] = a;
        chain.left--;
        removed++;
      }
    });
    return removed;
  };
  for (let step = 0; step <= STEPS; step++) sweep((tolerance * step) / STEPS);
  while (sweep(tolerance) > 0);
  return chains.map(({ ring, gone }) => ring.filter((_, k) => !gone[k >> 1]));
}
