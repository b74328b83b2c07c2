import type { Bitmap } from './mask';
import { simplifyRings } from './simplify';
import { type Ring, traceParts } from './trace';

/** Allowed distance, in pixels, of what is left out from the outline: just enough for slanted edges to lose their steps. */
const TOLERANCE = 0.7;

export type Position = [x: number, y: number];

/** Seen on a screen, counter-clockwise is below 0, since y goes down. */
function turning(ring: Ring): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  return sum;
}

function closed(ring: Ring): Position[] {
  const positions: Position[] = [];
  for (let i = 0; i < ring.length; i += 2) positions.push([ring[i]!, ring[i + 1]!]);
  return [...positions, positions[0]!];
}

/**
 * A mask's outline as the coordinates of a GeoJSON MultiPolygon: one polygon for each part that hangs together by
 * pixels' sides, with its holes; valid by the OGC's rules. Outer rings go counter-clockwise as seen on a screen, so
 * that they are right-handed (RFC 7946) in longitude and latitude, unless the image is laid on the map mirrored.
 * @param mask 0 or 1; coordinates are in its pixels, the origin at its upper left corner
 * @returns [] for an empty mask
 */
export function outline(mask: Bitmap, { tolerance = TOLERANCE } = {}): Position[][][] {
  const parts = traceParts(mask);
  const rings = simplifyRings(parts.flat(), tolerance);
  let at = 0;
  return parts.map((part) => {
    const own = rings.slice(at, at + part.length);
    at += part.length;
    return own.sort((a, b) => turning(a) - turning(b)).map(closed);
  });
}
