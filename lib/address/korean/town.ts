import { digitsEnd, isBreak, isDigitAt, type Line, wordEnd } from './line';
import { branchEnd } from './road';

/** May the name of a town end before i: at the end of a word, before a number, before 산 and a number. */
function mayEnd(line: Line, i: number): boolean {
  return isBreak(line, i) || isDigitAt(line.text, i) || isMountainAt(line, i);
}

/** 산 before a parcel number: "산51", "산 51". */
export function isMountainAt(line: Line, i: number): boolean {
  if (line.text[i] !== '산' || !isDigitAt(line.text, i + 1)) return false;
  return branchEnd(line, i + 1) === i + 1; // 천북면 동산3길
}

/**
 * End of "1가" at i, as in 종로1가, 성수동1가, also over a space; of "1·2·3·4가동"; i where there is none.
 */
export function gaEnd(line: Line, i: number): number {
  const { text } = line;
  let at = digitsEnd(line, i);
  if (at === i || at - i > 2) return i;
  while ((text[at] === '·' || text[at] === ',' || text[at] === '.') && isDigitAt(text, at + 1)) {
    at = digitsEnd(line, at + 1);
  }
  if (text[at] !== '가') return i;
  if (text[at + 1] === '동' && mayEnd(line, at + 2)) return at + 2;
  return mayEnd(line, at + 1) ? at + 1 : i;
}

/** End of the 읍, 면, 동, 가 or 리 that starts at p, or -1. */
export function townEnd(line: Line, p: number): number {
  const { text } = line;
  if (isDigitAt(text, p)) return -1;
  const end = wordEnd(line, p);
  for (let i = p + 1; i < end; i++) {
    switch (text[i]) {
      case '동':
        if (mayEnd(line, i + 1)) return gaEnd(line, i + 1);
        break;
      case '읍':
      case '면':
      case '리':
        if (mayEnd(line, i + 1)) return i + 1;
        break;
      case '가':
        if (isDigitAt(text, i - 1) && mayEnd(line, i + 1)) return administrativeGaEnd(line, i + 1);
        break;
    }
  }
  return -1;
}

/** 성수2가3동: the administrative dong of a 가, in the same word. */
function administrativeGaEnd(line: Line, i: number): number {
  if (isBreak(line, i)) return i;
  const at = digitsEnd(line, i);
  return at - i === 1 && line.text[at] === '동' && mayEnd(line, at + 1) ? at + 1 : i;
}
