import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as file from '@/app/api/exports/[id]/route';
import * as starts from '@/app/api/layers/[id]/exports/route';
import * as layers from '@/app/api/layers/[id]/route';
import { query } from '@/lib/db/database';
import { closeQueue } from '@/lib/jobs/queue';
import { cancelJob } from '@/lib/jobs/store';
import { sweepExports } from '@/lib/layers/exporters/storage';
import { exportLayer } from '@/workers/commands/export';
import { call, finished, sendJson } from '../api/support';
import { freshDatabase } from '../support/database';
import { LINES, oddLayer, POINTS } from './odd-layer';

const { dataDir } = freshDatabase();
afterAll(closeQueue);

const folder = join(dataDir, 'exports');
const stored = () => (existsSync(folder) ? readdirSync(folder) : []);
const start = (id: string, body: unknown) =>
  call(starts.POST, `/api/layers/${id}/exports`, { ...sendJson(body), params: { id } });
const fetchFile = (id: string) => call(file.GET, `/api/exports/${id}`, { params: { id } });

test('a worker makes a file that can be fetched, and tells what was changed', async () => {
  const layer = await oddLayer([...POINTS, ...LINES]);
  const started = await start(layer.id, {
    format: 'shapefile',
    crs: 'EPSG:5186',
    properties: ['code', '이름'],
  });
  expect(started.status).toBe(202);
  const { job } = await started.json();
  expect((await fetchFile(job.id)).status).toBe(404);
  const ended = await finished(job.id);
  expect(ended).toMatchObject({
    state: 'done',
    progress: { done: 7, total: 7 },
    result: { url: `/api/exports/${job.id}`, features: 7 },
  });
  expect(ended.result!.notes).toEqual([
    'A Shapefile holds one kind of geometry, so each kind has a file of its own in the archive.',
  ]);
  const response = await fetchFile(job.id);
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('이상한 _층_ _1_.zip'));
  const bytes = await response.arrayBuffer();
  expect(bytes.byteLength).toBe(Number(response.headers.get('content-length')));
  expect(Buffer.from(bytes).subarray(0, 2).toString()).toBe('PK');
  expect(stored()).toEqual([job.id]); // and no temporary folder
});

test('what cannot be is refused at once', async () => {
  const { id } = await oddLayer(POINTS);
  expect((await start(id, { format: 'dwg' })).status).toBe(404);
  expect((await start(id, { format: 'kml', crs: 'EPSG:5186' })).status).toBe(400);
  expect((await start(id, { format: 'csv', filter: { n: ['x'] } })).status).toBe(400);
  expect((await start('ffffffff-0000-4000-8000-000000000000', { format: 'csv' })).status).toBe(404);
  expect((await fetchFile('../../x')).status).toBe(404);
});

test('a cancelled export leaves nothing', async () => {
  const { id } = await oddLayer(POINTS);
  const before = stored();
  const { job } = await (await start(id, { format: 'flatgeobuf' })).json();
  await cancelJob(job.id);
  expect((await finished(job.id)).state).toBe('cancelled');
  expect(stored()).toEqual(before);
});

test('a whole-made format of many rows goes through a job', async () => {
  const { id } = await oddLayer(POINTS);
  await query(`update layer set counts = counts || '{"rows": 60000}' where id = $1`, [id]);
  const get = (name: string) =>
    call(layers.GET, `/api/layers/${id}.${name}`, { params: { id: `${id}.${name}` } });
  expect((await get('flatgeobuf')).status).toBe(409);
  expect((await get('csv')).status).toBe(200);
});

test('the command line writes the same files', async () => {
  const layer = await oddLayer(POINTS);
  const path = join(dataDir, 'out.csv');
  const argv = [layer.id, '--format', 'csv', '--crs', '5186', '--columns', 'code', '--out', path];
  expect(await exportLayer.run([...argv, '--filter', '{"n":[1]}'])).toBe(0);
  expect(readFileSync(path, 'utf8')).toMatch(/^\ufeffcode,x,y\r\n007,198093\.\d{1,4},551\d{3}\.\d{1,4}\r\n$/);
  await expect(exportLayer.run(['no such layer'])).rejects.toThrow('There is no layer "no such layer"');
});

test('files of yesterday are swept', async () => {
  const old = join(folder, 'aaaaaaaa-0000-4000-8000-000000000000');
  mkdirSync(old, { recursive: true });
  const then = Date.now() / 1000 - 25 * 3600;
  utimesSync(old, then, then);
  const others = stored().length - 1;
  await sweepExports();
  expect(stored()).toHaveLength(others);
});
