import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Feature } from 'geojson';
import { afterAll, describe, expect, test } from 'vitest';
import { shownPreview } from '@/lib/imports/preview';
import { type ImportRequest, startImport } from '@/lib/imports/start';
import { closeQueue } from '@/lib/jobs/queue';
import { cancelJob, getJob } from '@/lib/jobs/store';
import { hasEnded } from '@/lib/jobs/types';
import { work } from '@/lib/jobs/work';
import { featurePages } from '@/lib/layers/features';
import { getLayer } from '@/lib/layers/store';
import type { Feature as LayerFeature } from '@/lib/layers/types';
import { getUpload, UploadWriter } from '@/lib/uploads/store';
import { kinds } from '@/workers/kinds/all';
import { collection, folder, noGdal, ogr2ogr, put, shapefileParts } from '../formats/support';
import { freshDatabase } from '../support/database';

freshDatabase();
afterAll(closeQueue);

async function upload(...files: [name: string, content: string | Buffer][]): Promise<string> {
  const writer = new UploadWriter(500_000_000);
  for (const [name, content] of files) await writer.add(name, Readable.from([Buffer.from(content)]));
  return (await writer.finish()).id;
}

async function finished(jobId: string): Promise<void> {
  const stopping = new AbortController();
  const worker = work(kinds, stopping.signal);
  while (!hasEnded(await getJob(jobId))) await sleep(50);
  stopping.abort();
  await worker;
}

async function run(request: ImportRequest) {
  const { job, layer } = await startImport(request);
  await finished(job.id);
  const features: LayerFeature[] = [];
  for await (const page of featurePages(layer)) features.push(...page);
  return { job: await getJob(job.id), id: layer.id, features };
}

const point = (properties: object, coordinates = [127, 37.5]): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates },
  properties: { ...properties },
});
const square = [
  [127, 37],
  [127.1, 37],
  [127.1, 37.1],
  [127, 37.1],
  [127, 37],
];

test('GeoJSON becomes a layer: geometries of every kind, attributes with their types, its upload used up', async () => {
  const features: Feature[] = [
    { ...point({ 이름: '점', 값: 1, 참: true, 목록: [1, { a: 2 }] }), id: 5 },
    {
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [square] },
      properties: { 이름: '면', 값: 2 },
    },
    {
      type: 'Feature',
      geometry: {
        type: 'LineString',
        coordinates: [
          [127, 37, 5],
          [128, 38, 6],
        ],
      },
      properties: { 새로: 'x' },
    },
    {
      type: 'Feature',
      geometry: {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
      properties: {},
    },
  ];
  const id = await upload(['자료.geojson', collection(features)]);
  const { job, id: layerId, features: stored } = await run({ upload: id });
  expect(job).toMatchObject({ state: 'done', kind: 'import-file', result: { rows: 4, status: { ok: 4 } } });
  const layer = await getLayer(layerId);
  expect(layer).toMatchObject({
    name: '자료',
    kind: 'file',
    state: 'ready',
    source: { file: '자료.geojson', format: 'geojson', crs: 'CRS84' },
    style: { label: { template: '{이름}' } },
    counts: { geometry: { point: 2, line: 1, polygon: 1 } },
  });
  // Nothing is added to a file all of which could be read.
  expect(layer.columns.map(({ name, type }) => [name, type])).toEqual([
    ['id', 'integer'],
    ['이름', 'text'],
    ['값', 'integer'],
    ['참', 'text'],
    ['목록', 'text'],
    ['새로', 'text'],
  ]);
  expect(stored.map(({ geometry }) => geometry)).toEqual(features.map(({ geometry }) => geometry));
  expect(stored[0]!.properties).toEqual({ id: 5, 이름: '점', 값: 1, 참: true, 목록: [1, { a: 2 }] });
  await expect(getUpload(id)).rejects.toMatchObject({ status: 404 });
});

test('faulty features stay as rows that say so; repaired on request', async () => {
  const open: Feature = {
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [square.slice(0, 4)] },
    properties: { a: 'open' },
  };
  const broken = {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: ['x'] },
    properties: { a: 'bad' },
  };
  const empty: Feature = { type: 'Feature', geometry: null as never, properties: { a: 'none' } };
  const text = collection([open, broken as never, empty]);
  const plain = await run({ upload: await upload(['f.geojson', text]) });
  expect(
    plain.features.map(({ status, answer, geometry }) => [status, answer?.jari_reason, geometry?.type]),
  ).toEqual([
    ['error', 'bad_geometry', undefined],
    ['error', 'bad_geometry', undefined],
    ['skipped', 'empty', undefined],
  ]);
  expect((await getLayer(plain.id)).columns.map(({ name }) => name)).toEqual([
    'a',
    'jari_status',
    'jari_reason',
  ]);
  const mended = await run({ upload: await upload(['f.geojson', text]), repair: true });
  expect(mended.features[0]!.geometry).toEqual({ type: 'Polygon', coordinates: [square] });
  expect(mended.features.map(({ status }) => status)).toEqual(['ok', 'error', 'skipped']);
});

test('a file that does not say its system is never guessed: the request must', async () => {
  const text = collection([point({}, [953949.417, 1952037.804]), point({}, [967118, 1942008])]);
  const id = await upload(['metres.geojson', text]);
  const preview = await shownPreview(id);
  expect(preview).toMatchObject({
    candidates: expect.arrayContaining(['EPSG:5179']),
    faults: [{ rule: 'crs' }],
  });
  expect(preview).not.toHaveProperty('crs');
  await expect(startImport({ upload: id })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining(
      'does not say its coordinate system; name it as "crs". The coordinates would fit: EPSG:5179',
    ),
  });
  await expect(startImport({ upload: id, crs: 'EPSG:999999' })).rejects.toThrow(
    /not a coordinate system known/,
  );
  const { features } = await run({ upload: id, crs: 'EPSG:5179' });
  const [lon, lat] = (features[0]!.geometry as { coordinates: number[] }).coordinates;
  expect(lon).toBeCloseTo(126.978546, 6);
  expect(lat).toBeCloseTo(37.566554, 6);
  const table = await upload(['xy.csv', 'X,Y\n953949.417,1952037.804\n967118,1942008\n']);
  await expect(startImport({ upload: table })).rejects.toThrow(/does not say its coordinate system/);
  const degrees = await run({ upload: await upload(['ll.csv', 'lon,lat\n126.97,37.56\n127.1,37.5\n']) });
  expect(degrees.features.map(({ status }) => status)).toEqual(['ok', 'ok']);
});

test('a table with EWKT: its system is said; the column of geometry is no attribute', async () => {
  const id = await upload([
    'w.csv',
    'name,geom\n가,SRID=5186;POINT(198104.606 551891.013)\n나,SRID=5186;POINT(x)\n',
  ]);
  expect(await shownPreview(id)).toMatchObject({ roles: { geometry: { column: 1, crs: 'EPSG:5186' } } });
  const { features, id: layerId } = await run({ upload: id });
  expect(features.map(({ status }) => status)).toEqual(['ok', 'error']);
  expect(features[0]!.properties).toEqual({ name: '가' });
  const layer = await getLayer(layerId);
  expect(layer.extent![0]).toBeCloseTo(126.978546, 5);
  const without = await upload(['w.csv', 'name,geom\n가,POINT(198104.606 551891.013)\n']);
  await expect(startImport({ upload: without })).rejects.toThrow(/name it as "crs"/);
  expect((await run({ upload: without, geometry: 'geom', crs: 'EPSG:5186' })).job.state).toBe('done');
});

test('a file that is cut off leaves nothing', async () => {
  const text = collection(Array.from({ length: 3000 }, (_, i) => point({ i }))).slice(0, -10);
  const id = await upload(['cut.geojson', text]);
  const { job, layer } = await startImport({ upload: id });
  await finished(job.id);
  expect(await getJob(job.id)).toMatchObject({
    state: 'failed',
    error: { detail: expect.stringContaining('is cut off') },
  });
  await expect(getLayer(layer.id)).rejects.toMatchObject({ status: 404 });
});

test('an import that was interrupted goes on after its last chunk; a cancelled one leaves nothing', async () => {
  const features = Array.from({ length: 20_000 }, (_, i) => point({ i }, [126 + i / 1e5, 37]));
  const id = await upload(['many.geojsonl', features.map((feature) => JSON.stringify(feature)).join('\n')]);
  const { job, layer } = await startImport({ upload: id });
  const stopping = new AbortController();
  const worker = work(kinds, stopping.signal);
  while (!((await getJob(job.id)).progress.done ?? 0)) await sleep(5);
  stopping.abort();
  await worker;
  await finished(job.id);
  const stored: LayerFeature[] = [];
  for await (const page of featurePages(layer)) stored.push(...page);
  expect(stored.map(({ n }) => n)).toEqual(features.map((_, i) => i + 1));
  expect(stored.every(({ properties, n }) => properties.i === n - 1)).toBe(true);

  const again = await startImport({
    upload: await upload(['c.geojsonl', features.map((feature) => JSON.stringify(feature)).join('\n')]),
  });
  await cancelJob(again.job.id);
  await finished(again.job.id);
  expect((await getJob(again.job.id)).state).toBe('cancelled');
});

test('several tables at once are no map file', async () => {
  await expect(shownPreview(await upload(['a.csv', 'a,b\n1,2\n'], ['b.csv', 'a,b\n1,2\n']))).rejects.toThrow(
    /one table at a time/,
  );
});

describe.skipIf(noGdal)(`from GDAL ${noGdal}`, () => {
  test('the loose files of one shapefile, sent together', async () => {
    const dir = await folder();
    const source = put(
      dir,
      's.geojson',
      collection([point({ 이름: '가' }), point({ 이름: '나' }, [127.5, 36])]),
    );
    ogr2ogr(`${dir}/s.shp`, source, '-t_srs', 'EPSG:5174', '-f', 'ESRI Shapefile', '-lco', 'ENCODING=UTF-8');

    const id = await upload(
      ...shapefileParts(dir, 's').map((path): [string, Buffer] => [
        path.slice(dir.length + 1),
        readFileSync(path),
      ]),
    );
    expect(await shownPreview(id)).toMatchObject({
      file: { format: 'shapefile', encoding: 'utf-8' },
      crs: { code: 'EPSG:5174', by: 'file' },
      candidates: [],
      label: '이름',
      geometries: ['Point', 'Point'],
    });
    const { features, id: layerId } = await run({ upload: id });
    expect((await getLayer(layerId)).name).toBe('s');
    const [lon, lat] = (features[1]!.geometry as { coordinates: number[] }).coordinates;
    expect(Math.hypot(lon! - 127.5, lat! - 36)).toBeLessThan(2e-6);
  });
});
