import { afterAll, expect, test } from 'vitest';
import * as dataset from '@/app/api/addresses/[id]/route';
import * as addresses from '@/app/api/addresses/route';
import * as search from '@/app/api/geocode/search/route';
import { closeQueue } from '@/lib/jobs/queue';
import { freshDatabase } from '../support/database';
import { call, finished, sendForm, sendJson, sendRaw } from './support';

freshDatabase();
afterAll(closeQueue);

const ENTRC = [
  '11110|760|1111010100|서울특별시|종로구|청운동|111103100012|자하문로|0|94|0||03047|근린생활시설|0|청운효자동|953241.683263|1954023.466812',
  '11110|761|1111010100|서울특별시|종로구|청운동|111103100012|자하문로|0|96|0||03047|근린생활시설|0|청운효자동|953240.1|1954040.2',
].join('\r\n');
const list = async () => (await call(addresses.GET, '/api/addresses')).json();

test('address files in a form are imported by a job, searched, listed and removed', async () => {
  const started = await call(
    addresses.POST,
    '/api/addresses',
    sendForm([['file', ['entrc_seoul.txt', `${ENTRC}\r\n`]]]),
  );
  expect(started.status).toBe(202);
  const { job } = await started.json();
  expect(job.kind).toBe('import-addresses');
  const ended = await finished(job.id);
  expect(ended).toMatchObject({
    state: 'done',
    error: null,
    result: { reports: [{ product: 'entrc', rows: 2 }] },
  });

  const { datasets, editions, rows } = await list();
  expect(rows).toBe(2);
  expect(datasets).toMatchObject([{ product: 'entrc', rows: 2, rejected: 0 }]);
  expect(editions).toHaveLength(1);

  const found = await (
    await call(search.GET, `/api/geocode/search?q=${encodeURIComponent('서울 종로구 자하문로 94')}`)
  ).json();
  expect(found.features[0]).toMatchObject({ properties: { geocoding: { type: 'house', level: 'address' } } });
  expect(found.features[0].geometry.coordinates[0]).toBeCloseTo(126.97040555, 6);

  const id = String(datasets[0].id);
  const removing = await call(dataset.DELETE, `/api/addresses/${id}`, { method: 'DELETE', params: { id } });
  expect(removing.status).toBe(202);
  expect((await finished((await removing.json()).job.id)).state).toBe('done');
  expect((await list()).datasets).toEqual([]);
});

test('a file that is no address file fails with one sentence and changes nothing', async () => {
  const started = await call(
    addresses.POST,
    '/api/addresses?name=holiday.txt',
    sendRaw('once upon a time\n'),
  );
  const ended = await finished((await started.json()).job.id);
  expect(ended).toMatchObject({
    state: 'failed',
    error: { status: 422, detail: expect.stringMatching('holiday.txt') },
  });
  expect((await list()).datasets).toEqual([]);
});

test('change files are told by their names', async () => {
  const name = '20230613_dailyjusukrdata.zip';
  const started = await call(addresses.POST, `/api/addresses?name=${name}`, sendRaw('PK'));
  expect((await started.json()).job).toMatchObject({ kind: 'update-addresses', input: { files: [name] } });
});

test('a data set that is none, a body that is none', async () => {
  const unknown = await call(dataset.DELETE, '/api/addresses/999', {
    method: 'DELETE',
    params: { id: '999' },
  });
  expect(unknown.status).toBe(404);
  expect((await call(addresses.POST, '/api/addresses', sendJson({}))).status).toBe(415);
});
