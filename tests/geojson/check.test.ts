import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkGeoJSON } from '@/lib/geojson/check';
import { checkFile } from '@/lib/geojson/check-file';

const folder = mkdtempSync(join(tmpdir(), 'jari-geojson-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
async function checkText(text: string | Buffer) {
  const path = join(folder, `${files++}.geojson`);
  writeFileSync(path, text);
  return checkFile(path);
}

const point = (coordinates: unknown) => ({ type: 'Point', coordinates });
const polygon = (...coordinates: unknown[]) => ({ type: 'Polygon', coordinates });
const feature = (geometry: unknown, more: object = {}) => ({
  type: 'Feature',
  geometry,
  properties: null,
  ...more,
});
const collection = (features: unknown[], more: object = {}) => ({
  type: 'FeatureCollection',
  features,
  ...more,
});
const square = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
  [0, 0],
];
const hole = [
  [1, 1],
  [1, 2],
  [2, 2],
  [2, 1],
  [1, 1],
];
const far = hole.map(([x, y]) => [x! + 50, y!]);

describe('good texts have no finding', () => {
  test.each([
    ['a point', point([127, 37.5])],
    ['a height', point([127, 37.5, 20])],
    ['empty coordinates', { type: 'MultiPoint', coordinates: [] }],
    ['an empty point', point([])],
    ['a polygon with a hole', polygon(square, hole)],
    ['null geometry', feature(null, { id: 'a' })],
    ['an id that is a number', feature(point([1, 2]), { id: 7 })],
    ['an empty collection', collection([])],
    ['an empty GeometryCollection', { type: 'GeometryCollection', geometries: [] }],
    ['foreign members', collection([], { name: 'x', edition: { date: '2026-07' } })],
    ['a bbox', collection([feature(point([1, 2]))], { bbox: [1, 2, 1, 2] })],
    ['a bbox with heights', feature(point([1, 2, 3]), { bbox: [1, 2, 3, 1, 2, 3] })],
    ['a bbox across the antimeridian', feature(point([179, 0]), { bbox: [177, -20, -178, 16] })],
    ['a mixed collection', { type: 'GeometryCollection', geometries: [point([1, 2]), polygon(square)] }],
  ])('%s', async (_, value) => {
    expect(checkGeoJSON(value)).toEqual([]);
    expect(await checkText(JSON.stringify(value))).toEqual([]);
  });
});

describe('each rule is found, at its place', () => {
  test.each<[rule: string, path: string, value: unknown]>([
    ['type', '', []],
    ['type', '', 5],
    ['missing-member', '', { coordinates: [1, 2] }],
    ['type', 'type', { type: 'point', coordinates: [1, 2] }],
    ['type', 'type', { type: 'Circle', coordinates: [1, 2] }],
    ['missing-member', '', { type: 'Point' }],
    ['missing-member', '', { type: 'Feature', geometry: null }],
    ['missing-member', '', { type: 'Feature', properties: null }],
    ['missing-member', '', { type: 'FeatureCollection' }],
    ['value', 'id', feature(null, { id: true })],
    ['value', 'properties', feature(null, { properties: [] })],
    ['value', 'geometry', feature(3)],
    ['type', 'geometry.type', feature({ type: 'Feature' })],
    ['value', 'features', collection(5 as never)],
    ['value', 'features[1]', collection([feature(null), null])],
    ['type', 'features[0].type', collection([point([1, 2])])],
    ['coordinates', 'coordinates', point([1])],
    ['coordinates', 'coordinates[1]', point([1, '2'])],
    ['coordinates', 'coordinates[0]', point([[1, 2]])],
    ['coordinates', 'coordinates', point('1,2')],
    ['coordinates', 'coordinates', { type: 'LineString', coordinates: [[1, 2]] }],
    ['coordinates', 'coordinates[0]', { type: 'LineString', coordinates: [1, 2] }],
    ['latitude', 'coordinates', point([37, 127])],
    ['longitude', 'coordinates', point([190, 37])],
    ['position-size', 'coordinates', point([1, 2, 3, 4])],
    ['precision', 'coordinates', point([1.123456789, 2])],
    ['ring-short', 'coordinates[0]', polygon([...square.slice(0, 2), square[0]])],
    ['ring-open', 'coordinates[0]', polygon(square.slice(0, 4))],
    ['winding', 'coordinates[0]', polygon(square.toReversed())],
    ['winding', 'coordinates[1]', polygon(square, hole.toReversed())],
    [
      'winding',
      'coordinates[1][0]',
      { type: 'MultiPolygon', coordinates: [[square], [square.toReversed()]] },
    ],
    ['exterior-first', 'coordinates[1]', polygon(square, far)],
    ['antimeridian', 'coordinates', { type: 'LineString', coordinates: [[170, 0], [-170, 0]] }], // biome-ignore format: one line each
    ['bbox', 'bbox', collection([], { bbox: [1, 2, 3] })],
    ['bbox', 'bbox', collection([], { bbox: [1, 2, 3, 4, 5] })],
    ['bbox', 'bbox', collection([], { bbox: [1, 5, 3, 4] })],
    ['bbox', 'bbox', collection([], { bbox: [35, 125, 38, 129] })],
    ['bbox', 'bbox[0]', collection([], { bbox: ['1', 2, 3, 4] })],
    ['bbox-extent', 'bbox', collection([feature(point([9, 9]))], { bbox: [1, 2, 3, 4] })],
    ['crs', 'crs', collection([], { crs: null })],
    ['crs', 'features[0].crs', collection([feature(null, { crs: {} })])],
    ['wrong-member', 'coordinates', feature(null, { coordinates: [] })],
    ['wrong-member', 'features', feature(null, { features: [] })],
    ['wrong-member', 'geometry', collection([], { geometry: null })],
    ['wrong-member', 'properties', collection([], { properties: {} })],
    ['wrong-member', 'geometry.properties', feature({ ...point([1, 2]), properties: {} })],
    ['single-collection', '', { type: 'GeometryCollection', geometries: [point([1, 2])] }],
    [
      'nested-collection',
      'geometries[0]',
      {
        type: 'GeometryCollection',
        geometries: [{ type: 'GeometryCollection', geometries: [] }, point([1, 2])],
      },
    ],
  ])('%s at "%s" of %j', async (rule, path, value) => {
    const found = checkGeoJSON(value);
    expect(found.map((finding) => [finding.rule, finding.path])).toContainEqual([rule, path]);
    const byFile = await checkText(JSON.stringify(value));
    expect(byFile.map((finding) => [finding.rule, finding.path])).toContainEqual([rule, path]);
  });

  test('MUSTs are errors, SHOULDs are warnings', () => {
    const severity = (value: unknown) => checkGeoJSON(value).map((finding) => finding.severity);
    expect(severity(point([37, 127]))).toEqual(['error']);
    expect(severity(polygon(square.toReversed()))).toEqual(['warning']);
  });

  test('NaN and Infinity of a value in memory are no numbers', () => {
    expect(checkGeoJSON(point([Number.NaN, 1]))[0]!.rule).toBe('coordinates');
  });

  test('collections nested without end do not end the program', () => {
    const depth = 100_000;
    const text = `${'{"type":"GeometryCollection","geometries":['.repeat(depth)}${']}'.repeat(depth)}`;
    expect(checkGeoJSON(text).map(({ rule }) => rule)).toContain('too-large');
  });
});

describe('texts and files', () => {
  test('what is not JSON says where', async () => {
    expect(checkGeoJSON('{"type":')[0]).toMatchObject({ rule: 'json', path: '' });
    expect((await checkText('{"type":'))[0]).toMatchObject({ rule: 'json', path: '' });
    expect((await checkText(''))[0]).toMatchObject({ rule: 'json' });
    const broken =
      '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":null},{"type":}]}';
    expect((await checkText(broken))[0]).toMatchObject({ rule: 'json', path: 'features[1]' });
    expect((await checkText('{"type":"FeatureCollection","features":[,]}'))[0]).toMatchObject({
      rule: 'json',
    });
    const cut = '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":nu';
    expect((await checkText(cut)).some(({ rule }) => rule === 'json')).toBe(true);
  });

  test('a byte order mark is told, and no more', async () => {
    const text = `\ufeff${JSON.stringify(point([1, 2]))}`;
    expect(checkGeoJSON(text).map(({ rule }) => rule)).toEqual(['bom']);
    expect((await checkText(text)).map(({ rule }) => rule)).toEqual(['bom']);
  });

  test('other encodings are refused', async () => {
    const bytes = Buffer.concat([Buffer.from('{"type":"'), Buffer.from([0xb0, 0xa1]), Buffer.from('"}')]);
    expect((await checkText(bytes))[0]).toMatchObject({ rule: 'encoding' });
  });

  test('the members beside a long list of features are checked too', async () => {
    const features = Array.from({ length: 3000 }, (_, i) => feature(point([i / 100, 1]), { id: i }));
    features[2500] = feature(point([1, 95]));
    const text = JSON.stringify({
      bbox: [0, 1, 3, 1],
      type: 'FeatureCollection',
      features,
      crs: {},
      'a"b[{': '[{"',
    });
    expect((await checkText(text)).map(({ rule, path }) => [rule, path])).toEqual([
      ['latitude', 'features[2500].geometry.coordinates'],
      ['crs', 'crs'],
      ['bbox-extent', 'bbox'],
    ]);
  });

  test('one object a line is not GeoJSON, and the finding says what is', async () => {
    const line = JSON.stringify(feature(null));
    expect(await checkText(`${line}\n${line}\n`)).toMatchObject(
      [{ rule: 'json', message: /RFC 8142/ }].map(({ rule, message }) => ({
        rule,
        message: expect.stringMatching(message),
      })),
    );
  });

  test('a sequence (RFC 8142) is checked text by text', async () => {
    const good = JSON.stringify(feature(point([1, 2])));
    const bad = JSON.stringify(feature(point([1, 95])));
    expect(await checkText(`\x1e${good}\n\x1e\x1e${good}\n`)).toEqual([]);
    expect((await checkText(`\x1e${good}\n\x1e${bad}\n`)).map(({ path }) => path)).toEqual([
      '[1].geometry.coordinates',
    ]);
    expect((await checkText(`\x1e${good}\n\x1e${good}`)).map(({ rule }) => rule)).toEqual(['sequence']);
  });

  test('a file that is not there is an error in words', async () => {
    await expect(checkFile(join(folder, 'none.geojson'))).rejects.toThrow(/cannot be read/);
  });

  test('a rule broken a thousand times is told a hundred times and counted', () => {
    const found = checkGeoJSON(collection(Array.from({ length: 1000 }, () => feature(point([1, 95])))));
    expect(found).toHaveLength(101);
    expect(found.at(-1)!.message).toBe('And 900 more like these.');
  });
});
