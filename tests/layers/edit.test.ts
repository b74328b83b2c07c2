import { expect, test } from 'vitest';
import { query, transaction } from '@/lib/db/database';
import { columnValue, fitted } from '@/lib/layers/columns';
import { editValues, type RowChange } from '@/lib/layers/edit';
import { addColumn, changeColumn, removeColumn, restoreColumn } from '@/lib/layers/edit-columns';
import { appendFeatures, getFeature } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import { createLayer, getLayer } from '@/lib/layers/store';
import type { Column } from '@/lib/layers/types';
import { freshDatabase } from '../support/database';

freshDatabase();

const ODD = `a"b'c$1`;

const columns: Column[] = [
  { name: '이름', type: 'text' },
  { name: '수량', type: 'integer' },
  { name: ODD, type: 'number' },
  { name: 'jari_score', type: 'number', key: 'jari_score' },
];

async function threeRows(): Promise<string> {
  const { id } = await createLayer({ name: 'edits', kind: 'geocoded', columns, labelColumn: '이름' });
  await transaction(async (client) => {
    const features = [1, 2, 3].map((n) => ({
      n,
      geometry: null,
      properties: { 이름: `가게 ${n}`, 수량: String(n), [ODD]: '' },
      answer: { jari_score: 0.5 },
      status: 'ok',
      level: null,
    }));
    await appendFeatures(id, features, client);
    await finishLayer(id, columns, client);
  });
  return id;
}

const held = async (id: string, n: number) => {
  const [feature, layer] = await Promise.all([getFeature(id, n), getLayer(id)]);
  return Object.fromEntries(layer.columns.map((column) => [column.name, columnValue(feature, column)]));
};

test.each([
  ['12', 'integer', 12],
  [' -3 ', 'integer', -3],
  ['1.5', 'integer', undefined],
  ['1,234', 'integer', undefined],
  ['많음', 'integer', undefined],
  ['', 'integer', null],
  [null, 'number', null],
  ['.5', 'number', 0.5],
  ['1e3', 'number', 1000],
  ['1e999', 'number', undefined],
  ['0x10', 'number', undefined],
  ['Infinity', 'number', undefined],
  [7, 'text', '7'],
  ['', 'text', ''],
] as const)('%j in a column of type %s is %j', (value, type, kept) => {
  expect(fitted(value, type)).toBe(kept);
});

test('values are written as the column types them, and what they replaced comes back', async () => {
  const id = await threeRows();
  const before = (await getLayer(id)).revision;
  const changes: RowChange[] = [
    { n: 1, values: { 이름: '새 "이름" \u0000 \ud83c', 수량: '41' } },
    { n: 3, values: { [ODD]: 2.5 } },
  ];
  const edited = await editValues(id, changes);
  expect(edited.before).toEqual([
    { n: 1, values: { 이름: '가게 1', 수량: '1' } },
    { n: 3, values: { [ODD]: '' } },
  ]);
  expect(edited.revision).toBe(before + 1);
  expect(await held(id, 1)).toMatchObject({ 이름: '새 "이름" \ufffd \ufffd', 수량: 41 });
  expect(await held(id, 2)).toMatchObject({ 이름: '가게 2', 수량: 2 });
  expect(await held(id, 3)).toMatchObject({ [ODD]: 2.5 });
  await editValues(id, edited.before);
  expect(await held(id, 1)).toMatchObject({ 이름: '가게 1', 수량: 1 });
  expect(await held(id, 3)).toMatchObject({ [ODD]: null });
});

test('a value that does not fit changes nothing, and is told with its row and column', async () => {
  const id = await threeRows();
  const wrong = editValues(id, [
    { n: 1, values: { 이름: '바뀜' } },
    { n: 2, values: { 수량: '많음' } },
  ]);
  await expect(wrong).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('"많음" is no whole number'),
    members: { row: 2, column: '수량', misfit: true },
  });
  expect(await held(id, 1)).toMatchObject({ 이름: '가게 1' });
  await expect(editValues(id, [{ n: 9, values: { 이름: 'x' } }])).rejects.toMatchObject({ status: 404 });
  await expect(editValues(id, [{ n: 1, values: { 없음: 'x' } }])).rejects.toMatchObject({ status: 400 });
  await expect(editValues(id, [{ n: 1, values: { jari_score: 1 } }])).rejects.toMatchObject({ status: 400 });
  await expect(editValues('x', [])).rejects.toMatchObject({ status: 404 });
});

test('asked to, a column becomes as wide as the value needs, and back', async () => {
  const id = await threeRows();
  const edited = await editValues(id, [{ n: 2, values: { 수량: '1.5' } }], { widen: true });
  expect(edited.columns.find(({ name }) => name === '수량')!.type).toBe('number');
  await editValues(id, [{ n: 2, values: { 수량: '많음' } }], { widen: true });
  expect((await getLayer(id)).columns[1]!.type).toBe('text');
  await expect(changeColumn(id, '수량', { type: 'integer' })).rejects.toMatchObject({
    message: expect.stringContaining('Row 2 holds "많음"'),
  });
  await editValues(id, edited.before);
  expect((await changeColumn(id, '수량', { type: 'integer' })).columns[1]!.type).toBe('integer');
  expect(await held(id, 2)).toMatchObject({ 수량: 2 });
});

test('a renamed column keeps its values, its rows unwritten, and the labels follow', async () => {
  const id = await threeRows();
  const stored = await query('select properties from feature where layer_id = $1 order by n', [id]);
  const layer = await changeColumn(id, '이름', { name: ' 상호 ' });
  expect(layer.columns[0]).toEqual({ name: '상호', type: 'text', field: '이름' });
  expect(JSON.stringify(layer.style)).toContain('상호');
  expect(await held(id, 1)).toMatchObject({ 상호: '가게 1' });
  expect(await query('select properties from feature where layer_id = $1 order by n', [id])).toEqual(stored);
  await editValues(id, [{ n: 1, values: { 상호: '고침' } }]);
  expect(await held(id, 1)).toMatchObject({ 상호: '고침' });
  const back = await changeColumn(id, '상호', { name: '이름' });
  expect(back.columns[0]).toEqual({ name: '이름', type: 'text' });
});

test('names that are taken, empty or ours are refused', async () => {
  const id = await threeRows();
  await expect(changeColumn(id, '이름', { name: '수량' })).rejects.toMatchObject({ status: 409 });
  await expect(changeColumn(id, '이름', { name: ' ' })).rejects.toMatchObject({ status: 400 });
  await expect(changeColumn(id, '없음', { hidden: true })).rejects.toMatchObject({ status: 400 });
  await expect(changeColumn(id, 'jari_score', { name: '점수' })).rejects.toMatchObject({ status: 400 });
  await expect(addColumn(id, { name: '이름', type: 'text' })).rejects.toMatchObject({ status: 409 });
  await expect(removeColumn(id, '이름')).rejects.toMatchObject({ status: 400 });
});

test('columns are hidden, shown and moved', async () => {
  const id = await threeRows();
  expect((await changeColumn(id, 'jari_score', { hidden: true })).columns[3]).toMatchObject({ hidden: true });
  expect((await changeColumn(id, 'jari_score', { hidden: false })).columns[3]).toMatchObject({
    hidden: false,
  });
  const moved = await changeColumn(id, '이름', { at: 9 });
  expect(moved.columns.map(({ name }) => name)).toEqual(['수량', ODD, '이름', 'jari_score']);
});

test('the columns that addresses were read from stay the same when columns move', async () => {
  const id = await threeRows();
  await query(`update layer set source = '{"address": [0, 2]}' where id = $1`, [id]);
  await changeColumn(id, '이름', { at: 1 });
  expect((await getLayer(id)).source).toEqual({ address: [1, 2] });
  await changeColumn(id, '이름', { at: 0 });
  expect((await getLayer(id)).source).toEqual({ address: [0, 2] });
});

test('an added column is empty, goes and comes back with its values; a new one of its name starts empty', async () => {
  const id = await threeRows();
  const added = await addColumn(id, { name: '메모', type: 'integer' });
  expect(added.columns.map(({ name }) => name)).toEqual(['이름', '수량', ODD, '메모', 'jari_score']);
  expect(await held(id, 1)).toMatchObject({ 메모: null });
  await editValues(id, [{ n: 1, values: { 메모: '5' } }]);
  expect((await removeColumn(id, '메모')).columns).toHaveLength(4);
  expect(await held(id, 1)).not.toHaveProperty('메모');
  await addColumn(id, { name: '메모', type: 'text' });
  expect(await held(id, 1)).toMatchObject({ 메모: null });
  await removeColumn(id, '메모');
  await restoreColumn(id, '메모', 3);
  await removeColumn(id, '메모');
  // The one removed last comes back first.
  await restoreColumn(id, '메모', 3);
  await changeColumn(id, '메모', { name: '둘째' });
  const both = await restoreColumn(id, '메모', 3);
  expect(both.columns.map(({ name }) => name)).toEqual(['이름', '수량', ODD, '메모', '둘째', 'jari_score']);
  expect(await held(id, 1)).toMatchObject({ 메모: 5, 둘째: null });
  await expect(restoreColumn(id, '메모')).rejects.toMatchObject({ status: 404 });
});
