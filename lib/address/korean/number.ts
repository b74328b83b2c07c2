import { digitsEnd, isBreak, isDigitAt, isHangulAt, type Line } from './line';
import { levelAt } from './road';
import { isMountainAt } from './town';

/** 본번-부번 with what belongs to it. */
export interface AddressNumber {
  end: number; // position after it
  main: number;
  sub: number;
  subWritten: boolean;
  mountain: boolean;
  underground: 0 | 1 | 2 | 3;
  /** 번지 was written: a parcel. */
  isParcel: boolean;
  /** A number after the parcel number that is its 부번 or a unit: 259번지 102호. */
  loose?: { value: number; unitFirst: boolean };
}

/** One-syllable words that make a number something else: 3층, 101동, 302호, 2차, 12통 3반. */
const counters = '층호동차통반관실세년월일명개평위째등급';
const longCounters = [
  '단지',
  '블록',
  '블럭',
  '롯트',
  '로트',
  '필지',
  '세대',
  '공구',
  '구역',
  '지구',
  '호선',
  '번출구',
  '출구',
  '주공',
  '학년',
  '번째',
  'km',
  'm',
  '㎡',
];

/** Is the number that ends at i counting something, and no house number? */
function countsSomething(line: Line, i: number): boolean {
  const { text } = line;
  if (i >= text.length) return false;
  const letter = text[i]!;
  if (counters.includes(letter) && (letter === '차' || mayEndCounter(line, i + 1))) {
    // 152 동 길동: a counter stands in the same word, except for 호, 층 and 동 that lists set apart
    return !isBreak(line, i) || letter === '층' || letter === '호' || letter === '동';
  }
  if (isBreak(line, i)) return false;
  return longCounters.some((counter) => text.startsWith(counter, i));
}

const mayEndCounter = (line: Line, i: number) => isBreak(line, i) || !isHangulAt(line.text, i);

/** A road number at p: [지하|공중|수상] 본번 [-부번]. */
export function readRoadNumber(line: Line, p: number): AddressNumber | undefined {
  const underground = levelAt(line, p);
  const number = readMain(line, underground ? p + 2 : p, false);
  if (number) number.underground = underground;
  return number;
}

/** A parcel number at p: [산] 본번 [-부번] [번지] [호]. */
export function readParcelNumber(line: Line, p: number): AddressNumber | undefined {
  const mountain = isMountainAt(line, p);
  const number = readMain(line, mountain ? p + 1 : p, true);
  if (number) number.mountain = mountain;
  return number;
}

function readMain(line: Line, p: number, isTown: boolean): AddressNumber | undefined {
  const { text } = line;
  const end = digitsEnd(line, p);
  if (end === p || end - p > 5) return undefined;
  if (countsSomething(line, end)) return undefined;
  const number: AddressNumber = {
    end,
    main: Number(text.slice(p, end)),
    sub: 0,
    subWritten: false,
    mountain: false,
    underground: 0,
    isParcel: false,
  };
  readSub(line, number);
  if (!number.subWritten && isTown) readLoose(line, number);
  skipHo(line, number);
  return number;
}

/** "-4", "의4", "번지의4"; then 번지 or 번 is passed over. */
function readSub(line: Line, number: AddressNumber): void {
  skipBeonji(line, number);
  const { text } = line;
  const mark = text[number.end];
  if (mark !== '-' && mark !== '의' && mark !== '~') return;
  const end = digitsEnd(line, number.end + 1);
  if (end === number.end + 1 || end - number.end > 5) {
    if (end === number.end + 1 && mark === '-' && end >= text.length) number.end = end;
    return;
  }
  if (mark === '~') return;
  if (mark === '-' && countsUnit(line, end)) return;
  number.sub = Number(text.slice(number.end + 1, end));
  number.subWritten = true;
  number.end = end;
  skipBeonji(line, number);
}

/** "152 -1층": floors below ground are written with a minus. */
const countsUnit = (line: Line, i: number) => line.text[i] === '층' && mayEndCounter(line, i + 1);

function skipBeonji(line: Line, number: AddressNumber): void {
  const { text } = line;
  const at = number.end;
  if (text[at] !== '번') return;
  if (text[at + 1] === '지') {
    number.isParcel = true;
    number.end = at + 2;
  } else if (text[at + 1] === '의' || isBreak(line, at + 1) || isDigitAt(text, at + 1)) {
    number.end = at + 1;
  }
}

/** A number after 번지 or a space, with 호 or at the very end: 부번 or unit. */
function readLoose(line: Line, number: AddressNumber): void {
  const { text } = line;
  const p = number.end;
  if (!isDigitAt(text, p) || line.starts[p] === 2) return;
  if (!number.isParcel && line.starts[p] === 0) return;
  const end = digitsEnd(line, p);
  if (end - p > 4) return;
  const hasHo = text[end] === '호' && mayEndCounter(line, end + 1);
  const isLast = isBreak(line, end) && (end >= text.length || number.isParcel || text[end] === '외');
  if (!hasHo && !isLast) return;
  const value = Number(text.slice(p, end));
  number.loose = { value, unitFirst: isUnitLike(text.slice(p, end)) };
  number.end = hasHo ? end + 1 : end;
}

/** Rooms are numbered by floor: three digits with 0 in the middle, or four. */
const isUnitLike = (digits: string) => digits.length === 4 || (digits.length === 3 && digits[1] === '0');

/** 호 after a written sub-number: 638-1호. */
function skipHo(line: Line, number: AddressNumber): void {
  if (!number.subWritten) return;
  if (
    line.text[number.end] === '호' &&
    line.starts[number.end] !== 2 &&
    mayEndCounter(line, number.end + 1)
  ) {
    number.end++;
  }
}

/** One-letter 지목 that cadastral lists put after the parcel number: "12-3 전", "12-3대". */
const landCategories = '전답과목임광염대장학차주창도철제천구유양수공체원종사묘잡';

/** Position after a 지목 at i (임야 included), i where there is none. */
export function landCategoryEnd(line: Line, i: number): number {
  const { text } = line;
  if (text.startsWith('임야', i) && isBreak(line, i + 2)) return i + 2;
  if (i < text.length && landCategories.includes(text[i]!) && isBreak(line, i + 1)) return i + 1;
  return i;
}
