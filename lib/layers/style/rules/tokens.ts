/** A piece of a rule, with where it begins and ends in the text (UTF-16 units, end excluded). */
export interface Token {
  type: 'name' | 'number' | 'text' | 'sign' | 'end' | 'odd';
  /** Names and texts without their quotes. */
  value: string;
  start: number;
  end: number;
  /** A name in brackets is always a column, also where it reads like a word of the language. */
  quoted?: boolean;
}

const SIGNS = ['<=', '>=', '!=', '<>', '==', '=', '<', '>', '(', ')', ','];
const SPACE = /\s/;
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;

/** Cuts a rule into tokens; what fits nowhere is a token `odd`. The last is `end`. */
export function tokens(rule: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < rule.length; ) {
    if (SPACE.test(rule[at]!)) {
      at++;
      continue;
    }
    const token = readToken(rule, at);
    found.push(token);
    at = token.end;
  }
  found.push({ type: 'end', value: '', start: rule.length, end: rule.length });
  return found;
}

function readToken(rule: string, start: number): Token {
  const char = rule[start]!;
  if (char === '"' || char === "'") return readQuoted(rule, start, char, 'text');
  if (char === '[') return { ...readQuoted(rule, start, ']', 'name'), quoted: true };
  for (const [type, pattern] of [
    ['number', NUMBER],
    ['name', NAME],
  ] as const) {
    pattern.lastIndex = start;
    const match = pattern.exec(rule);
    if (match) return { type, value: match[0], start, end: start + match[0].length };
  }
  const sign = SIGNS.find((sign) => rule.startsWith(sign, start));
  return sign
    ? { type: 'sign', value: sign, start, end: start + sign.length }
    : { type: 'odd', value: char, start, end: start + 1 };
}

/** Text up to the closing quote; the quote twice is one of it. Without a closing one the token is odd. */
function readQuoted(rule: string, start: number, close: string, type: 'text' | 'name'): Token {
  let value = '';
  for (let at = start + 1; at < rule.length; at++) {
    if (rule[at] !== close) value += rule[at];
    else if (rule[at + 1] === close) {
      value += close;
      at++;
    } else return { type, value, start, end: at + 1 };
  }
  return { type: 'odd', value: rule.slice(start), start, end: rule.length };
}
