import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase } from '@/lib/corrections/case';
import { correct, undoCorrection } from '@/lib/corrections/correct';
import { correctionQueue } from '@/lib/corrections/queue';
import { startRetry } from '@/lib/corrections/retry';
import { query } from '@/lib/db/database';
import { importAddresses } from '@/lib/gazetteer/import';
import { startImport } from '@/lib/imports/start';
import { closeQueue } from '@/lib/jobs/queue';
import { getAnswer } from '@/lib/layers/answers';
import { exporters } from '@/lib/layers/exporters/all';
import { getLayer } from '@/lib/layers/store';
import { UploadWriter } from '@/lib/uploads/store';
import { finished } from '../api/support';
import { type OfficialAddress, officialFiles } from '../geocode/official';
import { freshDatabase } from '../support/database';

freshDatabase();
afterAll(closeQueue);

const building = (number: string, lon: number, more: Partial<OfficialAddress> = {}): OfficialAddress => ({
  dong: '1168010100',
  names: ['서울특별시', '강남구', '역삼동'],
  road: '테헤란로',
  roadCode: '116803122010',
  parcel: `7${number}`,
  number,
  point: [lon, 37.5],
  ...more,
});
const inSuwon = building('152', 127.01, {
  dong: '4111113700',
  names: ['경기도', '수원시 장안구', '연무동'],
  roadCode: '411112012001',
});

const LIST = [
  '가게,주소',
  '가,서울특별시 강남구 테헤란로 152',
  '나,테헤란로 152', // two cities have one
  '다,서울특별시 강남구 테헤란로 154',
  '라,서울특별시 강남구 역삼동',
  '마,아무 데도 없는 곳',
].join('\n');

let layerId = '';
const load = (...addresses: OfficialAddress[]) => importAddresses([officialFiles(addresses)]);

beforeAll(async () => {
  await load(building('152', 127.0365), building('154', 127.037), inSuwon);
  const writer = new UploadWriter(1_000_000);
  await writer.add('가게.csv', Readable.from([Buffer.from(LIST)]));
  const { id } = await writer.finish();
  const { job, layer } = await startImport({ upload: id, address: ['주소'] });
  expect(await finished(job.id)).toMatchObject({ state: 'done' });
  layerId = layer.id;
});

const counts = async () => (await getLayer(layerId)).counts;
/** What the database holds, counted anew. */
async function counted() {
  const rows = await query<{ status: string; level: string | null; n: number }>(
    'select status, level, count(*)::int as n from feature where layer_id = $1 group by 1, 2',
    [layerId],
  );
  const status: Record<string, number> = {};
  for (const row of rows) status[row.status] = (status[row.status] ?? 0) + row.n;
  return status;
}

test('the queue holds what is not exact, and nothing else', async () => {
  const queue = await correctionQueue(layerId);
  expect(queue.rows).toEqual([2, 4, 5]);
  expect(queue.lengths).toEqual({ not_found: 1, ambiguous: 1, coarse: 1, near: 0 });
  expect((await correctionQueue(layerId, ['ambiguous'])).rows).toEqual([2]);
  expect((await correctionQueue(layerId, undefined, { after: 2, limit: 1 })).rows).toEqual([4]);
  await expect(correctionQueue(layerId, ['lost'])).rejects.toMatchObject({ status: 400 });
});

test('a case shows what the text could mean, and changes nothing', async () => {
  const before = await counts();
  const ambiguous = await openCase(layerId, 2);
  expect(ambiguous).toMatchObject({
    input: '테헤란로 152',
    answer: { status: 'ambiguous' },
    correction: null,
  });
  expect(ambiguous.candidates.map(({ label }) => label)).toEqual([
    '서울특별시 강남구 테헤란로 152 (역삼동)',
    '경기도 수원시 장안구 테헤란로 152 (연무동)',
  ]);
  const other = await openCase(layerId, 5, '서울특별시 강남구 테헤란로 154');
  expect(other).toMatchObject({ input: '아무 데도 없는 곳', answer: { status: 'ok' } });
  expect(other.candidates).toHaveLength(1);
  const nearMiss = await openCase(layerId, 5, '역삼동 99999-9');
  expect(nearMiss.candidates.length).toBeGreaterThan(0);
  expect(await counts()).toEqual(before);
  await expect(openCase(layerId, 99)).rejects.toMatchObject({ status: 404 });
});

test('another text, a candidate, a place on the map: each is recorded and can be taken back', async () => {
  const before = await Promise.all([2, 4, 5].map((n) => getAnswer(layerId, n)));
  const countsBefore = await counts();

  await expect(correct(layerId, 5, { by: 'text', text: '여전히 없는 곳 3' })).rejects.toMatchObject({
    status: 422,
  });
  await expect(correct(layerId, 2, { by: 'text', text: '테헤란로 152' })).rejects.toThrow(/several places/);
  await expect(correct(layerId, 2, { by: 'candidate', choice: 7 })).rejects.toMatchObject({ status: 400 });
  expect(await counts()).toEqual(countsBefore);

  const byText = await correct(layerId, 5, { by: 'text', text: '서울특별시 강남구 테헤란로 154' });
  expect(byText).toMatchObject({ status: 'ok', level: 'address', correction: { by: 'text' } });
  expect(byText.position![0]).toBeCloseTo(127.037, 5);
  const byCandidate = await correct(layerId, 2, { by: 'candidate', choice: 1 });
  expect(byCandidate.position![0]).toBeCloseTo(127.01, 5);
  const byMap = await correct(layerId, 4, { by: 'map', lon: 128.5, lat: 35.5 });
  expect(byMap).toMatchObject({ level: 'placed', position: [128.5, 35.5] });

  expect((await correctionQueue(layerId)).rows).toEqual([]);
  expect(await counts()).toMatchObject({ status: { ok: 5 }, level: { address: 4, placed: 1 } });
  expect((await counts()).status).toEqual(await counted());
  const layer = await getLayer(layerId);
  expect(layer.extent![2]).toBe(128.5);
  expect(layer.columns.map(({ name }) => name).slice(-2)).toEqual([
    'jari_corrected_by',
    'jari_corrected_text',
  ]);
  let csv = '';
  for await (const text of exporters.find(({ name }) => name === 'csv')!.write(layer, {})) csv += text;
  expect(csv).toMatch(/\r\n마,아무 데도 없는 곳,.*,text,서울특별시 강남구 테헤란로 154,/);

  // Corrected again, the way back still leads to what geocoding gave.
  await correct(layerId, 5, { by: 'map', lon: 127, lat: 37 });
  for (const n of [2, 4, 5]) expect((await undoCorrection(layerId, n)).correction).toBeNull();
  expect(await Promise.all([2, 4, 5].map((n) => getAnswer(layerId, n)))).toEqual(before);
  expect(await counts()).toEqual(countsBefore);
  await expect(undoCorrection(layerId, 5)).rejects.toMatchObject({ status: 404 });
});

test('after an update of the address database, only failed rows are tried again; hands stay off the rest', async () => {
  await correct(layerId, 4, { by: 'map', lon: 128.5, lat: 35.5 });
  const good = await getAnswer(layerId, 1);
  await query(
    `update feature set properties = properties || '{"주소": "역삼동 갑을로 1"}' where layer_id = $1 and n = 5`,
    [layerId],
  );
  await load(building('1', 127.04, { road: '갑을로', roadCode: '116803122099', parcel: '5' }));
  const job = await startRetry(layerId);
  expect(await finished(job.id)).toMatchObject({ state: 'done', result: { tried: 2, better: 1 } });
  expect(await getAnswer(layerId, 5)).toMatchObject({ status: 'ok', level: 'address', correction: null });
  expect(await getAnswer(layerId, 4)).toMatchObject({ level: 'placed' });
  expect(await getAnswer(layerId, 1)).toEqual(good);
  expect((await counts()).status).toEqual(await counted());
});

test('a layer without addresses has nothing to try', async () => {
  const writer = new UploadWriter(1_000_000);
  await writer.add('점.csv', Readable.from([Buffer.from('x,y\n127,37\n')]));
  const { id } = await writer.finish();
  const { job, layer } = await startImport({ upload: id, coordinates: { x: 'x', y: 'y', crs: 'EPSG:4326' } });
  await finished(job.id);
  await expect(startRetry(layer.id)).rejects.toThrow(/not made from addresses/);
  await expect(openCase(layer.id, 1)).rejects.toMatchObject({ status: 400 });
});
