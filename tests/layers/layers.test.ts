import { parse } from 'csv-parse/sync';
import type { Geometry } from 'geojson';
import { expect, test } from 'vitest';
import { query, transaction } from '@/lib/db/database';
import { checkGeoJSON } from '@/lib/geojson/check';
import { layerColumns } from '@/lib/layers/columns';
import { exporters } from '@/lib/layers/exporters/all';
import { writeSlim } from '@/lib/layers/exporters/slim';
import { appendFeatures, getFeature } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import { removeLayer, restoreLayer, sweepLayers } from '@/lib/layers/remove';
import { rowPage } from '@/lib/layers/rows';
import { createLayer, deleteLayer, getLayer, listLayers, updateLayer } from '@/lib/layers/store';
import { changedStyle } from '@/lib/layers/style/change';
import type { Feature } from '@/lib/layers/types';
import { freshDatabase } from '../support/database';

freshDatabase();

const feature = (n: number, more: Partial<Feature> = {}): Feature => ({
  n,
  geometry: { type: 'Point', coordinates: [127 + n / 1000, 37.5] },
  properties: { 이름: `가게 ${n}`, 수량: String(n) },
  answer: { jari_status: 'ok', jari_level: 'address', jari_score: 0.9 },
  status: 'ok',
  level: 'address',
  ...more,
});
const missing = (n: number): Feature =>
  feature(n, {
    geometry: null,
    answer: { jari_status: 'not_found', jari_reason: 'road_unknown' },
    status: 'not_found',
    level: null,
  });
const columns = layerColumns(['이름', '수량'], ['jari_status', 'jari_level', 'jari_score', 'jari_reason']);

async function filled(features: Feature[]) {
  const layer = await createLayer({ name: '가게', kind: 'geocoded', columns, labelColumn: '이름' });
  await transaction(async (client) => {
    await appendFeatures(layer.id, features, client);
    await finishLayer(layer.id, columns, client);
  });
  return getLayer(layer.id);
}

async function text(source: AsyncIterable<string | Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of source) all.push(Buffer.from(piece as string));
  return Buffer.concat(all).toString('utf8');
}

const exporter = (name: string) => exporters.find((one) => one.name === name)!;

test('features of any geometry come back as they were, heights and all', async () => {
  const shapes: Geometry[] = [
    { type: 'Point', coordinates: [127.0276, 37.4979, 12.5] },
    {
      type: 'MultiPoint',
      coordinates: [
        [127, 37],
        [128, 38],
      ],
    },
    {
      type: 'LineString',
      coordinates: [
        [126.9784147, 37.5666805],
        [129.0756416, 35.1795543],
      ],
    },
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 0],
        ],
        [
          [1, 1],
          [1, 2],
          [2, 2],
          [1, 1],
        ],
      ],
    },
    { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }] },
  ];
  const layer = await filled([...shapes.map((geometry, i) => feature(i + 1, { geometry })), missing(6)]);
  for (const [i, geometry] of shapes.entries()) {
    expect((await getFeature(layer.id, i + 1)).geometry).toEqual(geometry);
  }
  expect(layer.counts.geometry).toEqual({ point: 3, line: 1, polygon: 1 });
  expect(layer.extent).toEqual([0, 0, 129.0756416, 38]);
  const { rows } = await rowPage(layer.id, {});
  expect(rows[3]).toMatchObject({ n: 4, extent: [0, 0, 4, 4] });
  expect(rows[3]!.lon).toBeGreaterThan(0);
  expect(rows[0]).not.toHaveProperty('extent');
  expect(rows[5]).toMatchObject({ lon: null, lat: null });
});

test('a filled layer knows its counts and its extent', async () => {
  const layer = await filled([feature(1), feature(2), missing(3)]);
  expect(layer).toMatchObject({
    state: 'ready',
    counts: { rows: 3, status: { ok: 2, not_found: 1 }, level: { address: 2 } },
    extent: [127.001, 37.5, 127.002, 37.5],
    style: { label: { template: '{이름}' } },
  });
});

test('a layer of rows without places has no extent', async () => {
  expect((await filled([missing(1)])).extent).toBeNull();
});

test('a chunk that is written twice counts once, the later one holds', async () => {
  const layer = await createLayer({ name: 'twice', kind: 'file', columns });
  await transaction((client) => appendFeatures(layer.id, [feature(1), feature(2)], client));
  await transaction((client) => appendFeatures(layer.id, [missing(2), feature(3)], client));
  const rows = await query('select n, status from feature where layer_id = $1 order by n', [layer.id]);
  expect(rows).toEqual([
    { n: 1, status: 'ok' },
    { n: 2, status: 'not_found' },
    { n: 3, status: 'ok' },
  ]);
});

test('values come back as they went in, whatever they hold', async () => {
  const odd = {
    'a\nb': 'line\nfeed\r\ttab',
    quote: `"'\\`,
    formula: '=HYPERLINK("http://x")',
    hangul: '똠방각하',
    emoji: '🏠',
    null_word: 'null',
    empty: '',
    key: 1.5,
  };
  const layer = await filled([feature(1, { properties: odd, answer: null })]);
  expect(await getFeature(layer.id, 1)).toMatchObject({ n: 1, properties: odd, answer: null });
});

test('NUL and half a surrogate pair, which PostgreSQL cannot keep, become the replacement character', async () => {
  const layer = await filled([
    feature(1, { properties: { a: 'x\u0000y', b: 'half \ud83c end', c: '\\u0000' } }),
  ]);
  expect((await getFeature(layer.id, 1)).properties).toEqual({
    a: 'x\ufffdy',
    b: 'half \ufffd end',
    c: '\\u0000',
  });
});

test('pages of the table: by status, by level, by text', async () => {
  const layer = await filled([
    feature(1),
    missing(2),
    feature(3, { level: 'road' }),
    feature(10),
    missing(5),
  ]);
  const numbers = async (asked: {
    status?: string;
    level?: string;
    q?: string;
    offset?: number;
    limit?: number;
  }) => {
    const { rows, total } = await rowPage(layer.id, asked);
    return { n: rows.map((row) => row.n), total };
  };
  expect(await numbers({})).toEqual({ n: [1, 2, 3, 5, 10], total: 5 });
  expect(await numbers({ offset: 1, limit: 2 })).toEqual({ n: [2, 3], total: 5 });
  expect(await numbers({ status: 'not_found' })).toEqual({ n: [2, 5], total: 2 });
  expect(await numbers({ level: 'road' })).toEqual({ n: [3], total: 1 });
  expect(await numbers({ status: 'ok', level: 'address' })).toEqual({ n: [1, 10], total: 2 });
  expect(await numbers({ q: '가게 1' })).toEqual({ n: [1, 10], total: 2 });
  expect(await numbers({ q: 'ROAD_unknown' })).toEqual({ n: [2, 5], total: 2 });
  expect(await numbers({ q: '%' })).toEqual({ n: [], total: 0 });
});

test('GeoJSON: numbers are numbers, not found is a null geometry with its reason, RFC 7946 holds', async () => {
  const layer = await filled([feature(1), missing(2)]);
  const collection = JSON.parse(await text(exporter('geojson').write(layer, {})));
  expect(checkGeoJSON(collection)).toEqual([]);
  expect(collection).toEqual({
    type: 'FeatureCollection',
    name: '가게',
    features: [
      {
        type: 'Feature',
        id: 1,
        geometry: { type: 'Point', coordinates: [127.001, 37.5] },
        properties: {
          이름: '가게 1',
          수량: '1',
          jari_status: 'ok',
          jari_level: 'address',
          jari_score: 0.9,
          jari_reason: null,
        },
      },
      {
        type: 'Feature',
        id: 2,
        geometry: null,
        properties: {
          이름: '가게 2',
          수량: '2',
          jari_status: 'not_found',
          jari_level: null,
          jari_score: null,
          jari_reason: 'road_unknown',
        },
      },
    ],
  });
  const chosen = JSON.parse(
    await text(exporter('geojson').write(layer, { properties: ['jari_level', '이름'] })),
  );
  expect(Object.keys(chosen.features[0].properties)).toEqual(['이름', 'jari_level']);
});

test('a text sequence: one feature a record', async () => {
  const layer = await filled([feature(1), missing(2)]);
  const records = (await text(exporter('geojsonseq').write(layer, {}))).split('\x1e').slice(1);
  expect(records.map((record) => JSON.parse(record).id)).toEqual([1, 2]);
});

test('CSV: byte order mark, own columns first and untouched, ours, lon, lat', async () => {
  const layer = await filled([
    feature(1, { properties: { 이름: '=1+1, "한"\n줄', 수량: '007' } }),
    missing(2),
  ]);
  const csv = await text(exporter('csv').write(layer, {}));
  expect(csv.startsWith('\ufeff')).toBe(true);
  expect(parse(csv, { bom: true })).toEqual([
    ['이름', '수량', 'jari_status', 'jari_level', 'jari_score', 'jari_reason', 'lon', 'lat'],
    ['=1+1, "한"\n줄', '007', 'ok', 'address', '0.9', '', '127.001', '37.5'],
    ['가게 2', '2', 'not_found', '', '', 'road_unknown', '', ''],
  ]);
});

test('CSV: columns of the user that are called lon and lat stay theirs', async () => {
  const layer = await filled([feature(1)]);
  const csv = await text(exporter('csv').write({ ...layer, columns: layerColumns(['lon', 'lat'], []) }, {}));
  expect(csv.split('\r\n')[0]).toBe('\ufefflon,lat,lon_2,lat_2');
});

test('the map gets places, status, level and what the style draws with only', async () => {
  const layer = await filled([feature(1), missing(2)]);
  const { features } = JSON.parse(await text(writeSlim(layer)));
  expect(features).toEqual([
    {
      type: 'Feature',
      id: 1,
      geometry: { type: 'Point', coordinates: [127.001, 37.5] },
      properties: { status: 'ok', level: 'address', jari_level: 'address', 이름: '가게 1' },
    },
  ]);
});

test('changing a layer keeps what is not named; a label column must be one of the layer', async () => {
  const layer = await filled([feature(1)]);
  const style = changedStyle(layer.style, { label: { template: '{수량}' } });
  const changed = await updateLayer(layer.id, { name: '새 이름', style });
  expect(changed).toMatchObject({ name: '새 이름', visible: true, style: { label: { template: '{수량}' } } });
  expect((await updateLayer(layer.id, { visible: false })).name).toBe('새 이름');
  style.label.template = '{없는 열}';
  await expect(updateLayer(layer.id, { style })).rejects.toMatchObject({ status: 400 });
});

test('new layers lie on top; a removed one is gone with its features', async () => {
  const below = await filled([feature(1)]);
  const above = await filled([feature(1)]);
  const ids = (await listLayers()).map((layer) => layer.id);
  expect(ids.indexOf(above.id)).toBeLessThan(ids.indexOf(below.id));
  await deleteLayer(above.id, { query });
  await deleteLayer(above.id, { query });
  await expect(getLayer(above.id)).rejects.toMatchObject({ status: 404 });
  expect(await query('select 1 from feature where layer_id = $1', [above.id])).toEqual([]);
});

test('ids that are none are not found', async () => {
  for (const id of ['1', "'", 'ffffffff-0000-4000-8000-000000000000', '../..']) {
    await expect(getLayer(id)).rejects.toMatchObject({ status: 404 });
    await expect(rowPage(id, {})).rejects.toMatchObject({ status: 404 });
    await expect(getFeature(id, 1)).rejects.toMatchObject({ status: 404 });
  }
});

test('200,000 features stream out with bounded memory', async () => {
  const layer = await createLayer({ name: 'many', kind: 'file', columns });
  for (let k = 0; k < 40; k++) {
    const chunk = Array.from({ length: 5000 }, (_, i) => feature(k * 5000 + i + 1));
    await transaction((client) => appendFeatures(layer.id, chunk, client));
  }
  await transaction(async (client) => {
    await finishLayer(layer.id, columns, client);
  });
  const many = await getLayer(layer.id);
  expect(many.counts.rows).toBe(200_000);
  const before = process.memoryUsage().rss;
  let highest = 0;
  let length = 0;
  for await (const piece of exporter('geojson').write(many, {})) {
    length += piece.length;
    highest = Math.max(highest, process.memoryUsage().rss - before);
  }
  expect(length).toBeGreaterThan(200_000 * 150);
  expect(highest).toBeLessThan(150 * 1024 * 1024);
});

test('a removed layer is nowhere to be seen, comes back as it was, and goes for good after a day', async () => {
  const layer = await filled([feature(1)]);
  await removeLayer(layer.id);
  await expect(getLayer(layer.id)).rejects.toMatchObject({ status: 404 });
  await expect(updateLayer(layer.id, { name: '새 이름' })).rejects.toMatchObject({ status: 404 });
  expect((await listLayers()).map(({ id }) => id)).not.toContain(layer.id);
  expect(await restoreLayer(layer.id)).toEqual(layer);
  await removeLayer(layer.id);
  await query(`update layer set removed_at = now() - interval '25 hours' where id = $1`, [layer.id]);
  await sweepLayers();
  await expect(restoreLayer(layer.id)).rejects.toMatchObject({ status: 404 });
});
