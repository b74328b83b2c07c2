import type { Position } from 'geojson';

/** Twice the signed area of a ring in square degrees: above 0 for counter-clockwise. */
export function signedArea(ring: readonly Position[]): number {
  // Relative to the first vertex: exact zeros for degenerate rings, no loss for small rings far from 0, 0.
  const [x0, y0] = ring[0] ?? [0, 0];
  let sum = 0;
  for (let i = 1; i < ring.length - 1; i++) {
    const a = ring[i]!;
    const b = ring[i + 1]!;
    sum += (a[0]! - x0!) * (b[1]! - y0!) - (b[0]! - x0!) * (a[1]! - y0!);
  }
  return sum;
}

export function samePosition(a: Position | undefined, b: Position | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((value, i) => value === b[i]);
}

/** The ring with its first position again at its end, where it was not. */
export function closed(ring: Position[]): Position[] {
  return ring.length === 0 || samePosition(ring[0], ring.at(-1)) ? ring : [...ring, [...ring[0]!]];
}

/** The exterior ring counter-clockwise, holes clockwise (RFC 7946, section 3.1.6). */
export function wound(rings: Position[][]): Position[][] {
  return rings.map((ring, i) => {
    const area = signedArea(ring);
    const wrong = i === 0 ? area < 0 : area > 0;
    return wrong ? ring.toReversed() : ring;
  });
}

/** Whether a point is inside a ring (even-odd); on the edge it may be either. */
export function insideRing([x, y]: Position, ring: readonly Position[]): boolean {
  let within = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] as [number, number];
    const [bx, by] = ring[j] as [number, number];
    if (ay > y! !== by > y! && x! < ((bx - ax) * (y! - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}
