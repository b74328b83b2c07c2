import { type Token, tokens } from './tokens';
import type { Comparison, Literal, Rule, RuleFault } from './types';

/**
 * Reads a rule: `score >= 0.7`, `status = "ok" and (pop > 1000 or name in ('가', '나'))`, `name contains "시"`,
 * `memo is not null`, `not (…)`. `and` binds closer than `or`. A column whose name is not one word stands in
 * brackets: `[인구 (명)]`. Words of the language are read in any case.
 * @returns the rule, or what is wrong with the text and where; never throws
 */
export function parseRule(text: string): { rule: Rule } | { fault: RuleFault } {
  try {
    return { rule: new Parser(tokens(text)).whole() };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault };
    throw error;
  }
}

/** A column's name as a rule writes it: in brackets unless it is one plain word. */
export function columnInRule(column: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(column) && !WORDS.has(column.toLowerCase());
  return plain ? column : `[${column.replaceAll(']', ']]')}]`;
}

class Fault extends Error {
  readonly fault: RuleFault;
  constructor(code: RuleFault['code'], { start, end, value }: Token) {
    super(code);
    this.fault = { code, start, end, found: value };
  }
}

const SIGNS: Record<string, Comparison> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const WORDS = new Set(['and', 'or', 'not', 'in', 'is', 'null', 'contains']);
/** Brackets and `not` inside each other; deeper ones would only fill the stack. */
const DEEPEST = 50;

class Parser {
  private at = 0;
  private depth = 0;
  constructor(private readonly all: Token[]) {}

  private get now(): Token {
    return this.all[this.at]!;
  }

  private word(word: string): boolean {
    const { type, value, quoted } = this.now;
    if (type !== 'name' || quoted || value.toLowerCase() !== word) return false;
    this.at++;
    return true;
  }

  private sign(sign: string): boolean {
    if (this.now.type !== 'sign' || this.now.value !== sign) return false;
    this.at++;
    return true;
  }

  private fail(code: RuleFault['code']): never {
    throw new Fault(this.now.type === 'odd' ? 'odd' : code, this.now);
  }

  whole(): Rule {
    if (this.all.length === 1) this.fail('empty');
    const rule = this.any();
    const rest: Token = this.now;
    if (rest.type !== 'end') this.fail('more');
    return rule;
  }

  private any(): Rule {
    const rules = [this.each()];
    while (this.word('or')) rules.push(this.each());
    return rules.length === 1 ? rules[0]! : { type: 'or', rules };
  }

  private each(): Rule {
    const rules = [this.one()];
    while (this.word('and')) rules.push(this.one());
    return rules.length === 1 ? rules[0]! : { type: 'and', rules };
  }

  private one(): Rule {
    if (++this.depth > DEEPEST) this.fail('deep');
    const rule = this.inner();
    this.depth--;
    return rule;
  }

  private inner(): Rule {
    if (this.word('not')) return { type: 'not', rule: this.one() };
    if (this.sign('(')) {
      const rule = this.any();
      if (!this.sign(')')) this.fail('close');
      return rule;
    }
    return this.condition();
  }

  private column(): string {
    const { type, value, quoted } = this.now;
    if (type !== 'name' || (!quoted && WORDS.has(value.toLowerCase()))) this.fail('column');
    this.at++;
    return value;
  }

  private literal(code: 'value' | 'text'): Literal {
    const { type, value } = this.now;
    if (type !== 'text' && (type !== 'number' || code === 'text')) this.fail(code);
    this.at++;
    return type === 'number' ? Number(value) : value;
  }

  private condition(): Rule {
    const column = this.column();
    if (this.word('is')) {
      const no = this.word('not');
      if (!this.word('null')) this.fail('null');
      return negated(no, { type: 'null', column });
    }
    const no = this.word('not');
    if (this.word('in')) return negated(no, { type: 'in', column, values: this.list() });
    if (this.word('contains'))
      return negated(no, { type: 'contains', column, text: this.literal('text') as string });
    const sign = !no && this.now.type === 'sign' ? SIGNS[this.now.value] : undefined;
    if (!sign) this.fail('sign');
    this.at++;
    if (this.word('null')) {
      if (sign !== '=' && sign !== '!=') {
        this.at--;
        this.fail('value');
      }
      return negated(sign === '!=', { type: 'null', column });
    }
    const { type, value, quoted } = this.now;
    if (type === 'name' && (quoted || !WORDS.has(value.toLowerCase())))
      return { type: 'compare', column, sign, with: { column: this.column() } };
    return { type: 'compare', column, sign, with: { value: this.literal('value') } };
  }

  private list(): Literal[] {
    if (!this.sign('(')) this.fail('value');
    const values = [this.literal('value')];
    while (this.sign(',')) values.push(this.literal('value'));
    if (!this.sign(')')) this.fail('close');
    return values;
  }
}

const negated = (no: boolean, rule: Rule): Rule => (no ? { type: 'not', rule } : rule);
