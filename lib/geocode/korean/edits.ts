/**
 * Similar spellings of Korean names. A syllable is two or three letters (자모), so one wrong letter is one
 * edit: 테헤란르 and 테헤란로 differ by one. Digits are never taken for a misspelling: 1길 is not 7길.
 */

const BASE = 0xac00;
const LAST = 0xd7a3;

function letters(text: string): number[] {
  const out: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < BASE || code > LAST) {
      out.push(code);
      continue;
    }
    const offset = code - BASE;
    out.push(0x1100 + Math.floor(offset / 588), 0x1161 + Math.floor((offset % 588) / 28));
    if (offset % 28) out.push(0x11a7 + (offset % 28));
  }
  return out;
}

const digitsOf = (text: string) => text.replace(/\D+/g, ' ').trim();

/**
 * Whether two names differ by at most `most` letters inserted, deleted or replaced (Levenshtein), with
 * the same digits. Banded: time is proportional to length times `most`.
 */
export function withinEdits(a: string, b: string, most: number): boolean {
  return edits(a, b, most) <= most;
}

/** The number of letters in which two names differ, or most + 1 when it is more or their digits differ. */
export function edits(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most || digitsOf(a) !== digitsOf(b)) return most + 1;
  const x = letters(a);
  const y = letters(b);
  if (Math.abs(x.length - y.length) > most) return most + 1;
  let above = Array.from({ length: y.length + 1 }, (_, j) => j);
  for (let i = 1; i <= x.length; i++) {
    const row = new Array<number>(y.length + 1).fill(most + 1);
    row[0] = i;
    let least = i;
    for (let j = Math.max(1, i - most); j <= Math.min(y.length, i + most); j++) {
      const replace = above[j - 1]! + (x[i - 1] === y[j - 1] ? 0 : 1);
      const value = Math.min(replace, above[j]! + 1, row[j - 1]! + 1);
      row[j] = value;
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    above = row;
  }
  return Math.min(above[y.length]!, most + 1);
}
