import type { Note } from '../types';
import { isBreak, isDigitAt, isHangulAt, type Line, wordEnd } from './line';
import { type AddressNumber, landCategoryEnd, readParcelNumber, readRoadNumber } from './number';
import { branchEnd, loneEnding, numberedRoadEnd, roadEnd } from './road';
import { gaEnd, isMountainAt, townEnd } from './town';

/** Town, village, road and number: the part of an address after the districts. */
export interface Tail {
  end: number;
  town?: string;
  village?: string;
  road?: string;
  number?: AddressNumber;
  /** The road word cut at its 읍/면/동: 온양읍 + 남창2길. */
  cut?: { town: string; road: string };
  /** A name without its 로, 길 or 동, and a number: 서초중앙 160. */
  bare?: string;
}

/** How many unknown words are passed over in search of a road or town. */
const longestSkip = 4;

/** Reads the tail from p on. joined: the text before ran on into it without a space. */
export function readTail(line: Line, p: number, notes: Note[]): Tail {
  const tail: Tail = { end: p };
  let skipped = 0;
  while (tail.end < line.text.length && !tail.road && !tail.number) {
    if (readStep(line, tail, notes)) continue;
    const next = skipped < longestSkip ? skipTo(line, tail) : -1;
    if (next < 0) break;
    notes.push({ rule: 'ignored', from: line.text.slice(tail.end, next) });
    tail.end = next;
    skipped++;
  }
  if (!tail.road && !tail.number && !tail.village) readBare(line, tail);
  return tail;
}

/** One road, town, village or number; false where none begins here. */
function readStep(line: Line, tail: Tail, notes: Note[]): boolean {
  const { text } = line;
  const p = tail.end;
  const isPlace = tail.town !== undefined || tail.village !== undefined;
  const numbered = isDigitAt(text, p) ? numberedRoadEnd(line, p) : -1;
  if (numbered > 0) {
    readRoad(line, tail, numbered);
    return true;
  }
  if ((isDigitAt(text, p) || isMountainAt(line, p)) && readNumber(line, tail, isPlace)) return true;
  const road = roadEnd(line, p);
  const town = townEnd(line, p);
  const isRoadsFirstHalf = town > 0 && (branchEnd(line, town) > town || loneEnding(line, town) > town);
  if (town > 0 && (road < 0 || town < road) && !isRoadsFirstHalf) return readTown(line, tail, town, notes);
  if (road < 0) return false;
  if (text[road - 1] === '로') {
    const ga = gaEnd(line, road);
    if (ga > road) return readTown(line, tail, ga, notes);
  }
  readRoad(line, tail, road);
  return true;
}

/** A parcel number; without a town before it only where 번지 says that it is one. */
function readNumber(line: Line, tail: Tail, hasPlace: boolean): boolean {
  const number = readParcelNumber(line, tail.end);
  if (!number || !(hasPlace || number.isParcel)) return false;
  tail.number = number;
  tail.end = landCategoryEnd(line, number.end);
  return true;
}

function readTown(line: Line, tail: Tail, end: number, notes: Note[]): boolean {
  const { text } = line;
  const p = tail.end;
  const name = text.slice(p, end);
  if (name.endsWith('리')) {
    if (tail.village) return false;
    const cut = tail.town ? -1 : ruralCut(line, p, end);
    if (cut > 0) {
      tail.town = text.slice(p, cut);
      tail.village = text.slice(cut, end);
    } else tail.village = name;
    tail.end = end;
    return true;
  }
  if (tail.village) return false;
  if (tail.town) {
    if (!isDigitAt(text, end) && !isMountainAt(line, end)) return false;
    notes.push({ rule: 'second-town', from: tail.town, to: name });
  }
  tail.town = name;
  tail.end = end;
  return true;
}

/** Where a word is cut after its first 읍 or 면: 장군면|하봉리, 온양읍|남창2길; -1 where it is not. */
function ruralCut(line: Line, p: number, end: number): number {
  const { text } = line;
  for (let i = p + 1; i < end - 2; i++) {
    if ((text[i] === '읍' || text[i] === '면') && isHangulAt(text, i + 1) && line.starts[i + 1] === 0) {
      if (isRoadOrVillage(text.slice(i + 1, end))) return i + 1;
    }
  }
  return -1;
}

/** 삼성동|선릉로. */
function dongCut(line: Line, p: number, end: number): number {
  const { text } = line;
  for (let i = p + 1; i < end - 2; i++) {
    if (text[i] === '동' && isHangulAt(text, i + 1) && isRoadOrVillage(text.slice(i + 1, end))) return i + 1;
  }
  return -1;
}

const isRoadOrVillage = (name: string) => name.length >= 2 && !/^(?:대로|[로길])(?:\d|$)/.test(name);

function readRoad(line: Line, tail: Tail, end: number): void {
  const { text } = line;
  const p = tail.end;
  const rural = tail.town ? -1 : ruralCut(line, p, end);
  const cut = rural > 0 ? rural : tail.town ? -1 : dongCut(line, p, end);
  tail.road = text.slice(p, end);
  if (cut > 0) tail.cut = { town: text.slice(p, cut), road: text.slice(cut, end) };
  const number = readRoadNumber(line, end);
  tail.number = number;
  tail.end = number?.end ?? end;
}

/** Where, after an unknown word, a road with a number or a town begins; -1 where none does. */
function skipTo(line: Line, tail: Tail): number {
  const { text } = line;
  let at = tail.end;
  for (let words = 0; words < longestSkip && at < text.length; words++) {
    at = wordEnd(line, at);
    if (at >= text.length || !isHangulAt(text, at)) continue;
    const road = roadEnd(line, at);
    if (road > at + 1 && readRoadNumber(line, road)) return at;
    const town = townEnd(line, at);
    if (town > 0 && !tail.town && readParcelNumber(line, town)) return at;
  }
  return -1;
}

/** Endings of words that are names of buildings and never of roads or towns. */
const buildingEndings =
  /(?:아파트|빌딩|빌라|타워|타운|상가|센터|센타|주택|연립|맨션|오피스텔|청사|학교|병원|은행|시장|역|구청|시청|군청|사무소|주민센터|복지센터|회관|호텔|교회|공원|공장|차|단지|프라자|플라자|하이츠|팰리스|캐슬|마을)$/;

/** "서초중앙 160", "역삼 737-1": a plain word and a number, the ending of the road or town left out. */
function readBare(line: Line, tail: Tail): void {
  const { text } = line;
  const p = tail.end;
  let end = p;
  while (isHangulAt(text, end) && (end === p || line.starts[end] === 0)) end++;
  if (end - p < 2 || end - p > 7 || !isDigitAt(text, end)) return;
  const name = text.slice(p, end);
  if (buildingEndings.test(name)) return;
  const number = readRoadNumber(line, end);
  if (!number || (!isBreak(line, number.end) && text[number.end] !== '번')) return;
  tail.bare = name;
  tail.number = number;
  tail.end = number.end;
}
