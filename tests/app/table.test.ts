import fc from 'fast-check';
import type { KeyboardEvent } from 'react';
import { expect, test } from 'vitest';
import { conditionOf } from '@/app/_table/condition-of';
import { asTsv } from '@/app/_table/copy-rows';
import { gridKey, type Place } from '@/app/_table/grid-key';
import { asRanges } from '@/app/_table/state';
import type { Row } from '@/lib/layers/types';

test('row numbers as ranges are the same row numbers', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (numbers) => {
      const back = asRanges(numbers).flatMap((one) =>
        typeof one === 'number'
          ? [one]
          : Array.from({ length: one[1]! - one[0]! + 1 }, (_, i) => one[0]! + i),
      );
      expect(back).toEqual([...numbers].sort((a, b) => a - b));
    }),
  );
  expect(asRanges([3, 1, 2, 7])).toEqual([[1, 3], 7]);
});

test('rows leave for spreadsheets with quotes where a value needs them', () => {
  const column = (id: string) => ({
    id,
    title: id,
    width: 1,
    sort: {},
    read: (row: Row) => row.properties[id],
  });
  const row = { properties: { a: 'x\ty', b: 'say "hi"', c: null } } as unknown as Row;
  expect(asTsv(['a', 'b', 'c'].map(column), [row])).toBe('a\tb\tc\n"x\ty"\t"say ""hi"""\t');
});

function press(key: string, active: Place, more: Partial<KeyboardEvent> = {}) {
  const did: unknown[] = [];
  const note =
    (what: string) =>
    (...given: unknown[]) =>
      void did.push([what, ...given]);
  const known = gridKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, ...more } as KeyboardEvent, {
    active,
    rows: 100,
    columns: 5,
    page: 10,
    go: note('go'),
    edit: note('edit'),
    select: note('select'),
    selectAll: note('selectAll'),
    copy: note('copy'),
    clear: note('clear'),
    sort: note('sort'),
  });
  return known ? did : null;
}

test('the keys of the grid', () => {
  const here = { row: 5, col: 2 };
  expect(press('ArrowDown', here)).toEqual([['go', { row: 6, col: 2 }]]);
  expect(press('ArrowUp', { row: 0, col: 2 })).toEqual([['go', { row: -1, col: 2 }]]);
  expect(press('ArrowUp', { row: -1, col: 2 })).toEqual([['go', { row: -1, col: 2 }]]);
  expect(press('ArrowRight', { row: 5, col: 4 })).toEqual([['go', { row: 5, col: 4 }]]);
  expect(press('End', here, { ctrlKey: true })).toEqual([['go', { row: 99, col: 4 }]]);
  expect(press('PageDown', { row: 95, col: 0 })).toEqual([['go', { row: 99, col: 0 }]]);
  expect(press('ArrowDown', here, { shiftKey: true })).toEqual([
    ['go', { row: 6, col: 2 }],
    ['select', 6, 'stretch'],
  ]);
  expect(press('Enter', here)).toEqual([['edit', here]]);
  expect(press(' ', here, { ctrlKey: true })).toEqual([['select', 5, 'toggle']]);
  expect(press(' ', { row: -1, col: 3 })).toEqual([['sort', 3]]);
  expect(press('a', here, { ctrlKey: true })).toEqual([['selectAll']]);
  expect(press('a', here)).toBeNull();
  expect(press('Tab', here)).toBeNull();
});

test('a draft is a condition only when it is whole and its numbers are numbers', () => {
  const draft = { value: '', from: '', to: '', values: [] };
  const text = { name: '이름', type: 'text' as const };
  const number = { name: '값', type: 'number' as const };
  expect(conditionOf(text, 'contains', draft)).toBeNull();
  expect(conditionOf(text, 'contains', { ...draft, value: '5' })).toEqual({
    column: '이름',
    is: 'contains',
    value: '5',
  });
  expect(conditionOf(number, 'equals', { ...draft, value: 'x' })).toBeNull();
  expect(conditionOf(number, 'between', { ...draft, to: '7' })).toEqual({
    column: '값',
    is: 'between',
    to: 7,
  });
  expect(conditionOf(number, 'between', { ...draft, from: '1', to: 'x' })).toBeNull();
  expect(conditionOf(text, 'one_of', draft)).toBeNull();
  expect(conditionOf(text, 'empty', draft)).toEqual({ column: '이름', is: 'empty' });
});
