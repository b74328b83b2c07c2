import { expect, test } from 'vitest';
import { transaction } from '@/lib/db/database';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import { createLayer } from '@/lib/layers/store';
import type { Column } from '@/lib/layers/types';
import { type ColumnClasses, columnClasses, columnValues } from '@/lib/layers/values';
import { freshDatabase } from '../support/database';

freshDatabase();

const columns: Column[] = [
  { name: '구', type: 'text' },
  { name: '값', type: 'number', field: 'v' },
];

async function layerOf(rows: Record<string, unknown>[]): Promise<string> {
  const { id } = await createLayer({ name: 'values', kind: 'file', columns });
  await transaction(async (client) => {
    const features = rows.map((properties, i) => ({
      n: i + 1,
      geometry: null,
      properties,
      answer: null,
      status: 'ok',
      level: null,
    }));
    await appendFeatures(id, features, client);
    await finishLayer(id, columns, client);
  });
  return id;
}

test('values of a column by how often they come, empty ones as none', async () => {
  const id = await layerOf([{ 구: '중구' }, { 구: '강남구' }, { 구: '중구' }, { 구: '' }, {}, { 구: null }]);
  expect(await columnValues(id, { column: '구' })).toEqual({
    column: '구',
    rows: 6,
    unique: 2,
    values: [
      { value: null, count: 3 },
      { value: '중구', count: 2 },
      { value: '강남구', count: 1 },
    ],
  });
  expect(await columnValues(id, { column: '구', limit: 1 })).toMatchObject({
    unique: 2,
    values: { length: 1 },
  });
  await expect(columnValues(id, { column: '동' })).rejects.toMatchObject({ status: 400 });
});

test('numbers in classes, whether they came as text or not; the same number is one value', async () => {
  const id = await layerOf([{ v: '1.0' }, { v: 1 }, { v: '2' }, { v: 3 }, { v: 10 }, { v: '' }, { v: 'x' }]);
  expect(await columnValues(id, { column: '값', limit: 1 })).toMatchObject({
    values: [{ value: '1', count: 2 }],
  });
  const classes = (await columnClasses(id, { column: '값', method: 'natural', count: 2 })) as ColumnClasses;
  expect(classes).toMatchObject({ breaks: [1, 10, 10], counts: [4, 1], missing: 2 });
  expect(classes.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(5);
});

test('text makes no classes', async () => {
  const id = await layerOf([{ 구: '1' }, { 구: '가' }, { 구: '나' }]);
  await expect(columnClasses(id, { column: '구', method: 'equal', count: 3 })).rejects.toMatchObject({
    status: 400,
  });
});
