import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { query, transaction } from '@/lib/db/database';
import { appendFeatures } from '@/lib/layers/features';
import type { Filter } from '@/lib/layers/filter';
import { finishLayer } from '@/lib/layers/finish';
import { orderOf, type Sort } from '@/lib/layers/order';
import { rowNumbers, rowPage, rowsExtent } from '@/lib/layers/rows';
import { naturalKey, Sorter } from '@/lib/layers/sort';
import { createLayer, getLayer } from '@/lib/layers/store';
import type { Column, Feature } from '@/lib/layers/types';
import { freshDatabase } from '../support/database';

freshDatabase();

const COUNT = 45_000; // more than two spans of a scan
const columns: Column[] = [
  { name: '이름', type: 'text' },
  { name: '값', type: 'number', field: 'old name' },
  { name: 'jari_score', type: 'number', key: 'jari_score' },
];
const made = (n: number): Feature => ({
  n,
  geometry: n % 10 ? { type: 'Point', coordinates: [126 + (n % 1000) / 1000, 37 + (n % 77) / 100] } : null,
  properties: {
    이름: n % 7 ? `가게 ${(n * 7919) % 1000}호` : '',
    'old name': n % 11 ? String(((n * 31) % 2000) - 500) : null,
  },
  answer: n % 10 ? { jari_score: (n % 101) / 100 } : null,
  status: n % 10 ? 'ok' : 'not_found',
  level: n % 10 ? (n % 3 ? 'address' : 'near') : null,
});
let layerId = '';

async function layerOf(features: Feature[]): Promise<string> {
  const { id } = await createLayer({ name: 'rows', kind: 'file', columns });
  for (let at = 0; at < features.length; at += 5000) {
    await transaction((client) => appendFeatures(id, features.slice(at, at + 5000), client));
  }
  await transaction(async (client) => {
    await finishLayer(id, columns, client);
  });
  return id;
}

beforeAll(async () => {
  layerId = await layerOf(Array.from({ length: COUNT }, (_, i) => made(i + 1)));
});

const numbers = async (filter: Filter, sort: Sort, offset = 0, limit = 1000) =>
  (await rowPage(layerId, { filter, sort, offset, limit })).rows.map(({ n }) => n);
const inSql = async (where: string, order: string) =>
  (
    await query<{ n: number }>(`select n from feature where layer_id = $1 and ${where} order by ${order}`, [
      layerId,
    ])
  ).map(({ n }) => n);

test('pages follow each other to the end, in the order of the rows and against it', async () => {
  const page = await rowPage(layerId, { offset: 44_950, limit: 100 });
  expect(page).toMatchObject({ total: COUNT, rows: { length: 50 } });
  expect(page.rows.at(-1)!.n).toBe(COUNT);
  expect(await numbers({}, { descending: true }, 0, 3)).toEqual([45_000, 44_999, 44_998]);
  expect((await rowPage(layerId, { offset: 50_000 })).rows).toEqual([]);
});

test('numbers are sorted as numbers, the empty last, equal ones in the order of the rows', async () => {
  const key = `(properties->>'old name')::float8`;
  for (const descending of [false, true]) {
    const expected = await inSql('true', `${key} ${descending ? 'desc' : 'asc'} nulls last, n`);
    for (const offset of [0, 22_000, COUNT - 1000]) {
      expect(await numbers({}, { column: '값', descending }, offset)).toEqual(
        expected.slice(offset, offset + 1000),
      );
    }
  }
  expect(await numbers({}, { column: 'jari_score' }, 0, 500)).toEqual(
    (await inSql('true', `(answer->>'jari_score')::float8 nulls last, n`)).slice(0, 500),
  );
});

test('text is sorted with its figures as numbers', async () => {
  const figure = `nullif(regexp_replace(properties->>'이름', '\\D', '', 'g'), '')::int`;
  const expected = await inSql('true', `${figure} nulls last, n`);
  expect(await numbers({}, { column: '이름' })).toEqual(expected.slice(0, 1000));
  const sorted = ['b 2', 'B 10', 'b 1', '나', '가 007', '가 8', '가', 'a'].sort((a, b) =>
    naturalKey(a) < naturalKey(b) ? -1 : 1,
  );
  expect(sorted).toEqual(['a', 'b 1', 'b 2', 'B 10', '가', '가 007', '가 8', '나']);
});

test('by status, filtered, both at once', async () => {
  const expected = await inSql('true', 'status, level nulls last, n');
  expect(await numbers({}, { by: 'status' })).toEqual(expected.slice(0, 1000));
  const filter: Filter = { status: ['ok'], conditions: [{ column: '값', is: 'between', from: 0, to: 99 }] };
  const where = `status = 'ok' and (properties->>'old name')::float8 between 0 and 99`;
  const all = await inSql(where, 'n');
  expect((await rowPage(layerId, { filter })).total).toBe(all.length);
  expect(await numbers(filter, {})).toEqual(all.slice(0, 1000));
  expect(await numbers(filter, { by: 'status', descending: true })).toEqual(
    (await inSql(where, `concat(status, ' ', level) desc, n`)).slice(0, 1000),
  );
  expect(await numbers({ text: '가게 99호' }, { column: '값', descending: true })).toEqual(
    (
      await inSql(`properties->>'이름' = '가게 99호'`, `(properties->>'old name')::float8 desc nulls last, n`)
    ).slice(0, 1000),
  );
});

test('a row is found at its place, or said to be filtered out', async () => {
  const sort = { column: '값' };
  const { found } = await rowPage(layerId, { sort, find: 20_000, limit: 1 });
  expect(await numbers({}, sort, found!, 1)).toEqual([20_000]);
  expect((await rowPage(layerId, { find: 4711 })).found).toBe(4710);
  expect((await rowPage(layerId, { status: 'ok', find: 20_000 })).found).toBeNull();
});

test('rows stay where they were seen when values change', async () => {
  const id = await layerOf([1, 2, 3].map((n) => made(n)));
  const first = await rowPage(id, { sort: { column: '값' } });
  await query(`update feature set properties = '{"old name": 9999}' where layer_id = $1 and n = $2`, [
    id,
    first.rows[0]!.n,
  ]);
  await query('update layer set revision = revision + 1 where id = $1', [id]);
  const same = await rowPage(id, { sort: { column: '값' }, order: first.order });
  expect(same.rows.map(({ n }) => n)).toEqual(first.rows.map(({ n }) => n));
  expect(same.rows[0]!.properties).toEqual({ 'old name': 9999 });
  const anew = await rowPage(id, { sort: { column: '값' } });
  expect(anew.rows.at(-1)!.n).toBe(first.rows[0]!.n);
  expect((await rowPage(id, { order: `${layerId} 1 x` })).total).toBe(3);
});

test('row numbers with gaps and a layer without rows', async () => {
  const id = await layerOf([7, 1_000_000, 2_000_000_000].map(made));
  expect((await rowPage(id, { offset: 1, limit: 5 })).rows.map(({ n }) => n)).toEqual([
    1_000_000, 2_000_000_000,
  ]);
  expect((await rowPage(id, { sort: { column: '값' } })).total).toBe(3);
  expect(await rowNumbers(id, { sort: { descending: true } })).toEqual({ n: [2_000_000_000, 1_000_000, 7] });
  const none = await layerOf([]);
  expect(await rowPage(none, { sort: { column: '값' } })).toMatchObject({ rows: [], total: 0 });
  expect(await rowsExtent(none, {})).toBeNull();
});

test('who does not wait is told how far it is, and gets the rows when they are there', async () => {
  const layer = await getLayer(layerId);
  const asked = { filter: { text: '호' }, sort: { column: '값' }, wait: 0 };
  expect(await orderOf(layer, asked)).toBeTypeOf('number');
  let page = await rowPage(layerId, asked);
  while ('searching' in page) {
    expect(page.searching).toBeGreaterThanOrEqual(0);
    page = await rowPage(layerId, { ...asked, wait: 50 });
  }
  expect(page.total).toBe((await inSql(`properties::text like '%호%'`, 'n')).length);
});

test('the extent of some rows', async () => {
  expect(await rowsExtent(layerId, { n: [1, 2, 10] })).toEqual([126.001, 37.01, 126.002, 37.02]);
  expect(await rowsExtent(layerId, { n: [10] })).toBeNull();
  expect(await rowsExtent(layerId, {})).toEqual((await getLayer(layerId)).extent);
});

test('a column to sort by that is not there is refused', async () => {
  await expect(rowPage(layerId, { sort: { column: 'none' } })).rejects.toMatchObject({ status: 400 });
});

test('merged runs are what one sort would give, whatever the chunks', async () => {
  const keys = fc.oneof(fc.constant(null), fc.integer({ min: -5, max: 5 }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(keys, { maxLength: 12 }), { maxLength: 9 }),
      fc.boolean(),
      async (chunks, descending) => {
        const sorter = new Sorter(descending);
        let n = 0;
        const all: { n: number; key: number | null }[] = [];
        for (const chunk of chunks) {
          const rows = chunk.map((key) => ({ n: ++n, key }));
          all.push(...rows);
          await sorter.add(
            Int32Array.from(rows, (row) => row.n),
            chunk,
          );
        }
        const expected = all.sort((a, b) =>
          a.key === null || b.key === null
            ? Number(a.key === null) - Number(b.key === null) || a.n - b.n
            : (descending ? b.key - a.key : a.key - b.key) || a.n - b.n,
        );
        expect([...(await sorter.finish())]).toEqual(expected.map((row) => row.n));
      },
    ),
  );
});
