import Ajv from 'ajv';
import { expect, test } from 'vitest';
import { noCounts } from '@/lib/layers/store';
import { readStyle } from '@/lib/layers/style/read';
import { StyleSchema } from '@/lib/layers/style/schema';
import type { Layer } from '@/lib/layers/types';

/** As saved by 0.1. */
const ONE = {
  version: 1,
  symbol: { color: '#0072B2', size: 15, opacity: 0.5 },
  label: { column: '이름', size: 14, color: '#1f2933' },
};

const file: Pick<Layer, 'kind' | 'columns' | 'counts'> = {
  kind: 'file',
  columns: [{ name: '이름', type: 'text' }],
  counts: noCounts(),
};
const geocoded: typeof file = {
  kind: 'geocoded',
  columns: [
    { name: 'jari_level', type: 'text' },
    { name: 'jari_level_2', type: 'text', key: 'jari_level' },
  ],
  counts: noCounts(),
};
const check = new Ajv({ strict: false }).compile(StyleSchema);

test('version 1: the label column becomes a template; symbols stay as they were', () => {
  const style = readStyle(ONE, file);
  expect(style).toMatchObject({
    version: 2,
    points: 'symbols',
    by: { type: 'single' },
    symbol: { color: '#0072B2', size: 15, opacity: 0.5, shape: 'circle' },
    label: { template: '{이름}', size: 14, color: null },
  });
  expect(check(style) || check.errors).toBe(true);
});

test('version 1: a geocoded layer says its colours by level, on the column that holds the level', () => {
  const style = readStyle({ ...ONE, label: { column: null, size: 12, color: '#000000' } }, geocoded);
  expect(style.label.template).toBeNull();
  expect(style.by).toEqual({
    type: 'categories',
    column: 'jari_level_2',
    categories: [
      { values: ['near'], color: '#e9a23b', label: null },
      { values: ['road', 'legal_dong', 'district', 'province'], color: '#8f9ba8', label: null },
    ],
    others: { color: null, shown: true },
  });
  expect(check(style) || check.errors).toBe(true);
});

test('nothing saved, or only a part, is filled in from the defaults for what the layer holds', () => {
  expect(check(readStyle({}, file))).toBe(true);
  expect(check(readStyle(null, geocoded))).toBe(true);
  const areas = { ...file, counts: { ...noCounts(), geometry: { point: 0, line: 0, polygon: 3 } } };
  expect(readStyle({ version: 2, symbol: { color: '#123456' } }, areas)).toMatchObject({
    symbol: { color: '#123456', size: 11 },
    label: { anchor: 'center' },
  });
});
