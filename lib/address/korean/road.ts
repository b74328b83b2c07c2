import { digitsEnd, isBreak, isDigitAt, isHangulAt, type Line, wordEnd } from './line';

/** 지하여부 words before a road number. */
export const levels = ['', '지하', '공중', '수상'] as const;

/** Which of 지하, 공중, 수상 stands at i before a number: 1, 2, 3; 0 for none. */
export function levelAt(line: Line, i: number): 0 | 1 | 2 | 3 {
  const { text } = line;
  const first = text[i];
  if (first !== '지' && first !== '공' && first !== '수') return 0;
  for (const level of [1, 2, 3] as const) {
    if (text.startsWith(levels[level], i) && isDigitAt(text, i + 2)) return level;
  }
  return 0;
}

/** May a road name end before i: at the end of a word, before a number. */
function mayEnd(line: Line, i: number): boolean {
  return isBreak(line, i) || isDigitAt(line.text, i) || levelAt(line, i) > 0;
}

const letters = '가나다라마바사아자차카타파하';
const places = '안동서남북상하중윗앞뒷샛';

/**
 * Where a numbered branch of the road starting at i ends: "24길", "77번길", "47가길", "74번안길", over spaces
 * ("24 길", "265번길"); i where there is none.
 */
export function branchEnd(line: Line, i: number): number {
  const { text } = line;
  let at = digitsEnd(line, i);
  if (at === i || at - i > 5) return i;
  if (text[at] === '로' && line.starts[i] === 0 && mayEnd(line, at + 1)) return at + 1; // 구천동1로
  if (text[at] === '번') at++;
  if (at < text.length && letters.includes(text[at]!)) at++;
  if (at < text.length && text[at] !== '길' && places.includes(text[at]!)) at++;
  if (text[at] !== '길' || !mayEnd(line, at + 1)) return i;
  return at + 1;
}

/** End of the road name that starts at p, with its branches, or -1. The name may go over spaces. */
export function roadEnd(line: Line, p: number): number {
  const { text } = line;
  const end = wordEnd(line, p);
  for (let i = p + 1; i < end; i++) {
    const letter = text[i];
    const closes =
      letter === '로' || letter === '길' || (letter === '리' && text[i - 1] === '거' && i > p + 1);
    if (closes && mayEnd(line, i + 1)) return withBranches(line, i + 1);
  }
  return splitRoadEnd(line, p, end);
}

/** "강남 대로 12", "테헤란 로 152", "영등포 46길 14": the ending stands as a word of its own. */
function splitRoadEnd(line: Line, p: number, end: number): number {
  const { text } = line;
  if (end >= text.length || isNumber(text, p, end)) return -1;
  const branch = branchEnd(line, end);
  if (branch > end) return branch;
  const digits = digitsEnd(line, end);
  if (digits > end && text[digits] === '로' && mayEnd(line, digits + 1)) return digits + 1; // 녹산산단 335로
  const ending = loneEnding(line, end);
  return ending > end ? withBranches(line, ending) : -1;
}

/** End of 대로, 로, 길 or 안길 as the beginning of a word at i and all of it but a number; i where there is none. */
export function loneEnding(line: Line, i: number): number {
  for (const ending of ['대로', '로', '길', '안길']) {
    if (line.text.startsWith(ending, i) && mayEnd(line, i + ending.length)) return i + ending.length;
  }
  return i;
}

function isNumber(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isDigitAt(text, i) && text[i] !== '-') return false;
  return true;
}

/**
 * End of a road whose name begins with a number of up to three digits (3·15대로, 1순환로, 2번도로길), or -1:
 * branches alone (46길) are no roads, and 737-1 before a road is a number.
 */
export function numberedRoadEnd(line: Line, p: number): number {
  const { text } = line;
  let at = p;
  while (at - p < 5 && (isDigitAt(text, at) || text[at] === '·' || text[at] === '.')) at++;
  if (at === p || at - p > 4 || !isHangulAt(text, at)) return -1;
  if (line.starts[at] !== 0 && text[at - 1] !== '.' && !text.slice(p, at).includes('·')) return -1;
  if (text.startsWith('번지', at) || branchEnd(line, p) > p) return -1;
  const end = roadEnd(line, p);
  return end > at + 1 ? end : -1;
}

function withBranches(line: Line, end: number): number {
  if (line.starts[end] !== 0) {
    const ending = loneEnding(line, end); // 챗거리 길 25
    if (ending > end && isDigitAt(line.text, ending)) return withBranches(line, ending);
  }
  const first = branchEnd(line, end);
  return first === end ? end : branchEnd(line, first);
}
