import { type Expression, withNumber } from './properties/property';
import { ruleExpression } from './rules/expression';
import { parseRule } from './rules/parse';
import type { By, Style } from './schema';

/** Colours by attribute as MapLibre expressions over properties by column name. */

const textOf = (column: string) => ['to-string', ['get', column]];

/** Rules that can be read, with their expressions; half a rule, still being typed, counts as none. */
function readRules(by: By & { type: 'rules' }): { condition: Expression; color: string }[] {
  return by.rules.flatMap(({ rule, color }) => {
    const parsed = parseRule(rule);
    return 'fault' in parsed ? [] : [{ condition: ruleExpression(parsed.rule), color }];
  });
}

/** Text values of each category, none twice: `match` refuses the same label twice. Null is no text. */
function labelsOf(by: By & { type: 'categories' }): string[][] {
  const seen = new Set<string>();
  return by.categories.map(({ values }) =>
    values
      .map((value) => value ?? '')
      .filter((value) => {
        if (seen.has(value)) return false;
        seen.add(value);
        return true;
      }),
  );
}

/** The colour of a feature. */
export function colourExpression({ by, symbol }: Style): Expression {
  if (by.type === 'single') return symbol.color;
  const others = by.others.color ?? symbol.color;
  if (by.type === 'categories') {
    const labels = labelsOf(by);
    const cases = by.categories.flatMap(({ color }, i) =>
      labels[i]!.length ? [labels[i], color ?? symbol.color] : [],
    );
    return cases.length ? ['match', textOf(by.column), ...cases, others] : others;
  }
  if (by.type === 'rules') {
    const rules = readRules(by);
    if (rules.length === 0) return others;
    return ['case', ...rules.flatMap(({ condition, color }) => [condition, color]), others];
  }
  const steps = by.colors.flatMap((color, i) => {
    if (i === 0) return [color];
    const from = by.breaks[i]!;
    return from > by.breaks[i - 1]! || i === 1 ? [from, color] : [];
  });
  const colour = steps.length > 1 ? ['step', ['var', 'number'], ...steps] : steps[0];
  return withNumber(by.column, colour, others);
}

/** What a feature must be to be drawn, where those of no class are not; null: all are. */
export function shownExpression({ by }: Style): Expression | null {
  if (by.type === 'single' || by.others.shown) return null;
  if (by.type === 'classes') return withNumber(by.column, true, false);
  if (by.type === 'rules') return ['any', ...readRules(by).map(({ condition }) => condition)];
  const labels = labelsOf(by).flat();
  return labels.length ? ['match', textOf(by.column), labels, true, false] : false;
}
