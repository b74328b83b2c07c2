import { Problem } from '@/lib/problems';
import { type Rle, union } from './rle';

/** COCO draws the boundary on a grid five times as fine. */
const FINE = 5;
/** Polygons reach a little over the image's edges; what is this many images away is a mistake that would take hours. */
const FAR = 10;

/** Points of the fine grid along the ring's sides, both ends of each side included, in the ring's direction. */
function boundary(ring: readonly number[]): { u: number[]; v: number[] } {
  const points = ring.length >> 1;
  const fine = ring.map((value) => Math.trunc(FINE * value + 0.5));
  const u: number[] = [];
  const v: number[] = [];
  for (let i = 0; i < points; i++) {
    const next = (i + 1) % points;
    let [fromX, fromY, toX, toY] = [fine[2 * i]!, fine[2 * i + 1]!, fine[2 * next]!, fine[2 * next + 1]!];
    const across = Math.abs(toX - fromX);
    const down = Math.abs(toY - fromY);
    const steps = Math.max(across, down);
    // A side is always stepped through from its smaller end, so that a shared side gives the same points.
    const back = across >= down ? fromX > toX : fromY > toY;
    if (back) [fromX, fromY, toX, toY] = [toX, toY, fromX, fromY];
    const slope = steps === 0 ? 0 : (across >= down ? toY - fromY : toX - fromX) / steps;
    for (let step = 0; step <= steps; step++) {
      const t = back ? steps - step : step;
      u.push(across >= down ? fromX + t : Math.trunc(fromX + slope * t + 0.5));
      v.push(across >= down ? Math.trunc(fromY + slope * t + 0.5) : fromY + t);
    }
  }
  return { u, v };
}

/** The pixels of one ring (x, y, x, y, ...; not closed), as COCO fills it (cocoapi, common/maskApi.c: rleFrPoly). */
function ringRle(ring: readonly number[], width: number, height: number): Rle {
  const { u, v } = boundary(ring);
  const crossings: number[] = [];
  for (let i = 1; i < u.length; i++) {
    if (u[i] === u[i - 1]) continue;
    // Where the boundary crosses the middle of a column of pixels, the run changes from that row on.
    const column = (Math.min(u[i]!, u[i]! < u[i - 1]! ? u[i]! : u[i]! - 1) + 0.5) / FINE - 0.5;
    if (!Number.isInteger(column) || column < 0 || column > width - 1) continue;
    const row = (Math.min(v[i]!, v[i - 1]!) + 0.5) / FINE - 0.5;
    crossings.push(column * height + Math.ceil(Math.min(height, Math.max(0, row))));
  }
  crossings.sort((a, b) => a - b);
  crossings.push(width * height);
  const counts: number[] = [];
  let from = 0;
  for (let i = 0; i < crossings.length; i++) {
    const run = crossings[i]! - from;
    from = crossings[i]!;
    if (run > 0 || i === 0) {
      counts.push(run);
      continue;
    }
    // Two changes at one place are none: the run goes on.
    i++;
    if (i < crossings.length) {
      counts[counts.length - 1]! += crossings[i]! - from;
      from = crossings[i]!;
    }
  }
  return { width, height, counts: Uint32Array.from(counts) };
}

/**
 * The pixels inside any of the rings, each a list x, y, x, y, ... in pixels, the origin at the image's corner.
 * @throws Problem where a ring goes far away from the image
 */
export function rleFromPolygons(rings: readonly (readonly number[])[], width: number, height: number): Rle {
  const most = FAR * Math.max(width, height);
  const strange = rings.flat().find((value) => !(Math.abs(value) <= most));
  if (strange !== undefined)
    throw new Problem(
      'unreadable',
      `A polygon has the coordinate ${strange}, far outside the image of ${width} x ${height}.`,
    );
  const filled = rings.map((ring) => ringRle(ring, width, height));
  return filled.length === 1 ? filled[0]! : union(filled.length > 0 ? filled : [empty(width, height)]);
}

const empty = (width: number, height: number): Rle => ({
  width,
  height,
  counts: Uint32Array.of(width * height),
});
