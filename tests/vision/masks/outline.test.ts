import { describe, expect, it } from 'vitest';
import { query } from '@/lib/db/database';
import { Random } from '@/lib/nn/random';
import type { Bitmap } from '@/lib/vision/masks/mask';
import { outline, type Position } from '@/lib/vision/masks/outline';
import { rleFromPolygons } from '@/lib/vision/masks/rasterise';
import { areaOf, maskIou, rleFromBitmap } from '@/lib/vision/masks/rle';
import { freshDatabase } from '../../support/database';

freshDatabase();

const drawn = (...rows: string[]): Bitmap => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Uint8Array.from(rows.join(''), (letter) => +(letter === '#')),
});

/** Every pixel by chance: as many corners and holes as there can be. */
function noise(seed: string): Bitmap {
  const random = Random.from(seed);
  const [width, height] = [1 + random.below(40), 1 + random.below(40)];
  const share = random.uniform();
  const data = Uint8Array.from({ length: width * height }, () => +(random.uniform() < share));
  return { width, height, data };
}

/** Smooth shapes with holes, as networks give them: sums of waves above a level. */
function blobs(seed: string, width = 120, height = 160): Bitmap {
  const random = Random.from(seed);
  const waves = Array.from({ length: 6 }, () => [0.15, 0.15, 7, 1].map((scale) => scale * random.uniform()));
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return +(waves.reduce((sum, [a, b, c, d]) => sum + d! * Math.sin(a! * x + b! * y + c!), 0) > 0.2);
  });
  return { width, height, data };
}

const pixels = ({ data }: Bitmap) => data.reduce((sum, value) => sum + value, 0);
const geometry = (coordinates: Position[][][]) => JSON.stringify({ type: 'MultiPolygon', coordinates });

/** What PostGIS says of each, the y axis turned up as on the map. */
async function judged(outlines: Position[][][][]) {
  const upright = outlines.map((parts) =>
    geometry(parts.map((rings) => rings.map((ring) => ring.map(([x, y]): Position => [x, -y])))),
  );
  const rows = await query<{ valid: string; area: number; righthanded: boolean; holes: number }>(
    `select ST_IsValidReason(g) as valid, ST_Area(g) as area, ST_IsPolygonCCW(g) as righthanded,
            (ST_NRings(g) - ST_NumGeometries(g))::int as holes
       from unnest($1::text[]) with ordinality as t(json, n), ST_GeomFromGeoJSON(json) as g order by n`,
    [upright],
  );
  return rows;
}

describe('outlines', () => {
  it('hand-worked: parts, holes, corners that touch', () => {
    expect(outline(drawn('...', '...'))).toEqual([]);
    const [single] = outline(drawn('#'));
    expect(single).toEqual([
      [
        [0, 0.5],
        [0.5, 1],
        [1, 0.5],
        [0.5, 0],
        [0, 0.5],
      ],
    ]);
    expect(outline(drawn('#.', '.#'))).toHaveLength(2);
    expect(outline(drawn('###', '#.#', '###'))[0]).toHaveLength(2);
    // The pocket of the second hangs together with the outside by a corner only: no hole.
    expect(outline(drawn('####', '#.##', '##.#', '###.'))[0]).toHaveLength(1);
    const inner = outline(drawn('#####', '#...#', '#.#.#', '#...#', '#####'));
    expect(inner.map((rings) => rings.length)).toEqual([2, 1]);
  });

  it('a slanted edge becomes one side', () => {
    const half = { width: 60, height: 90, data: new Uint8Array(5400) };
    for (let i = 0; i < 5400; i++) half.data[i] = +(i % 60 < Math.floor(i / 60) * 0.6);
    const [[ring]] = outline(half) as [[Position[]]];
    expect(ring.length).toBeLessThan(10);
  });

  it("random ones are valid, right-handed, of the pixels' area, with every hole", async () => {
    const masks = Array.from({ length: 80 }, (_, i) => noise(`noise ${i}`)).filter(
      (mask) => pixels(mask) > 0,
    );
    const outlines = masks.map((mask) => outline(mask));
    const rows = await judged(outlines);
    const exact = await judged(masks.map((mask) => outline(mask, { tolerance: 0 })));
    rows.forEach((row, i) => {
      expect(row.valid).toBe('Valid Geometry');
      expect(row.righthanded).toBe(true);
      expect(row.holes).toBe(exact[i]!.holes);
      // Unsimplified, each ring cuts half a pixel off what it goes round.
      const parts = outlines[i]!.length;
      expect(exact[i]!.area).toBeCloseTo(pixels(masks[i]!) - parts / 2 + exact[i]!.holes / 2, 6);
    });
  });

  it('smooth ones are valid and nearly the mask, with far fewer points', async () => {
    const masks = Array.from({ length: 40 }, (_, i) => blobs(`blob ${i}`)).filter((mask) => pixels(mask) > 0);
    const outlines = masks.map((mask) => outline(mask));
    const count = (parts: Position[][][]) => parts.flat(2).length;
    const all = (lines: Position[][][][]) => lines.reduce((sum, parts) => sum + count(parts), 0);
    expect(all(outlines)).toBeLessThan(all(masks.map((mask) => outline(mask, { tolerance: 0 }))) / 2);
    (await judged(outlines)).forEach((row, i) => {
      const mask = masks[i]!;
      expect(row.valid).toBe('Valid Geometry');
      expect(row.righthanded).toBe(true);
      expect(Math.abs(row.area / pixels(mask) - 1)).toBeLessThan(0.02);
      if (row.holes > 0 || outlines[i]!.length > 1) return;
      const back = rleFromPolygons([outlines[i]![0]![0]!.slice(0, -1).flat()], mask.width, mask.height);
      expect(areaOf(back)).toBeGreaterThan(0);
      expect(maskIou(back, rleFromBitmap(mask))).toBeGreaterThan(0.97);
    });
  });

  it('no point of the exact outline is farther away than the tolerance', async () => {
    const masks = Array.from({ length: 20 }, (_, i) => blobs(`near ${i}`, 60, 60));
    const lines = masks.map((mask) => [outline(mask, { tolerance: 0 }), outline(mask)].map(geometry));
    const rows = await query<{ away: number }>(
      `select ST_Distance(ST_Boundary(ST_GeomFromGeoJSON(rough)), (p).geom) as away
         from unnest($1::text[], $2::text[]) as t(exact, rough), ST_DumpPoints(ST_GeomFromGeoJSON(exact)) as p`,
      [lines.map(([exact]) => exact), lines.map(([, rough]) => rough)],
    );
    expect(rows.length).toBeGreaterThan(1000);
    expect(Math.max(...rows.map(({ away }) => away))).toBeLessThanOrEqual(0.7 + 1e-9);
  });
});
