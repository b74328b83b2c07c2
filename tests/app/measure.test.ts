import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finished, started, withCorner, withoutLast } from '@/app/_measure/edit';
import { metresAlong, pyeong, squareMetres } from '@/app/_measure/figures';
import { query } from '@/lib/db/database';
import { freshDatabase } from '../support/database';

freshDatabase();

type Corner = [lon: number, lat: number];

/** Rings without crossings: corners at rising angles around a middle. */
function star(middle: fc.Arbitrary<Corner>, reach: number): fc.Arbitrary<Corner[]> {
  const arm = fc.double({ min: 0.3, max: 1, noNaN: true });
  return fc.tuple(middle, fc.array(arm, { minLength: 3, maxLength: 9 })).map(([[lon, lat], arms]) =>
    arms.map((length, i): Corner => {
      const angle = (i / arms.length) * 2 * Math.PI;
      const r = length * reach;
      return [lon + (r * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180), lat + r * Math.sin(angle)];
    }),
  );
}

const within = (west: number, south: number, east: number, north: number): fc.Arbitrary<Corner> =>
  fc.tuple(
    fc.double({ min: west, max: east, noNaN: true }),
    fc.double({ min: south, max: north, noNaN: true }),
  );

const text = (points: readonly Corner[]) => points.map(([lon, lat]) => `${lon} ${lat}`).join(', ');

/** The reference: the ellipsoid of PostGIS geography. */
async function reference(points: readonly Corner[]) {
  const closed = [...points, points[0]!];
  const [row] = await query<{ length: number; perimeter: number; area: number }>(
    `select st_length(st_geogfromtext($1)) as length, st_length(st_geogfromtext($2)) as perimeter,
       abs(st_area(st_geogfromtext($3))) as area`,
    [`LINESTRING(${text(points)})`, `LINESTRING(${text(closed)})`, `POLYGON((${text(closed)}))`],
  );
  return row!;
}

const off = (value: number, expected: number) => Math.abs(value / expected - 1);

test.each([
  ['Korea', star(within(125, 33, 130, 38.5), 0.05), 0.003, 0.002],
  ['a city block', star(within(126, 35, 128, 38), 0.001), 0.003, 0.002],
  ['anywhere', star(within(-170, -80, 170, 80), 0.5), 0.006, 0.01],
])('%s: lengths and areas as PostGIS has them', async (_, shapes, ofLength, ofArea) => {
  for (const points of fc.sample(shapes, { numRuns: 60, seed: 7 })) {
    const expected = await reference(points);
    expect(off(metresAlong(points), expected.length)).toBeLessThan(ofLength);
    expect(off(metresAlong(points, true), expected.perimeter)).toBeLessThan(ofLength);
    expect(off(squareMetres(points), expected.area)).toBeLessThan(ofArea);
  }
});

test('too few corners measure nothing', () => {
  expect(metresAlong([[1, 2]])).toBe(0);
  expect(squareMetres([])).toBe(0);
  expect(pyeong(400)).toBeCloseTo(121, 9);
});

test('corners are set, taken back and finished', () => {
  let now = started();
  now = withCorner(now, [1, 1]);
  expect(finished(now).done).toBe(false); // one point is no line
  now = withCorner(withCorner(now, [2, 1]), [2, 1]); // the second click of a double one
  expect(now.points).toEqual([
    [1, 1],
    [2, 1],
  ]);
  expect(finished({ ...now, kind: 'area' }).done).toBe(false);
  now = finished(now);
  expect(withCorner(now, [3, 3])).toBe(now);
  expect(withoutLast(now)).toEqual({ kind: 'distance', points: [[1, 1]], done: false });
});
