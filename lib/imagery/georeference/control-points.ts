import { Problem } from '@/lib/problems';
import { type Affine, affineGeoreference, applyAffine, crsPlane, worldPlane } from './affine';
import type { Georeference } from './georeference';

/** A pixel and where it lies. */
export interface ControlPoint {
  pixel: [x: number, y: number];
  lngLat: [lng: number, lat: number];
}

/** A pixel and where it lies on some plane. */
export interface PlanePoint {
  pixel: [x: number, y: number];
  plane: [x: number, y: number];
}

const FEWEST = 3;

/** Solves a 3 x 3 symmetric system by Cramer's rule; undefined where it has no one solution. */
function solve(m: number[][], v: number[]): [number, number, number] | undefined {
  const det = ([a, b, c]: number[][]) =>
    a![0]! * (b![1]! * c![2]! - b![2]! * c![1]!) -
    a![1]! * (b![0]! * c![2]! - b![2]! * c![0]!) +
    a![2]! * (b![0]! * c![1]! - b![1]! * c![0]!);
  const whole = det(m);
  if (Math.abs(whole) < 1e-9) return undefined;
  const replaced = (column: number) =>
    m.map((row, i) => row.map((value, j) => (j === column ? v[i]! : value)));
  return [det(replaced(0)) / whole, det(replaced(1)) / whole, det(replaced(2)) / whole];
}

/**
 * The affine map that comes nearest to the points (least squares, as GDAL's polynomial of order 1).
 * @returns undefined where the pixels lie on one line
 */
export function fitAffine(points: readonly PlanePoint[]): Affine | undefined {
  // About their middle and as shares of their spread, so that the sums stay small.
  const mean = (of: (point: PlanePoint) => number) =>
    points.reduce((sum, p) => sum + of(p), 0) / points.length;
  const [mx, my] = [mean((p) => p.pixel[0]), mean((p) => p.pixel[1])];
  const [px, py] = [mean((p) => p.plane[0]), mean((p) => p.plane[1])];
  const spread = Math.max(
    ...points.map((p) => Math.max(Math.abs(p.pixel[0] - mx), Math.abs(p.pixel[1] - my))),
  );
  const rows = points.map((p) => [(p.pixel[0] - mx) / spread, (p.pixel[1] - my) / spread, 1]);
  const normal = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
  const right = (of: (p: PlanePoint) => number) =>
    [0, 1, 2].map((i) => rows.reduce((sum, row, n) => sum + row[i]! * of(points[n]!), 0));
  const x = solve(
    normal,
    right((p) => p.plane[0] - px),
  );
  const y = solve(
    normal,
    right((p) => p.plane[1] - py),
  );
  if (!x || !y) return undefined;
  const [a, b] = [x[0] / spread, x[1] / spread];
  const [d, e] = [y[0] / spread, y[1] / spread];
  return [a, b, x[2] + px - a * mx - b * my, d, e, y[2] + py - d * mx - e * my];
}

interface Fitted extends Georeference {
  /** How far each point lies from where it should, in pixels. */
  residuals: number[];
}

function fitted(
  points: readonly PlanePoint[],
  crs: string | undefined,
  width: number,
  height: number,
): Fitted {
  if (points.length < FEWEST) {
    throw new Problem(
      'bad-request',
      `At least ${FEWEST} control points are needed; there are ${points.length}.`,
    );
  }
  const affine = fitAffine(points);
  const plane = crs ? crsPlane(crs) : worldPlane;
  const place = affine && affineGeoreference('control-points', affine, plane, width, height);
  if (!affine || !place) {
    throw new Problem('bad-request', 'The control points lie on one line; add one beside it.');
  }
  const size = Math.sqrt(Math.abs(affine[0] * affine[4] - affine[1] * affine[3]));
  const residuals = points.map(({ pixel, plane: [x, y] }) => {
    const [fx, fy] = applyAffine(affine, ...pixel);
    return Math.hypot(fx - x, fy - y) / size;
  });
  return { ...place, residuals };
}

/** The place of an image by points on a plane. @throws Problem bad-request for too few or for those on one line */
export const planePointGeoreference = (
  points: readonly PlanePoint[],
  crs: string,
  width: number,
  height: number,
): Fitted => fitted(points, crs, width, height);

/**
 * The place of an image by points seen on the map, straight on the map's plane.
 * @throws Problem bad-request for too few, or for those on one line
 */
export function controlPointGeoreference(
  points: readonly ControlPoint[],
  width: number,
  height: number,
): Fitted {
  if (
    !points.every(
      ({ pixel, lngLat }) => [...pixel, ...lngLat].every(Number.isFinite) && Math.abs(lngLat[1]) < 85.06,
    )
  ) {
    throw new Problem(
      'bad-request',
      'A control point has a pixel x, y and a longitude and latitude in degrees, in this order.',
    );
  }
  return fitted(
    points.map(({ pixel, lngLat }) => ({ pixel, plane: worldPlane.fromLngLat(...lngLat) })),
    undefined,
    width,
    height,
  );
}
