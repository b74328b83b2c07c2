import { type Expression, withNumber } from '../properties/property';
import type { Operand, Rule } from './types';

const get = (column: string) => ['get', column];
const is = (type: string, value: Expression) => ['==', ['typeof', value], type];

/**
 * A rule as a MapLibre expression over properties by column name. What is compared with a number is read as one;
 * two columns are told apart by size only when both hold numbers or both text. No value equals nothing.
 */
export function ruleExpression(rule: Rule): Expression {
  switch (rule.type) {
    case 'and':
      return ['all', ...rule.rules.map(ruleExpression)];
    case 'or':
      return ['any', ...rule.rules.map(ruleExpression)];
    case 'not':
      return ['!', ruleExpression(rule.rule)];
    case 'null':
      return ['in', ['to-string', get(rule.column)], ['literal', ['']]];
    case 'in':
      return ['any', ...rule.values.map((value) => compare(rule.column, '=', { value }))];
    case 'contains':
      if (rule.text === '') return true; // MapLibre finds no empty text
      return ['in', rule.text, ['to-string', get(rule.column)]];
    case 'compare':
      return compare(rule.column, rule.sign, rule.with);
  }
}

function compare(column: string, sign: string, operand: Operand): Expression {
  const left = get(column);
  const right = 'column' in operand ? get(operand.column) : operand.value;
  // A number in a rule is a number also where a file wrote it as text: 0.50.
  if ('value' in operand && typeof operand.value === 'number') {
    const holds = [sign === '=' ? '==' : sign, ['var', 'number'], operand.value];
    return withNumber(column, holds, sign === '!=');
  }
  if (sign === '=') return ['==', left, right];
  if (sign === '!=') return ['!=', left, right];
  const alike = (type: 'number' | 'string') => [
    'all',
    is(type, left),
    ...('column' in operand ? [is(type, right)] : []),
    [sign, [type, left], 'column' in operand ? [type, right] : right],
  ];
  if ('value' in operand) return alike('string');
  return ['any', alike('number'), alike('string')];
}
