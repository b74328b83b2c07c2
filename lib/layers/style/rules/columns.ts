import type { Rule } from './types';

/** Names of the columns a rule asks about; a name may come more than once. */
export function ruleColumns(rule: Rule): string[] {
  if ('rules' in rule) return rule.rules.flatMap(ruleColumns);
  if ('rule' in rule) return ruleColumns(rule.rule);
  if (rule.type === 'compare' && 'column' in rule.with) return [rule.column, rule.with.column];
  return [rule.column];
}
