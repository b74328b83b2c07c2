import { expect, test } from 'vitest';
import { changedStyle } from '@/lib/layers/style/change';
import { styleColumns } from '@/lib/layers/style/columns';
import { renameInStyle } from '@/lib/layers/style/rename';
import { distanceField } from '@/lib/layers/style/sdf';
import { layerOf } from './arbitrary';

const others = { color: null, shown: true };
const styled = changedStyle(layerOf({ point: 1 }).style, {
  by: {
    type: 'rules',
    rules: [
      { rule: 'name = "name" and [a {b}] > 1', color: '#112233', label: null },
      { rule: '인구 is null', color: '#445566', label: null },
    ],
    others,
  },
  symbol: { sizeBy: { column: 'name', from: 0, to: 1 } },
  label: { template: '{name} ({인구})', priority: 'name' },
});

test('a renamed column is followed through rules, templates and scales; text that looks like it stays', () => {
  const { by, label, symbol } = renameInStyle(styled, 'name', '새 이름');
  expect(by).toMatchObject({
    rules: [{ rule: '[새 이름] = "name" and [a {b}] > 1' }, { rule: '인구 is null' }],
  });
  expect(label).toMatchObject({ template: '{새 이름} ({인구})', priority: '새 이름' });
  expect(symbol.sizeBy?.column).toBe('새 이름');
});

test('what drew with a column that has gone does without it', () => {
  const gone = renameInStyle(styled, 'name', null);
  expect(styleColumns(gone)).toEqual(new Set(['인구']));
  expect(gone.label.template).toBe(' ({인구})');
  expect(gone.by).toMatchObject({ rules: [{ rule: '인구 is null' }] });
  const classes = changedStyle(styled, {
    by: { type: 'categories', column: 'name', categories: [], others },
  });
  expect(renameInStyle(classes, 'name', null).by).toEqual({ type: 'single' });
});

test('a distance field falls off by an eighth for each pixel from the edge', () => {
  const side = 24;
  const alpha = Array.from({ length: side * side }, (_, i) => (i % side < 12 ? 255 : 0)); // the left half
  const field = distanceField(alpha, side, side, 1);
  const row = [...field.slice(side * 12, side * 13)];
  // The edge lies between the pixels 11 and 12, half a pixel from each centre's neighbour.
  expect(row[11]! - row[12]!).toBeGreaterThan(20);
  for (let x = 13; x < 17; x++) expect(row[x - 1]! - row[x]!).toBeCloseTo(255 / 8, -0.5);
  expect(row[0]).toBe(255);
  expect(row[23]).toBe(0);
});
