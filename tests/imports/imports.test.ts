import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { editions } from '@/lib/gazetteer/datasets';
import { startImport } from '@/lib/imports/start';
import { closeQueue } from '@/lib/jobs/queue';
import { getJob } from '@/lib/jobs/store';
import { hasEnded } from '@/lib/jobs/types';
import { work } from '@/lib/jobs/work';
import { exporters } from '@/lib/layers/exporters/all';
import { rowPage } from '@/lib/layers/rows';
import { getLayer } from '@/lib/layers/store';
import { getUpload, UploadWriter } from '@/lib/uploads/store';
import { kinds } from '@/workers/kinds/all';
import { freshDatabase } from '../support/database';

freshDatabase();
afterAll(closeQueue);

async function upload(name: string, content: string | Buffer): Promise<string> {
  const writer = new UploadWriter(100_000_000);
  await writer.add(name, Readable.from([Buffer.from(content)]));
  return (await writer.finish()).id;
}

async function run(request: Parameters<typeof startImport>[0]) {
  const { job, layer } = await startImport(request);
  expect(layer.state).toBe('filling');
  const stopping = new AbortController();
  const worker = work(kinds, stopping.signal);
  while (!hasEnded(await getJob(job.id))) await sleep(50);
  stopping.abort();
  await worker;
  return { job: await getJob(job.id), id: layer.id };
}

test('a table with coordinates becomes a layer: every row, in order, its values untouched', async () => {
  const id = await upload(
    '관측소.csv',
    '이름,X,Y,코드\r\n시청,953949.417,1952037.804,007\r\n빈칸,,,1\r\n틀림,abc,1,2\r\n"네, 끝",953949.417,1952037.804,3\r\n',
  );
  const { job, id: layerId } = await run({ upload: id, coordinates: { x: 'X', y: 2, crs: 'EPSG:5179' } });
  expect(job).toMatchObject({ state: 'done', result: { rows: 4, status: { ok: 2, skipped: 1, error: 1 } } });
  const layer = await getLayer(layerId);
  expect(layer).toMatchObject({ name: '관측소', kind: 'file', state: 'ready' });
  expect(layer.columns.map((column) => [column.name, column.type])).toEqual([
    ['이름', 'text'],
    ['X', 'text'],
    ['Y', 'number'],
    ['코드', 'text'],
    ['jari_status', 'text'],
    ['jari_reason', 'text'],
  ]);
  const { rows } = await rowPage(layerId, {});
  expect(rows.map((row) => row.properties.코드)).toEqual(['007', '1', '2', '3']);
  expect(rows[0]!.lon).toBeCloseTo(126.978546, 5);
  expect(rows[0]!.lat).toBeCloseTo(37.566554, 5);
  expect(rows[2]).toMatchObject({ lon: null, status: 'error', answer: { jari_reason: 'bad_coordinates' } });
  await expect(getUpload(id)).rejects.toMatchObject({ status: 404 }); // used up
});

test('an address list becomes a layer; ragged rows keep all their values', async () => {
  const id = await upload(
    'list.csv',
    '상호,주소\n가,서울특별시 종로구 자하문로 94\n나,"서울특별시 종로구 자하문로 95",더,많이\n다\n라,\n',
  );
  const { job, id: layerId } = await run({ upload: id, address: ['주소'], name: '내 목록', label: '상호' });
  expect(job).toMatchObject({ state: 'done', result: { rows: 4, layer: layerId } });
  const layer = await getLayer(layerId);
  expect(layer).toMatchObject({
    name: '내 목록',
    kind: 'geocoded',
    style: { label: { template: '{상호}' } },
  });
  expect(layer.source.editions).toEqual(await editions()); // which address data the answers stand on
  const { rows } = await rowPage(layerId, {});
  expect(rows.map((row) => row.n)).toEqual([1, 2, 3, 4]);
  expect(Object.values(rows[1]!.properties).toSorted()).toEqual([
    '나',
    '더',
    '많이',
    '서울특별시 종로구 자하문로 95',
  ]);
  expect(rows[3]!.status).toBe('skipped');
  const csv = exporters.find((one) => one.name === 'csv')!;
  let text = '';
  for await (const piece of csv.write(layer, {})) text += piece;
  expect(text.split('\r\n')[2]).toMatch(/^나,서울특별시 종로구 자하문로 95,더,많이,/);
});

test('what cannot be: unknown column, unknown system, no upload, a file that vanished', async () => {
  const id = await upload('a.csv', 'a,b\n1,2\n3,4\n');
  await expect(startImport({ upload: id, address: ['c'] })).rejects.toMatchObject({ status: 400 });
  await expect(startImport({ upload: id, coordinates: { x: 0, y: 1, crs: 'EPSG:1' } })).rejects.toMatchObject(
    {
      status: 400,
    },
  );
  await expect(startImport({ upload: 'x' })).rejects.toMatchObject({ status: 404 });
  const { job, layer } = await startImport({ upload: id, coordinates: { x: 0, y: 1, crs: 'EPSG:4326' } });
  const { files } = await getUpload(id);
  writeFileSync(files[0]!.path, '');
  const stopping = new AbortController();
  const worker = work(kinds, stopping.signal);
  while (!hasEnded(await getJob(job.id))) await sleep(50);
  await sleep(300);
  stopping.abort();
  await worker;
  const ended = await getJob(job.id);
  // An empty file has no rows; either end is told plainly, and nothing half-made stays.
  if (ended.state === 'failed') await expect(getLayer(layer.id)).rejects.toMatchObject({ status: 404 });
  else expect((await getLayer(layer.id)).counts.rows).toBe(0);
});

test('kill -9 of a real worker in the middle: the next one goes on, each row is there once', async () => {
  const rows = 60_000;
  let content = '이름,x,y\n';
  for (let n = 1; n <= rows; n++) content += `${n},${126 + (n % 1000) / 1000},37.5\n`;
  const { job, layer } = await startImport({
    upload: await upload('many.csv', content),
    coordinates: { x: 'x', y: 'y', crs: 'EPSG:4326' },
  });
  const start = () =>
    spawn(process.execPath, ['--import', 'tsx', 'workers/worker.ts'], { stdio: 'ignore', env: process.env });
  const first = start();
  let done = 0;
  while (done === 0 || done === rows) {
    await sleep(20);
    done = (await getJob(job.id)).progress.done ?? 0;
  }
  first.kill('SIGKILL');
  const second = start();
  while (!hasEnded(await getJob(job.id))) await sleep(100);
  second.kill('SIGTERM');
  await new Promise((resolve) => second.once('exit', resolve));
  expect(await getJob(job.id)).toMatchObject({
    state: 'done',
    progress: { done: rows, total: rows, counts: { ok: rows } },
  });
  const ready = await getLayer(layer.id);
  expect(ready.counts).toMatchObject({ rows, status: { ok: rows }, geometry: { point: rows } });
  expect(ready.columns.map(({ name, type }) => `${name} ${type}`).slice(0, 3)).toEqual([
    '이름 integer',
    'x number',
    'y number',
  ]);
});
