import { GROUPS, propertiesOf } from './properties/all';
import type { Input, Scale } from './properties/property';
import { ruleColumns } from './rules/columns';
import { columnInRule, parseRule } from './rules/parse';
import { tokens } from './rules/tokens';
import type { By, Style } from './schema';
import { parseTemplate, templateColumns, writeTemplate } from './template';

/** A style after a column has another name; `to` null: after it has gone. */
export function renameInStyle(style: Style, from: string, to: string | null): Style {
  const groups = GROUPS.map((group) => [
    group,
    Object.fromEntries(
      propertiesOf(group).map(([name, { input }]) => [
        name,
        renamedValue(input, (style[group] as Record<string, unknown>)[name], from, to),
      ]),
    ),
  ]);
  return { ...style, by: renamedBy(style.by, from, to), ...Object.fromEntries(groups) };
}

function renamedValue(input: Input, value: unknown, from: string, to: string | null): unknown {
  if (value === null) return null;
  if (input.type === 'column') return value === from ? to : value;
  if (input.type === 'scale') {
    const scale = value as Scale;
    if (scale.column !== from) return scale;
    return to === null ? null : { ...scale, column: to };
  }
  if (input.type === 'template') return renamedTemplate(value as string, from, to);
  return value;
}

function renamedTemplate(template: string, from: string, to: string | null): string | null {
  if (!templateColumns(template).includes(from)) return template;
  const parts = parseTemplate(template).flatMap((part) => {
    if (!('column' in part) || part.column !== from) return [part];
    return to === null ? [] : [{ column: to }];
  });
  return parts.some((part) => 'column' in part) ? writeTemplate(parts) : null;
}

function renamedBy(by: By, from: string, to: string | null): By {
  if (by.type === 'single') return by;
  if (by.type === 'rules') {
    const rules = by.rules.flatMap((one) => {
      const parsed = parseRule(one.rule);
      if ('fault' in parsed || !ruleColumns(parsed.rule).includes(from)) return [one];
      return to === null ? [] : [{ ...one, rule: renamedRule(one.rule, from, to) }];
    });
    return { ...by, rules };
  }
  if (by.column !== from) return by;
  return to === null ? { type: 'single' } : { ...by, column: to };
}

/** The text of a rule as it was written, with another name for a column. */
function renamedRule(rule: string, from: string, to: string): string {
  let text = '';
  let at = 0;
  for (const { type, value, quoted, start, end } of tokens(rule)) {
    if (type !== 'name' || value !== from || (!quoted && columnInRule(value) !== value)) continue;
    text += rule.slice(at, start) + columnInRule(to);
    at = end;
  }
  return text + rule.slice(at);
}
