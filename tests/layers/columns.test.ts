import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ColumnTypes, columnValue, layerColumns } from '@/lib/layers/columns';

test("a user's column keeps its name, ours takes the next free one", () => {
  expect(layerColumns(['이름', 'jari_status', 'jari_status_2'], ['jari_status', 'jari_level'])).toEqual([
    { name: '이름', type: 'text' },
    { name: 'jari_status', type: 'text' },
    { name: 'jari_status_2', type: 'text' },
    { name: 'jari_status_3', type: 'text', key: 'jari_status' },
    { name: 'jari_level', type: 'text', key: 'jari_level' },
  ]);
});

function typeOf(values: unknown[]) {
  const types = new ColumnTypes();
  for (const value of values) types.observe({ a: value }, null);
  return types.apply(layerColumns(['a'], []))[0]!.type;
}

test.each([
  [['1', '2', '-3', '', '0'], 'integer'],
  [['1', '2.5'], 'number'],
  [['06123', '12345'], 'text'], // a postcode
  [['1.50'], 'text'], // a price as written
  [['1234567890123456789'], 'text'],
  [['1', 'n/a'], 'text'],
  [['', ''], 'text'],
  [['1e5'], 'text'],
  [['=1+1'], 'text'],
])('%j is %s', (values, type) => {
  expect(typeOf(values)).toBe(type);
});

test("types of the user's and of ours are kept apart, also through a checkpoint", () => {
  const before = new ColumnTypes();
  before.observe({ jari_score: 'high' }, { jari_score: 1 });
  const after = new ColumnTypes(JSON.parse(JSON.stringify(before.seen)));
  after.observe({ jari_score: '3' }, { jari_score: 0.5 });
  expect(after.apply(layerColumns(['jari_score'], ['jari_score'])).map((column) => column.type)).toEqual([
    'text',
    'number',
  ]);
});

test('a typed value always writes the text it came from', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String)), { minLength: 1 }),
      (values) => {
        const type = typeOf(values);
        for (const value of values) {
          const typed = columnValue({ properties: { a: value }, answer: null }, { name: 'a', type });
          expect(typed === null ? '' : String(typed)).toBe(value);
        }
      },
    ),
  );
});
