import type { Note } from '../types';
import { isBreak, isDigitAt, isHangulAt, type Line, lineOf, wordsFrom } from './line';
import { type AddressNumber, readParcelNumber, readRoadNumber } from './number';
import { roadEnd } from './road';
import { townEnd } from './town';

/** Words that place something near an address without naming it. */
const vague = new Set([
  ...'일원 일대 일부 앞 옆 뒤 뒷편 부근 인근 근처 건너편 맞은편 내 안 및 외 번지 번 호 호실 층 동 지내 소재 일원부지 대한민국 한국'.split(
    ' ',
  ),
]);
const letters = '가나다라마바사아자차카타파하';
const unitEndings = ['호실', '호', '층', '동', '실', '세대', '라인', '통', '반'];
const firmForms = new Set(['주', '유', '재', '사', '합', '株', '학', '의']);

/** What follows the number: unit and floor are set aside, what is left is a building name and a postcode. */
export function readRest(line: Line, p: number, notes: Note[]): { building?: string; postcode?: string } {
  const words = wordsFrom(line, p);
  let postcode: string | undefined;
  const names: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const parcels = otherParcels(words, i);
    if (parcels > 0) {
      notes.push({ rule: 'other-parcels', from: words.slice(i, i + parcels).join(' ') });
      i += parcels - 1;
    } else if (/^\d{5}$/.test(word)) postcode = word;
    else if (/^지[하상]$/.test(word) && isDigitAt(words[i + 1] ?? '', 0)) words[i + 1] = word + words[i + 1];
    else if (vague.has(word)) notes.push({ rule: 'vague-place', from: word });
    else {
      const name = stripUnits(word, notes);
      if (name) names.push(name);
    }
  }
  return { building: names.length > 0 ? names.join(' ') : undefined, postcode };
}

/** "외 2필지", "외1필지", "외 2 필지": how many words it takes, 0 where it is something else. */
function otherParcels(words: string[], i: number): number {
  const word = words[i]!;
  if (word.startsWith('외') && word.endsWith('필지')) return 1;
  if (word !== '외' && !/^외\d{1,4}$/.test(word)) return 0;
  if (words[i + 1]?.endsWith('필지')) return 2;
  if (words[i + 2] === '필지') return 3;
  return 0;
}

/** Cuts "101동1203호", "지하1층", "B102호", "가동", "101-1203" off the end of a word; gives what is left. */
function stripUnits(word: string, notes: Note[]): string {
  let left = word.replace(/^[-·.:]+|[-·.:]+$/g, '');
  if (left.length === 2 && left[1] === '동' && (letters.includes(left[0]!) || /[A-Za-z]/.test(left[0]!))) {
    notes.push({ rule: 'unit', from: left });
    return '';
  }
  if (/^(?:#|[Bb]|제|지하|지상|지)?\d[\d\-~]*[FfBb]?$/.test(left)) {
    notes.push({ rule: /[Ff]$|^[Bb지]/.test(left) ? 'floor' : 'unit', from: left });
    return '';
  }
  for (let round = 0; round < 6; round++) {
    const ending = unitEndings.find((candidate) => left.endsWith(candidate));
    if (!ending) break;
    const numberEnd = left.length - ending.length;
    let at = numberEnd;
    while (at > 0 && (isDigitAt(left, at - 1) || '-~,·.'.includes(left[at - 1]!))) at--;
    if (at === numberEnd || !isDigitAt(left, at)) break;
    at -= prefixLength(left, at);
    notes.push({ rule: ending === '층' ? 'floor' : 'unit', from: left.slice(at) });
    left = left.slice(0, at);
  }
  return left;
}

/** Length of 지하, 지상, 제, B, # before the number of a unit. */
function prefixLength(word: string, at: number): number {
  for (const prefix of ['지하', '지상', '지', '제', '#']) if (word.endsWith(prefix, at)) return prefix.length;
  return at > 0 && /[A-Za-z]/.test(word[at - 1]!) && (at === 1 || !/[A-Za-z]/.test(word[at - 2]!)) ? 1 : 0;
}

/** The same place said a second time after road or parcel: "광명로 7, 옥동 1310-9", "옥동 1310-9 광명로 7". */
export interface SecondAddress {
  end: number;
  town?: string;
  road?: string;
  number?: AddressNumber;
}

/** A town (after a road) or a road with its number (after a parcel) at p. */
export function readSecond(line: Line, p: number, isAfterRoad: boolean): SecondAddress | undefined {
  if (p >= line.text.length || line.starts[p] === 0) return undefined;
  if (!isAfterRoad) {
    const road = roadEnd(line, p);
    const number = road > 0 ? readRoadNumber(line, road) : undefined;
    return number && { end: number.end, road: line.text.slice(p, road), number };
  }
  const end = townEnd(line, p);
  if (end < p + 2 || line.text[end - 1] === '리') return undefined;
  const number = readParcelNumber(line, end);
  const town = line.text.slice(p, end);
  if (!number && (end - p < 3 || !isBreak(line, end) || isDigitAt(line.text, end))) return undefined;
  return { end: number?.end ?? end, town, number };
}

/** What brackets say: (역삼동, 한빛아파트), [3층], (06236), (역삼동 737). */
export interface BracketParts {
  town?: string;
  building?: string;
  postcode?: string;
  /** A parcel number after the town: (역삼동 737). */
  parcel?: AddressNumber;
  /** A road address: 역삼동 737 (테헤란로 152). */
  road?: { name: string; number: AddressNumber };
}

export function readBrackets(brackets: string[], notes: Note[]): BracketParts {
  const parts: BracketParts = {};
  if (brackets.length === 1 && isPlainDong(brackets[0]!)) {
    parts.town = brackets[0]!;
    return parts;
  }
  for (const bracket of brackets) {
    for (const piece of bracket.split(',')) {
      const text = piece.trim();
      if (text && !firmForms.has(text)) readPiece(text, parts, notes);
    }
  }
  return parts;
}

/** "(역삼동)", by far the most usual: three to six syllables that end in 동. Two may be a unit: (나동). */
function isPlainDong(text: string): boolean {
  const { length } = text;
  if (length < 3 || length > 6 || text[length - 1] !== '동') return false;
  for (let i = 0; i < length; i++) if (!isHangulAt(text, i)) return false;
  return true;
}

/** "지번: 역삼동 737", "도로명주소 테헤란로 152". */
const label = /^구?\s?(?:지번|도로명)(?:\s?주소)?\s?:?\s?(?=.)/;

function readPiece(text: string, parts: BracketParts, notes: Note[]): void {
  const postcode = /^(?:우편번호|우|〒)?\s?:?\s?(\d{5}|\d{3}-\d{3})$/.exec(text);
  if (postcode) {
    parts.postcode ??= postcode[1]!;
    return;
  }
  const line = lineOf(text.replace(label, ''));
  const legalRo = /^[가-힣]{1,8}로\d{0,2}가?$/.test(text) && (text.endsWith('가') || text === '세종로');
  const end = legalRo ? line.text.length : townEnd(line, 0);
  if (end > 0 && !parts.town && !/^(?:\d|[가나라바아자차카타A-Za-z]동$)/.test(line.text)) {
    parts.town = line.text.slice(0, end);
    if (end >= line.text.length) return;
    const number = readParcelNumber(line, end);
    if (number) parts.parcel = number;
    const { building } = readRest(line, number?.end ?? end, notes);
    if (building) parts.building ??= building;
    return;
  }
  const road = roadEnd(line, 0);
  const number = road > 0 ? readRoadNumber(line, road) : undefined;
  if (number) parts.road = { name: line.text.slice(0, road), number };
  const { building } = readRest(line, number?.end ?? 0, notes);
  if (building) parts.building ??= building;
}
