/** How much of a text is looked at: nothing after it can be part of an address. */
export const reach = 300;

/**
 * A Korean address prepared for reading: letters and digits without spaces, and where words began. The grammar
 * looks at `text` by position, so that "자하문로 24 길 3" and "자하문로24길3" are the same to it, and asks
 * `starts` where a space makes a difference.
 */
export interface Line {
  text: string;
  /** For each position 0 or how a word starts there: 1 after a space, 2 after a comma. text.length counts as 1. */
  starts: Uint8Array;
  /** What stood in brackets, without them, in order, nested ones apart. */
  brackets: string[];
}

const dashes = /[‐‑‒–—―−﹣~∼〜]/g;
const dots = /[ㆍᆞ‧•・･⋅∙]/g;
const invisible = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;

/** True where every character is one that the grammar knows as it stands. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!((code >= 0xac00 && code <= 0xd7a3) || (code >= 32 && code < 126) || code === 0xb7)) return false;
  }
  return true;
}

/** Full-width and decomposed letters as usual ones, all dashes as "-", all middle dots as "·". */
export function plainText(text: string): string {
  if (isPlain(text)) return text;
  return text
    .replace(invisible, '')
    .normalize('NFKC')
    .replace(dashes, '-')
    .replace(dots, '·')
    .slice(0, reach);
}

/** The comma of "종로1,2,3,4가동" parts no words. */
function isListComma(plain: string, i: number): boolean {
  if (!isDigitAt(plain, i - 1) || !isDigitAt(plain, i + 1)) return false;
  const at = plain.indexOf('가동', i);
  return at >= 0 && at - i < 9 && !plain.slice(i, at).includes(' ');
}

const opens = (code: number) => code === 40 || code === 91 || code === 123 || code === 60;
const closes = (code: number) => code === 41 || code === 93 || code === 125 || code === 62;

/** Cuts a plain text into words and brackets. Brackets may be nested or never closed. */
export function lineOf(plain: string): Line {
  const starts = new Uint8Array(plain.length + 1);
  const brackets: string[] = [];
  let text = '';
  let from = -1; // start of the current word in plain, -1 between words
  let mark = 1;
  let depth = 0;
  let bracketFrom = 0;
  const n = plain.length;
  for (let i = 0; i <= n; i++) {
    const code = i < n ? plain.charCodeAt(i) : 32;
    const isOpen = opens(code);
    const isClose = !isOpen && closes(code);
    if (depth > 0) {
      if (!isOpen && !isClose && i < n) continue;
      if (i > bracketFrom) brackets.push(plain.slice(bracketFrom, i));
      bracketFrom = i + 1;
      if (isOpen) depth++;
      else if (isClose) depth--;
      if (depth === 0) mark = mark === 0 ? 1 : mark;
      continue;
    }
    const isSeparator =
      code <= 32 ||
      (code === 44 && !isListComma(plain, i)) ||
      code === 47 ||
      code === 59 ||
      code === 124 ||
      code === 34;
    if (!isSeparator && !isOpen && !isClose) {
      if (from < 0) {
        from = i;
        starts[text.length] = mark;
      }
      continue;
    }
    if (from >= 0) {
      text += plain.slice(from, i);
      from = -1;
      mark = 1;
    }
    if (code === 44 && from < 0) mark = 2;
    if (isOpen) {
      depth = 1;
      bracketFrom = i + 1;
    }
  }
  starts[text.length] = 1;
  return { text, starts, brackets };
}

/** End of the word that position p is in. */
export function wordEnd(line: Line, p: number): number {
  let i = p + 1;
  while (i < line.text.length && line.starts[i] === 0) i++;
  return Math.min(i, line.text.length);
}

/** The words from position p on, as written. */
export function wordsFrom(line: Line, p: number): string[] {
  const words: string[] = [];
  for (let at = p; at < line.text.length; ) {
    const end = wordEnd(line, at);
    words.push(line.text.slice(at, end));
    at = end;
  }
  return words;
}

/** Does a word end before position i? */
export const isBreak = (line: Line, i: number): boolean => i >= line.text.length || line.starts[i] !== 0;

export function isDigitAt(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 48 && code <= 57;
}

/** First position from i on that is not a digit of the same word. */
export function digitsEnd(line: Line, i: number): number {
  if (!isDigitAt(line.text, i)) return i;
  let end = i + 1;
  while (isDigitAt(line.text, end) && line.starts[end] === 0) end++;
  return end;
}

export function isHangulAt(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 0xac00 && code <= 0xd7a3;
}
