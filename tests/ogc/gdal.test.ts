import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Feature, Geometry } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Layer } from '@/lib/layers/types';
import { LINES, ODD_ROWS, oddLayer, POINTS, POLYGONS } from '../layers/odd-layer';
import { freshDatabase } from '../support/database';
import { without } from '../support/programs';
import { serveOgc } from './server';

freshDatabase();

const run = promisify(execFile);
const noGdal = without('ogrinfo');

const MANY = Array.from({ length: 2500 }, (_, i): Geometry | null =>
  i % 100 === 7 ? null : { type: 'Point', coordinates: [124 + (i % 50) / 8, 33 + Math.floor(i / 50) / 8] },
);
const SETS: Record<string, (Geometry | null)[]> = {
  points: POINTS,
  lines: LINES,
  polygons: POLYGONS,
  mixed: [...POINTS, ...LINES, ...POLYGONS],
  many: MANY,
};

describe.skipIf(noGdal)(`GDAL as a client ${noGdal}`, () => {
  let base = '';
  let close = () => {};
  const layers: Record<string, Layer> = {};
  beforeAll(async () => {
    ({ base, close } = await serveOgc());
    for (const [name, geometries] of Object.entries(SETS)) layers[name] = await oddLayer(geometries);
  });
  afterAll(() => close());

  // Not at once: this process is the server.
  const ogr = async (command: string, argv: string[]) =>
    (await run(command, argv, { maxBuffer: 1e9 })).stdout;

  test('lists every layer', async () => {
    const said = await ogr('ogrinfo', ['-q', `OAPIF:${base}`]);
    for (const { id } of Object.values(layers)) expect(said).toContain(id);
  });

  test.each(Object.keys(SETS))(
    'copies all of %s: geometries and attributes',
    async (name) => {
      const geometries = SETS[name]!;
      const { id } = layers[name]!;
      const argv = ['-f', 'GeoJSON', '/vsistdout/', `OAPIF:${base}`, id, '-lco', 'COORDINATE_PRECISION=9'];
      const { features } = JSON.parse(await ogr('ogr2ogr', argv)) as { features: Feature<Geometry | null>[] };
      expect(features).toHaveLength(geometries.length);
      const same = (found: unknown, wanted: unknown): void => {
        if (Array.isArray(wanted))
          for (const [i, part] of wanted.entries()) same((found as unknown[])[i], part);
        else if (typeof wanted === 'number') expect(Math.abs((found as number) - wanted)).toBeLessThan(1e-7);
        else expect(found).toBe(wanted);
      };
      features.forEach((feature, i) => {
        const geometry = geometries[i] as { coordinates?: unknown } | null;
        const found = feature.geometry as { coordinates?: unknown } | null;
        if (geometry === null || geometry === undefined) expect(found).toBeNull();
        else same(found?.coordinates, geometry.coordinates);
        for (const [column, value] of Object.entries(ODD_ROWS[i % ODD_ROWS.length]!)) {
          expect(feature.properties![column] ?? null, column).toEqual(value);
        }
      });
    },
    60_000,
  );

  test('asks for a box only', async () => {
    const argv = [
      '-f',
      'CSV',
      '/vsistdout/',
      `OAPIF:${base}`,
      layers.points!.id,
      '-spat',
      '126',
      '37',
      '127',
      '38',
    ];
    expect((await ogr('ogr2ogr', argv)).trim().split('\n').length).toBeGreaterThan(1);
    const info = await ogr('ogrinfo', [
      '-q',
      '-so',
      `OAPIF:${base}`,
      layers.points!.id,
      '-spat',
      '126',
      '37',
      '127',
      '38',
    ]);
    expect(info).toContain('Layer name');
  });
});
