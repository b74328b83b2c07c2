import fc from 'fast-check';
import { noCounts } from '@/lib/layers/store';
import { defaultStyle } from '@/lib/layers/style/default';
import { GROUPS, propertiesOf } from '@/lib/layers/style/properties/all';
import type { Input } from '@/lib/layers/style/properties/property';
import { RAMPS } from '@/lib/layers/style/ramps';
import type { By, Style } from '@/lib/layers/style/schema';
import { templateOf } from '@/lib/layers/style/template';
import type { Layer } from '@/lib/layers/types';

/** Random style documents and layers to draw with them. */

export const COLUMNS = ['name', '인구', 'jari_level', 'a {b}', '"', '[x]'];
const column = fc.constantFrom(...COLUMNS);
const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });

function valueOfInput(input: Input): fc.Arbitrary<unknown> {
  switch (input.type) {
    case 'colour':
      return input.auto ? nullable(color) : color;
    case 'number': {
      const number = fc.double({ min: input.minimum, max: input.maximum, noNaN: true });
      return input.auto ? nullable(number) : number;
    }
    case 'choice':
      return fc.constantFrom(...input.choices.map(({ value }) => value));
    case 'toggle':
      return fc.boolean();
    case 'column':
      return nullable(column);
    case 'scale':
      return nullable(fc.record({ column, from: finite, to: finite }));
    case 'template':
      return nullable(fc.oneof(column.map(templateOf), fc.string(), fc.constant('{name} ({인구})')));
    case 'icon':
      return fc.constantFrom('maki-cafe', 'temaki-tree');
    case 'ramp':
      return fc.constantFrom(...RAMPS.map(({ name }) => name));
  }
}

const others = fc.record({ color: nullable(color), shown: fc.boolean() });
const label = nullable(fc.string({ maxLength: 20 }));
const ruleText = fc.constantFrom(
  '인구 >= 0.7',
  'name = "ok" and 인구 > 1000',
  "not (name in ('가', '나') or [a {b}] is null)",
  'name contains "시" or name < jari_level',
  'half a rule =',
);

const by: fc.Arbitrary<By> = fc.oneof(
  fc.constant<By>({ type: 'single' }),
  fc.record({
    type: fc.constant('categories' as const),
    column,
    categories: fc.array(
      fc.record({
        values: fc.array(nullable(fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 3 }),
        color: nullable(color),
        label,
      }),
      { maxLength: 5 },
    ),
    others,
  }),
  fc.integer({ min: 1, max: 9 }).chain((count) =>
    fc.record({
      type: fc.constant('classes' as const),
      column,
      method: fc.constantFrom('quantiles' as const, 'equal' as const, 'natural' as const),
      ramp: fc.constantFrom(...RAMPS.map(({ name }) => name)),
      reversed: fc.boolean(),
      breaks: fc
        .array(fc.oneof(finite, fc.integer({ min: 0, max: 3 })), {
          minLength: count + 1,
          maxLength: count + 1,
        })
        .map((breaks) => breaks.sort((a, b) => a - b)),
      colors: fc.array(color, { minLength: count, maxLength: count }),
      others,
    }),
  ),
  fc.record({
    type: fc.constant('rules' as const),
    rules: fc.array(fc.record({ rule: ruleText, color, label }), { maxLength: 4 }),
    others,
  }),
) as fc.Arbitrary<By>;

const groups = Object.fromEntries(
  GROUPS.map((group) => [
    group,
    fc.record(
      Object.fromEntries(propertiesOf(group).map(([name, { input }]) => [name, valueOfInput(input)])),
    ),
  ]),
);

export const style = fc.record({
  version: fc.constant(2 as const),
  points: fc.constantFrom('symbols', 'clusters', 'heat'),
  by,
  ...groups,
}) as unknown as fc.Arbitrary<Style>;

/** A layer as far as it is drawn. */
export function layerOf(geometry: Partial<Layer['counts']['geometry']>, part: Partial<Layer> = {}): Layer {
  const counts = { ...noCounts(), rows: 10, geometry: { point: 0, line: 0, polygon: 0, ...geometry } };
  return {
    name: '가게',
    kind: 'file',
    columns: COLUMNS.map((name) => ({ name, type: 'text' as const })),
    extent: [126, 37, 128, 38],
    style: defaultStyle({ kind: 'file', counts }),
    counts,
    ...part,
  } as Layer;
}

export const layer: fc.Arbitrary<Layer> = fc
  .record({
    style,
    kind: fc.constantFrom('geocoded' as const, 'file' as const),
    point: fc.nat(2),
    line: fc.nat(2),
    polygon: fc.nat(2),
    rows: fc.constantFrom(0, 10, 1_000_000),
  })
  .map(({ style, kind, rows, ...geometry }) => {
    const made = layerOf(geometry, { style, kind });
    return { ...made, counts: { ...made.counts, rows } };
  });
