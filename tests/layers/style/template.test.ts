import { createExpression } from '@maplibre/maplibre-gl-style-spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  parseTemplate,
  templateExpression,
  templateOf,
  templateText,
  writeTemplate,
} from '@/lib/layers/style/template';

test.each([
  ['{name} ({score})', [{ column: 'name' }, { text: ' (' }, { column: 'score' }, { text: ')' }]],
  ['{{{a}}}', [{ text: '{' }, { column: 'a' }, { text: '}' }]],
  ['half {a', [{ text: 'half {a' }]],
  ['{}', [{ text: '{}' }]],
  ['} { {', [{ text: '} { {' }]],
])('%s', (template, parts) => expect(parseTemplate(template)).toEqual(parts));

test('any column and any text come back as they were', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (column) => {
      expect(parseTemplate(templateOf(column))).toEqual([{ column }]);
    }),
  );
  const char = fc.constantFrom(...'{}\\a가 ');
  const text = fc.string({ unit: char, minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(text, text, text, (before, column, after) => {
      const parts = [{ text: before }, { column }, { text: after }];
      expect(parseTemplate(writeTemplate(parts))).toEqual(parts);
    }),
  );
});

test('the map writes what the page writes; nothing where all values are missing', () => {
  const value = fc.option(fc.oneof(fc.string({ maxLength: 3 }), fc.integer()), { nil: null });
  fc.assert(
    fc.property(
      fc.constantFrom('{a}', '{a} ({b})', 'x', 'No. {b}', '{{{a}'),
      fc.record({ a: value, b: value }),
      (template, properties) => {
        const made = createExpression(templateExpression(template), {
          type: 'string',
          'property-type': 'data-driven',
          expression: { interpolated: false, parameters: ['zoom', 'feature'] },
        } as never);
        if (made.result === 'error') throw new Error(JSON.stringify(made.value));
        const drawn = made.value.evaluate({ zoom: 1 }, { type: 'Point', properties } as never);
        expect(drawn).toBe(templateText(template, (column) => properties[column as 'a' | 'b']));
      },
    ),
  );
});
