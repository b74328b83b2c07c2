import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js';
import type { Feature, Geometry } from 'geojson';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { checkFile } from '@/lib/geojson/check-file';
import { exporters } from '@/lib/layers/exporters/all';
import { checkExport, findExporter } from '@/lib/layers/exporters/export';
import type { ExportOptions } from '@/lib/layers/exporters/exporter';
import { fieldNames } from '@/lib/layers/exporters/shapefile/fields';
import type { Layer } from '@/lib/layers/types';
import { readTable } from '@/lib/tables/read';
import { sniffTable } from '@/lib/tables/sniff';
import { freshDatabase } from '../support/database';
import { without } from '../support/programs';
import { LINES, ODD_ROWS, oddLayer, POINTS, POLYGONS } from './odd-layer';

freshDatabase();

const folder = mkdtempSync(join(tmpdir(), 'jari-exports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noGdal = without('ogr2ogr');

const HEIGHTS: Geometry[] = [
  { type: 'Point', coordinates: [126.9784147, 37.5666805, 12.5] },
  { type: 'Point', coordinates: [127.1, 37.6, -3] },
];
const MIXED = [...POINTS, ...LINES, ...POLYGONS];
const SETS = { points: POINTS, lines: LINES, polygons: POLYGONS, heights: HEIGHTS, mixed: MIXED };

let files = 0;
async function written(layer: Layer, name: string, options: ExportOptions = {}): Promise<string> {
  const exporter = exporters.find((one) => one.name === name)!;
  const pieces: Uint8Array[] = [];
  for await (const piece of exporter.write(layer, options)) pieces.push(Buffer.from(piece as string));
  const path = join(folder, `${++files}.${exporter.ending}`);
  writeFileSync(path, Buffer.concat(pieces));
  return path;
}

/** The features of a file as GDAL reads them, in degrees. */
function read(path: string, more: string[] = []): Feature<Geometry | null>[] {
  const text = execFileSync(
    'ogr2ogr',
    ['-f', 'GeoJSON', '/vsistdout/', path, '-t_srs', 'EPSG:4326', '-lco', 'COORDINATE_PRECISION=10', ...more],
    { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1e9 },
  );
  return JSON.parse(text.toString('utf8')).features;
}

/** Rings in one order of turning, from their smallest corner: formats may turn them. */
function plain(geometry: Geometry | null): unknown {
  if (!geometry) return null;
  if (geometry.type === 'GeometryCollection') return geometry.geometries.map(plain);
  if (geometry.type === 'Polygon') return [geometry.coordinates.map(ring)];
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.map((rings) => rings.map(ring));
  if (geometry.type === 'LineString' || geometry.type === 'Point') return [geometry.coordinates];
  return geometry.coordinates;
}

function ring(positions: number[][]): number[][] {
  const open = positions.slice(0, -1);
  const rounded = (position: number[]) => position.map((value) => value.toFixed(5)).join();
  const first = open.reduce((best, at, i) => (rounded(at) < rounded(open[best]!) ? i : best), 0);
  const turned = [...open.slice(first), ...open.slice(0, first)];
  const back = [turned[0]!, ...turned.slice(1).reverse()];
  return rounded(back[1]!) < rounded(turned[1]!) ? back : turned;
}

function expectClose(found: unknown, wanted: unknown): void {
  if (Array.isArray(wanted)) {
    expect(Array.isArray(found) && found.length, JSON.stringify([found, wanted])).toBe(wanted.length);
    wanted.forEach((part, i) => {
      expectClose((found as unknown[])[i], part);
    });
  } else if (typeof wanted === 'number') {
    expect(Math.abs((found as number) - wanted)).toBeLessThan(1e-7);
  } else expect(found).toBe(wanted);
}

function isClose(found: unknown, wanted: unknown): boolean {
  try {
    expectClose(found, wanted);
    return true;
  } catch {
    return false;
  }
}

const layerNames = (path: string): string[] =>
  execFileSync('ogrinfo', ['-q', `/vsizip/${path}`], { stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .split('\n')
    .flatMap((line) => /^\d+: (.+?)(?: \([^()]*\))?$/.exec(line)?.[1] ?? [])
    .filter((name) => name !== 'fields');

/** What the layer holds, as its features should come back. */
const wantedRows = (geometries: (Geometry | null)[]) =>
  geometries.map((geometry, i) => ({ geometry, properties: ODD_ROWS[i % ODD_ROWS.length]! }));

test('GeoJSON and GeoJSONSeq: equal, and RFC 7946 to the letter', async () => {
  const layer = await oddLayer(MIXED);
  const path = await written(layer, 'geojson');
  expect(await checkFile(path)).toEqual([]);
  const whole: Feature[] = JSON.parse(readFileSync(path, 'utf8')).features;
  const lines = readFileSync(await written(layer, 'geojsonseq'), 'utf8')
    .split('\x1e')
    .slice(1);
  for (const features of [whole, lines.map((line) => JSON.parse(line) as Feature)]) {
    wantedRows(MIXED).forEach(({ geometry, properties }, i) => {
      expect(features[i]!.properties).toEqual(properties);
      expectClose(plain(features[i]!.geometry), plain(geometry));
    });
  }
});

test('XLSX: our own reader gives back what Excel would show', async () => {
  const odd = { ...ODD_ROWS[0], 이름: 'a\u0001b', '아주 긴 열 이름 하나': 'x\r\ny', code: ' _x0041_ ' };
  const path = await written(await oddLayer(POINTS, [odd]), 'xlsx');
  const { format } = await sniffTable(path);
  const rows: string[][] = [];
  for await (const chunk of readTable(path, format)) rows.push(...chunk.map(({ values }) => values));
  expect(rows[0]!.slice(0, 2)).toEqual(['a\u0001b', 'x\r\ny']);
  expect(rows[0]!.slice(7)).toEqual([' _x0041_ ', '126.9784147', '37.5666805']);
});

describe.skipIf(noGdal)(`read back by GDAL ${noGdal}`, () => {
  const texts = (properties: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value ?? '')]));

  describe.each(Object.entries(SETS))('%s', (_, geometries) => {
    test.each(['EPSG:4326', 'EPSG:5179', 'EPSG:32652', 'EPSG:3857'])('CSV in %s', async (crs) => {
      const path = await written(await oddLayer(geometries), 'csv', { crs });
      const features = read(path, [
        ...['-oo', 'X_POSSIBLE_NAMES=lon,x', '-oo', 'Y_POSSIBLE_NAMES=lat,y', '-oo', 'KEEP_GEOM_COLUMNS=NO'],
        ...['-oo', 'GEOM_POSSIBLE_NAMES=WKT', '-s_srs', crs],
      ]);
      expect(features).toHaveLength(geometries.length);
      wantedRows(geometries).forEach(({ geometry, properties }, i) => {
        const { WKT: _, lon: __, lat: ___, x: ____, y: _____, ...own } = features[i]!.properties!;
        expect(texts(own)).toEqual(texts(properties));
        expectClose(plain(features[i]!.geometry), plain(geometry));
      });
    });

    test('KML', async () => {
      const features = read(await written(await oddLayer(geometries), 'kml'));
      expect(features).toHaveLength(geometries.length);
      wantedRows(geometries).forEach(({ geometry, properties }, i) => {
        for (const [name, value] of Object.entries(properties)) {
          if (name !== 'name') expect(features[i]!.properties![name] ?? null).toEqual(value);
        }
        expectClose(plain(features[i]!.geometry), plain(geometry));
      });
    });
  });

  /** Each feature found is one of the wanted ones, and each of these was found once. */
  function expectSame(
    features: Feature<Geometry | null>[],
    geometries: (Geometry | null)[],
    names: string[],
  ) {
    expect(features).toHaveLength(geometries.length);
    const wanted = wantedRows(geometries).map(({ geometry, properties }) => ({
      geometry: plain(geometry),
      values: Object.values(properties),
    }));
    for (const { geometry, properties } of features) {
      expect(Object.keys(properties!).filter((name) => !names.includes(name))).toEqual([]);
      const values = JSON.stringify(names.map((name) => properties![name] ?? null)); // GDAL leaves nulls out
      const same = wanted.findIndex(
        (row) => JSON.stringify(row.values) === values && isClose(plain(geometry), row.geometry),
      );
      expect(same, JSON.stringify([geometry, properties])).toBeGreaterThanOrEqual(0);
      wanted.splice(same, 1);
    }
  }

  describe.each(Object.entries(SETS))('%s with other orders or names', (_, geometries) => {
    test.each(['EPSG:4326', 'EPSG:5186', 'EPSG:5174', 'EPSG:3857', 'KATEC'])(
      'Shapefile in %s',
      async (crs) => {
        const path = await written(await oddLayer(geometries), 'shapefile', { crs });
        const features = layerNames(path).flatMap((name) => read(`/vsizip/${path}`, [name]));
        expectSame(features, geometries, fieldNames(Object.keys(ODD_ROWS[0]!)));
      },
    );

    test.each(['EPSG:4326', 'EPSG:5186', 'EPSG:3857', 'KATEC'])('FlatGeobuf in %s', async (crs) => {
      const path = await written(await oddLayer(geometries), 'flatgeobuf', { crs });
      expectSame(read(path), geometries, Object.keys(ODD_ROWS[0]!));
    });
  });

  test('FlatGeobuf: the index finds what lies within a box, of some thousands', async () => {
    const at = (i: number): [number, number] => [
      126 + ((i * 7919) % 1000) / 300,
      34 + ((i * 104729) % 1000) / 300,
    ];
    const points = Array.from({ length: 5000 }, (_, i): Geometry | null =>
      i % 10 === 0 ? null : { type: 'Point', coordinates: at(i) },
    );
    const path = await written(await oddLayer(points), 'flatgeobuf');
    expect(read(path)).toHaveLength(5000);
    const [west, south, east, north] = [127, 35, 127.7, 36.1];
    const inside = points.filter((point) => {
      if (point?.type !== 'Point') return false;
      const [x, y] = point.coordinates as [number, number];
      return x >= west && x <= east && y >= south && y <= north;
    });
    expect(inside.length).toBeGreaterThan(100);
    expect(read(path, ['-spat', `${west}`, `${south}`, `${east}`, `${north}`])).toHaveLength(inside.length);
    const debug = vi.spyOn(console, 'debug').mockImplementation(() => {}); // the package tells all its steps
    const bytes = new Uint8Array(readFileSync(path));
    let found = 0;
    for await (const _ of deserialize(bytes, { rect: { minX: west, minY: south, maxX: east, maxY: north } }))
      found++;
    debug.mockRestore();
    expect(found).toBe(inside.length);
  });

  test('XLSX: numbers, texts and empty cells', async () => {
    const path = await written(await oddLayer(POINTS), 'xlsx', { crs: 'EPSG:5186' });
    const features = read(path, ['-oo', 'HEADERS=FORCE', '-oo', 'FIELD_TYPES=AUTO']);
    expect(features).toHaveLength(POINTS.length);
    wantedRows(POINTS).forEach(({ properties }, i) => {
      for (const [name, value] of Object.entries(properties)) {
        const found = features[i]!.properties![name] ?? null;
        // GDAL leaves _xHHHH_ as it is written, which Excel reads.
        const decoded = typeof found === 'string' ? found.replaceAll('_x005F_', '_') : found;
        expect(name === 'code' ? String(decoded) : decoded, name).toEqual(value);
      }
    });
    const [x, y] = execFileSync(
      'gdaltransform',
      ['-s_srs', 'EPSG:4326', '-t_srs', 'EPSG:5186', '-output_xy'],
      { input: '126.9784147 37.5666805' },
    )
      .toString()
      .split(' ')
      .map(Number);
    expect(features[0]!.properties!.x).toBeCloseTo(x!, 3);
    expect(features[0]!.properties!.y).toBeCloseTo(y!, 3);
  });
});

test('a filter and a choice of rows: only those leave, in any format', async () => {
  const layer = await oddLayer(MIXED);
  const filter = {
    conditions: [{ column: 'code', is: 'equals' as const, value: '007' }],
    n: [1, [3, 7] as [number, number]],
  };
  const lines = readFileSync(await written(layer, 'geojsonseq', { filter, properties: ['code'] }), 'utf8');
  const features = lines
    .split('\x1e')
    .slice(1)
    .map((line) => JSON.parse(line));
  expect(features.map(({ id, properties }) => [id, properties])).toEqual(
    [1, 4, 7].map((id) => [id, { code: '007' }]),
  );
  // Points only are left: so it has lon and lat, not WKT.
  const csv = readFileSync(await written(layer, 'csv', { filter: { n: [1, 2, 3] } }), 'utf8');
  expect(csv.split('\r\n')[0]).toMatch(/,lon,lat$/);
});

test('limits are said before anything is written', async () => {
  const layer = await oddLayer(POINTS);
  const many = { ...layer, counts: { ...layer.counts, rows: 2_000_000 } };
  await expect(checkExport(many, findExporter('xlsx'), {})).rejects.toMatchObject({ status: 413 });
  await expect(checkExport(layer, findExporter('kml'), { crs: 'EPSG:5179' })).rejects.toMatchObject({
    status: 400,
  });
  await expect(checkExport(layer, findExporter('csv'), { crs: 'EPSG:1' })).rejects.toMatchObject({
    status: 400,
  });
  await expect(checkExport(layer, findExporter('csv'), { filter: { n: [1, 2, 99] } })).resolves.toBe(2);
  await expect(written(layer, 'csv', { crs: '+proj=gnom +lat_0=-37 +lon_0=-53' })).rejects.toMatchObject({
    members: { row: 1 },
  });
  expect(() => findExporter('dwg')).toThrow('A layer comes as geojson');
});
