import { GROUPS, propertiesOf } from './properties/all';
import type { Scale } from './properties/property';
import { ruleColumns } from './rules/columns';
import { parseRule } from './rules/parse';
import type { Style } from './schema';
import { templateColumns } from './template';

/** Names of the columns whose values a style draws with. */
export function styleColumns(style: Style): Set<string> {
  const names = new Set<string>();
  for (const group of GROUPS) {
    for (const [name, { input }] of propertiesOf(group)) {
      const value = (style[group] as Record<string, unknown>)[name];
      if (value === null || value === undefined) continue;
      if (input.type === 'column') names.add(value as string);
      if (input.type === 'scale') names.add((value as Scale).column);
      if (input.type === 'template') for (const column of templateColumns(value as string)) names.add(column);
    }
  }
  const { by } = style;
  if (by.type === 'categories' || by.type === 'classes') names.add(by.column);
  if (by.type === 'rules') {
    for (const { rule } of by.rules) {
      const parsed = parseRule(rule);
      if (!('fault' in parsed)) for (const column of ruleColumns(parsed.rule)) names.add(column);
    }
  }
  return names;
}
