import { createExpression } from '@maplibre/maplibre-gl-style-spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleColumns } from '@/lib/layers/style/rules/columns';
import { ruleExpression } from '@/lib/layers/style/rules/expression';
import { columnInRule, parseRule } from '@/lib/layers/style/rules/parse';
import type { Literal, Rule } from '@/lib/layers/style/rules/types';

type Values = Record<string, string | number | null>;

/** What MapLibre makes of a rule for a feature. */
function holds(text: string, properties: Values): boolean {
  const parsed = parseRule(text);
  if ('fault' in parsed) throw new Error(JSON.stringify(parsed.fault));
  const made = createExpression(ruleExpression(parsed.rule), {
    type: 'boolean',
    'property-type': 'data-driven',
    expression: { interpolated: false, parameters: ['zoom', 'feature'] },
  } as never);
  if (made.result === 'error') throw new Error(JSON.stringify(made.value));
  return made.value.evaluate({ zoom: 5 }, { type: 'Point', properties } as never);
}

const SEOUL: Values = {
  name: '서울시청',
  score: 0.82,
  status: 'ok',
  pop: 9_400_000,
  memo: null,
  text: '0.50',
  '인구 (명)': 3,
};

describe('rules as people write them', () => {
  test.each([
    ['score >= 0.7', true],
    ['score < .7', false],
    ['status = "ok" and pop > 1000', true],
    ["status == 'ok' AND NOT pop > 1000", false],
    ['status != "ok" or pop >= 9.4e6', true],
    ['status = "no" or status = "ok" and pop < 1', false],
    ['(status = "no" or status = "ok") and pop > 1', true],
    ['name in ("부산시청", "서울시청")', true],
    ['name not in ("부산시청", "서울시청")', false],
    ['name contains "시청"', true],
    ['name not contains "구청"', true],
    ['memo is null', true],
    ['memo = null', true],
    ['memo <> null', false],
    ['memo is not null', false],
    ['없는열 is null', true],
    ['[인구 (명)] = 3', true],
    ['name < "터"', true],
    ['name > 3', false],
    ['score = "0.82"', false],
    ['text > 0.4', true],
    ['text = 0.5', true],
    ['text in (0.5, 1)', true],
    ['name != 3', true],
    ['pop > score', true],
    ['memo = 0', false],
    ['memo < 1', false],
    ['name = "say ""hi"""', false],
  ])('%s', (text, expected) => expect(holds(text, SEOUL)).toBe(expected));
});

describe('rules that cannot be read say what is wrong and where', () => {
  test.each([
    ['', 'empty', 0],
    ['score', 'sign', 5],
    ['score >=', 'value', 8],
    ['score >= and', 'value', 9],
    ['score >= 0.7 x', 'more', 13],
    ['(score > 1', 'close', 10],
    ['score > 1 and', 'column', 13],
    ['"score" > 1', 'column', 0],
    ['score > "abc', 'odd', 8],
    ['score # 1', 'odd', 6],
    ['name in "a"', 'value', 8],
    ['name in ("a"', 'close', 12],
    ['name is 3', 'null', 8],
    ['name contains 3', 'text', 14],
    [`${'('.repeat(60)}a = 1${')'.repeat(60)}`, 'deep', 50],
  ])('%s', (text, code, start) => {
    expect(parseRule(text)).toMatchObject({ fault: { code, start } });
  });
});

const column = fc.constantFrom('a', 'b', '인구 (명)', 'x]y', 'and', 'Null');
const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.string({ maxLength: 4 }),
);
const rule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      type: fc.constant('compare' as const),
      column,
      sign: fc.constantFrom(
        '=' as const,
        '!=' as const,
        '<' as const,
        '<=' as const,
        '>' as const,
        '>=' as const,
      ),
      with: fc.oneof(
        literal.map((value) => ({ value })),
        column.map((column) => ({ column })),
      ),
    }),
    fc.record({
      type: fc.constant('in' as const),
      column,
      values: fc.array(literal, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('contains' as const), column, text: fc.string({ maxLength: 3 }) }),
    fc.record({ type: fc.constant('null' as const), column }),
    fc.record({ type: fc.constant('not' as const), rule: tie('rule') }),
    fc.record({
      type: fc.constantFrom('and' as const, 'or' as const),
      rules: fc.array(tie('rule'), { minLength: 2, maxLength: 3 }),
    }),
  ) as fc.Arbitrary<Rule>,
})).rule;

const quoted = (value: Literal) =>
  typeof value === 'number' ? String(value) : `"${value.replaceAll('"', '""')}"`;

function written(rule: Rule): string {
  switch (rule.type) {
    case 'and':
    case 'or':
      return rule.rules.map((one) => `(${written(one)})`).join(` ${rule.type} `);
    case 'not':
      return `not (${written(rule.rule)})`;
    case 'null':
      return `${columnInRule(rule.column)} is null`;
    case 'in':
      return `${columnInRule(rule.column)} in (${rule.values.map(quoted).join(', ')})`;
    case 'contains':
      return `${columnInRule(rule.column)} contains ${quoted(rule.text)}`;
    case 'compare':
      return `${columnInRule(rule.column)} ${rule.sign} ${'column' in rule.with ? columnInRule(rule.with.column) : quoted(rule.with.value)}`;
  }
}

/** A value as a number, as programs read numbers. */
function numberIn(value: string | number | null): number | null {
  const number = value === null || value === '' ? Number.NaN : Number(value);
  return Number.isNaN(number) ? null : number;
}

/** The meaning in plain words of JavaScript. */
function means(rule: Rule, values: Values): boolean {
  const of = (column: string) => values[column] ?? null;
  switch (rule.type) {
    case 'and':
      return rule.rules.every((one) => means(one, values));
    case 'or':
      return rule.rules.some((one) => means(one, values));
    case 'not':
      return !means(rule.rule, values);
    case 'null':
      return of(rule.column) === null || of(rule.column) === '';
    case 'in':
      return rule.values.some((value) =>
        means({ type: 'compare', column: rule.column, sign: '=', with: { value } }, values),
      );
    case 'contains':
      return String(of(rule.column) ?? '').includes(rule.text);
    case 'compare': {
      const held = of(rule.column);
      const asNumber = 'value' in rule.with && typeof rule.with.value === 'number';
      const left = asNumber ? numberIn(held) : held;
      const right = 'column' in rule.with ? of(rule.with.column) : rule.with.value;
      if (rule.sign === '=') return left === right;
      if (rule.sign === '!=') return left !== right;
      if (typeof left !== typeof right || left === null || right === null) return false;
      if (rule.sign === '<') return left < right;
      if (rule.sign === '<=') return left <= right;
      return rule.sign === '>' ? left > right : left >= right;
    }
  }
}

const values = fc.dictionary(column, fc.option(literal, { nil: null })) as fc.Arbitrary<Values>;

test('any rule, written and read again, means to MapLibre what it says', () => {
  fc.assert(
    fc.property(rule, values, (rule, values) => {
      const text = written(rule);
      const parsed = parseRule(text);
      if ('fault' in parsed) throw new Error(`${text} ${JSON.stringify(parsed.fault)}`);
      expect(new Set(ruleColumns(parsed.rule))).toEqual(new Set(ruleColumns(rule)));
      expect(holds(text, values)).toBe(means(rule, values));
    }),
    { numRuns: 500 },
  );
});

test('no text breaks the reader', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab =<>!()",\'[].1-+andor not in '.split('')) }),
      (text) => {
        const parsed = parseRule(text);
        if ('fault' in parsed) {
          expect(parsed.fault.start).toBeGreaterThanOrEqual(0);
          expect(parsed.fault.end).toBeLessThanOrEqual(text.length);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
