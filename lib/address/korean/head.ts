import type { Note, Province } from '../types';
import { isDistrict, isShortDistrict, isShortWard, isWard, longestDistrict } from './districts';
import { digitsEnd, isBreak, isDigitAt, isHangulAt, type Line, wordEnd } from './line';
import { provinceNames, provinceTitle } from './provinces';
import { numberedRoadEnd, roadEnd } from './road';
import { townEnd } from './town';

/** Postcode, 시도 and 시군구: the part of an address before town or road. */
export interface Head {
  end: number; // position after it
  postcode?: string;
  province?: Province;
  districts: string[];
  /** The last district was cut out of a word that may be a road as a whole: where that word begins. */
  doubtfulFrom?: number;
  /** "광주" that may also be the city of 경기 (or the other way round). */
  gwangju?: boolean;
}

/** What may not follow a district inside its word: 강남구청, 수원시립, 서울시의회. */
const offices = '청립의교민내';

const provinceFirsts = new Set([...provinceNames.keys()].map((name) => name[0]));
const longestProvince = Math.max(...[...provinceNames.keys()].map((name) => name.length));

/** Reads the head of a line from position p on. */
export function readHead(line: Line, p: number, notes: Note[]): Head {
  const head: Head = { end: p, districts: [] };
  readPostcode(line, head);
  readProvince(line, head, notes);
  if (head.province !== '세종') readDistricts(line, head);
  return head;
}

/** "06236", "151-742", "우06236", "우편번호 06236" before the rest; brackets are read elsewhere. */
function readPostcode(line: Line, head: Head): void {
  const { text } = line;
  let at = head.end;
  if (text[at] === '〒') at++;
  else if (text.startsWith('우편번호', at)) at += 4;
  else if (text[at] === '우' && (isDigitAt(text, at + 1) || text[at + 1] === ':')) at++;
  if (text[at] === ':') at++;
  if (!isDigitAt(text, at)) {
    if (at > head.end && at < text.length && text[at - 1] !== '우') head.end = at;
    return;
  }
  const end = digitsEnd(line, at);
  if (end - at === 5 && (isBreak(line, end) || isHangulAt(text, end))) {
    head.postcode = text.slice(at, end);
    head.end = end;
  } else if (end - at === 3 && text[end] === '-' && digitsEnd(line, end + 1) === end + 4) {
    head.postcode = text.slice(at, end + 4);
    head.end = end + 4;
  }
}

function readProvince(line: Line, head: Head, notes: Note[]): void {
  const { text } = line;
  const p = head.end;
  if (!provinceFirsts.has(text[p]!)) return;
  const word = text.slice(p, wordEnd(line, p));
  if (word === '광주' || word === '광주시') {
    readGwangju(line, head, word);
    return;
  }
  let province = provinceNames.get(word);
  let end = p + word.length;
  if (province && isSplitRoad(line, p, end)) return;
  if (province && '특광직자통'.includes(text[end] ?? ' ')) {
    const whole = wordEnd(line, end); // "서울 특별시"
    if (provinceNames.get(text.slice(p, whole)) === province) end = whole;
  }
  if (!province) {
    for (let length = Math.min(longestProvince, text.length - p); length >= 2; length--) {
      const name = text.slice(p, p + length);
      const found = provinceNames.get(name);
      if (found && name !== '광주시' && mayFollowProvince(line, p + length, name, found)) {
        province = found;
        end = p + length;
        break;
      }
    }
  }
  if (!province) return;
  if (text[end] === '청' && isBreak(line, end + 1)) return; // 서울특별시청: the name of a building
  head.province = province;
  head.end = end;
  const written = text.slice(p, end);
  if (written !== provinceTitle(province)) {
    notes.push({ rule: 'province-alias', from: written, to: provinceTitle(province) });
  }
}

/** "세종 대로 110", "경기 대로": the short name is the first half of a road. */
function isSplitRoad(line: Line, p: number, end: number): boolean {
  const { text } = line;
  if (end - p !== 2 || (text[end] !== '대' && text[end] !== '로' && text[end] !== '길')) return false;
  const next = text.slice(end, wordEnd(line, end));
  return /^(?:대?로|길)\d*$/.test(next);
}

/** Inside a word, a 시도 ends only where a district (or, for a full name, a road or town) follows. */
function mayFollowProvince(line: Line, end: number, name: string, province: Province): boolean {
  const { text } = line;
  if (isBreak(line, end)) return end === text.length || line.starts[end] !== 0;
  if (name.length > 4) return true;
  const last = name[name.length - 1];
  if (last === '시' || last === '도') {
    if (districtEnd(line, end, province) > 0) return true;
    return !offices.includes(text[end]!) && opensAddress(line, end);
  }
  if (districtEnd(line, end, province) > 0) return true;
  const rest = text.slice(end, wordEnd(line, end));
  return isShortDistrict(rest, province) && !isBreakBeforeEnding(line, end + rest.length);
}

/** A road of two syllables or more, or a town, begins at i. */
function opensAddress(line: Line, i: number): boolean {
  if (!isHangulAt(line.text, i)) return numberedRoadEnd(line, i) > 0;
  const road = roadEnd(line, i);
  return road >= i + 3 || (road === i + 2 && line.text[i] !== '대') || townEnd(line, i) > 0;
}

/** "광주": the metropolis, or the city in 경기도; what follows decides, else both stay open. */
function readGwangju(line: Line, head: Head, word: string): void {
  const { text } = line;
  const after = head.end + word.length;
  if (districtEnd(line, after, '광주') > 0) {
    head.province = '광주';
    head.end = after;
    return;
  }
  const town = townEnd(line, after);
  const isRural = town > 0 && (text[town - 1] === '읍' || text[town - 1] === '면');
  if (!isRural && word === '광주') {
    head.province = '광주';
    head.gwangju = true;
  } else {
    if (isRural) head.province = '경기';
    else head.gwangju = true;
    head.districts.push(word);
  }
  head.end = after;
}

/** End of a full district name at p, or 0. */
function districtEnd(line: Line, p: number, province: Province | undefined): number {
  const { text } = line;
  for (let length = Math.min(longestDistrict, text.length - p); length >= 2; length--) {
    const end = p + length;
    if (!isDistrict(text.slice(p, end), province)) continue;
    if (fits(line, p, end)) return end;
  }
  return 0;
}

/** A name over a space must end where a word ends; inside a word what follows must be able to go on. */
function fits(line: Line, p: number, end: number): boolean {
  if (isBreak(line, end)) return true;
  for (let i = p + 1; i < end; i++) if (line.starts[i] !== 0) return false;
  const { text } = line;
  if (!isHangulAt(text, end)) return numberedRoadEnd(line, end) > 0;
  if (text[end] === '청' && '사앞옆뒤역로길'.includes(text[end + 1] ?? '로')) {
    if (!text.startsWith('청사로', end)) return false;
  }
  if (text[end] === '로' || text[end] === '길') {
    if (!isHangulAt(text, end + 1)) return false;
  }
  return true;
}

function wardEnd(line: Line, p: number, city: string): number {
  const { text } = line;
  for (let length = Math.min(longestDistrict, text.length - p); length >= 2; length--) {
    if (isWard(city, text.slice(p, p + length)) && fits(line, p, p + length)) return p + length;
  }
  return 0;
}

function readDistricts(line: Line, head: Head): void {
  const { text } = line;
  for (let round = 0; round < 3 && head.end < text.length; round++) {
    const p = head.end;
    const city = head.districts[head.districts.length - 1];
    const end = city === undefined ? firstDistrict(line, head) : nextDistrict(line, p, city);
    if (end <= p) return;
    head.districts.push(text.slice(p, end));
    head.end = end;
  }
}

/** The 시군구 at the head's end: full name, generic word in 시/군/구, or short name before something that fits. */
function firstDistrict(line: Line, head: Head): number {
  const { text } = line;
  const p = head.end;
  const { province } = head;
  const end = wordEnd(line, p);
  const word = text.slice(p, end);
  if (isDistrict(word, province)) return end;
  const full = districtEnd(line, p, province);
  if (full > 0) {
    if (isBreak(line, full)) return full;
    if (!opensAddress(line, full) && wardEnd(line, full, text.slice(p, full)) === 0) return 0;
    const atStart = line.starts[p] !== 0;
    if (atStart && roadEnd(line, p) > 0) {
      if (full - p === 2 && !province) return 0; // 동구릉로, 남구청로
      head.doubtfulFrom = p;
    }
    return full;
  }
  const city = shortCityEnd(line, p, end, province);
  if (city > 0) return city;
  if (isGenericDistrict(word) && (province || opensNext(line, end))) return end;
  return isShortDistrict(word, province) && opensNext(line, end) ? end : 0;
}

/** 구 of the city just read, or a 구/군 in plain words after a 시. */
function nextDistrict(line: Line, p: number, city: string): number {
  const { text } = line;
  const end = wordEnd(line, p);
  const word = text.slice(p, end);
  const ward = wardEnd(line, p, city);
  if (ward > 0) return ward;
  if (isShortWard(city, word) && opensNext(line, end)) return end;
  return city.endsWith('시') && word.endsWith('구') && isGenericDistrict(word) ? end : 0;
}

/** "성남분당구", "수원 장안구": a short city name before a 구 of that city, joined or not. */
function shortCityEnd(line: Line, p: number, end: number, province: Province | undefined): number {
  for (const length of [2, 3]) {
    const at = p + length;
    if (at > end) break;
    const name = line.text.slice(p, at);
    if (isShortDistrict(name, province) && wardEnd(line, at, name) > 0) return at;
  }
  return 0;
}

/** A whole word in 시, 군 or 구 that the vocabulary does not know (a district newer than it). */
function isGenericDistrict(word: string): boolean {
  const last = word[word.length - 1];
  if (last !== '시' && last !== '군' && last !== '구') return false;
  if (word.length < 2 || word.length > 6 || word.endsWith('입구') || word.endsWith('출구')) return false;
  for (let i = 0; i < word.length; i++) if (!isHangulAt(word, i)) return false;
  return true;
}

/** After a short name a road, town or district must begin as a new word that is not a number or an ending. */
function opensNext(line: Line, end: number): boolean {
  const { text } = line;
  if (end >= text.length || isBreakBeforeEnding(line, end)) return false;
  if (!isHangulAt(text, end)) return numberedRoadEnd(line, end) > 0;
  return opensAddress(line, end) || districtEnd(line, end, undefined) > 0 || opensTwoWords(line, end);
}

/** "서울 강남 삼성 테헤란로": a second short district word before a road. */
function opensTwoWords(line: Line, p: number): boolean {
  const end = wordEnd(line, p);
  return isShortDistrict(line.text.slice(p, end)) && end < line.text.length && opensAddress(line, end);
}

function isBreakBeforeEnding(line: Line, end: number): boolean {
  const { text } = line;
  if (end >= text.length) return false;
  const next = text.slice(end, wordEnd(line, end));
  return /^(?:대로|로|길|안길)\d*$/.test(next);
}
