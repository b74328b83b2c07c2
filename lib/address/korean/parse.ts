import type { KoreanReading, Note, ParsedAddress } from '../types';
import { isShortDistrict } from './districts';
import { type Head, readHead } from './head';
import { type Line, lineOf, plainText, wordEnd } from './line';
import { type AddressNumber, readParcelNumber, readRoadNumber } from './number';
import { type BracketParts, readBrackets, readRest, readSecond, type SecondAddress } from './rest';
import { roadEnd } from './road';
import { readTail, type Tail } from './tail';
import { townEnd } from './town';

const mostReadings = 4;

/** Reads a Korean address written in Hangul. The text is at most `reach` characters of NFC. */
export function parseKorean(written: string): ParsedAddress {
  const notes: Note[] = [];
  const line = lineOf(plainText(written));
  const brackets = line.brackets.length > 0 ? readBrackets(line.brackets, notes) : undefined;
  const head = readHeadAnywhere(line, notes);
  const tail = readTail(line, head.end, notes);
  const isMore = tail.end < line.text.length;
  const second = isMore && tail.number ? readSecond(line, tail.end, tail.road !== undefined) : undefined;
  const rest = isMore ? readRest(line, second?.end ?? tail.end, notes) : undefined;
  const building = rest?.building ?? brackets?.building;
  const postcode = head.postcode ?? brackets?.postcode ?? rest?.postcode;
  const readings = readingsOf(line, head, tail, brackets, building, postcode);
  if (second) addSecond(second, readings);
  if (readings.length > mostReadings) readings.length = mostReadings;
  return { text: written, readings, notes };
}

/** The head at the beginning, or after other text: "(주)한빛 본사 서울 강남구 ...". */
function readHeadAnywhere(line: Line, notes: Note[]): Head {
  const head = readHead(line, 0, notes);
  const isFound = head.province !== undefined || head.districts.length > 0;
  if (isFound || roadEnd(line, head.end) > 0 || townEnd(line, head.end) > 0) return head;
  const start = laterStart(line);
  if (start === 0) return head;
  notes.push({ rule: 'leading-text', from: line.text.slice(0, start) });
  const later = readHead(line, start, notes);
  later.postcode ??= head.postcode;
  return later;
}

/** The other way in which the text gives the same place is a reading of its own. */
function addSecond({ town, road, number }: SecondAddress, readings: KoreanReading[]): void {
  const [first] = readings;
  if (!first) return;
  if (road)
    readings.splice(1, 0, withNumber(varied(first, { form: 'road', road, otherSub: undefined }), number));
  else {
    first.bracketTown ??= town;
    const parcel = varied(first, { form: 'parcel', road: undefined, town });
    if (number) readings.splice(1, 0, withNumber(parcel, number));
  }
}

/** A later word at which an address begins ("(주)한빛 본사 서울 강남구 ..."), or 0. */
function laterStart(line: Line): number {
  let at = wordEnd(line, 0);
  for (let words = 0; words < 6 && at < line.text.length; words++) {
    const head = readHead(line, at, []);
    if (head.province || head.districts.length > 0) return at;
    at = wordEnd(line, at);
  }
  return 0;
}

function readingsOf(
  line: Line,
  head: Head,
  tail: Tail,
  brackets: BracketParts | undefined,
  building: string | undefined,
  postcode: string | undefined,
): KoreanReading[] {
  const { number } = tail;
  const base: KoreanReading = {
    grammar: 'korean',
    form: 'area',
    province: head.province,
    districts: head.districts,
    town: tail.town,
    village: tail.village,
    road: tail.road,
    underground: number ? number.underground : 0,
    mountain: number ? number.mountain : false,
    main: number?.main,
    sub: number?.sub,
    subWritten: number ? number.subWritten : false,
    otherSub: undefined,
    building,
    assumed: undefined,
    bracketTown: brackets?.town,
    postcode,
  };
  const readings: KoreanReading[] = [];
  if (tail.road !== undefined) addRoads(line, head, tail, base, readings);
  else if (tail.bare !== undefined) addBare(tail, base, readings);
  else if (tail.number) addParcels(base, tail.number, readings);
  else addPlaces(base, readings);
  if (brackets) addBracketed(brackets, base, readings);
  if (head.gwangju) addGwangju(head, readings);
  return readings;
}

/** The other form of the address that brackets give: (역삼동 737) after a road, (테헤란로 152) after a parcel. */
function addBracketed({ parcel, road, town }: BracketParts, base: KoreanReading, readings: KoreanReading[]) {
  // without a number of its own the text before says less than the bracket
  const add = (reading: KoreanReading) =>
    base.main === undefined ? readings.unshift(reading) : readings.push(reading);
  if (parcel && base.form !== 'parcel') {
    add(withNumber(varied(base, { form: 'parcel', town, road: undefined }), parcel));
  }
  if (road && base.form !== 'road') {
    add(withNumber(varied(base, { form: 'road', road: road.name, otherSub: undefined }), road.number));
  }
}

/** A copy, field by field: many times faster than spreading an object of this size. */
function copyOf(reading: KoreanReading): KoreanReading {
  return {
    grammar: 'korean',
    form: reading.form,
    province: reading.province,
    districts: reading.districts,
    town: reading.town,
    village: reading.village,
    road: reading.road,
    underground: reading.underground,
    mountain: reading.mountain,
    main: reading.main,
    sub: reading.sub,
    subWritten: reading.subWritten,
    otherSub: reading.otherSub,
    building: reading.building,
    assumed: reading.assumed,
    bracketTown: reading.bracketTown,
    postcode: reading.postcode,
  };
}

/** The reading with some fields changed. */
function varied(reading: KoreanReading, changes: Partial<KoreanReading>): KoreanReading {
  return Object.assign(copyOf(reading), changes);
}

function withNumber(reading: KoreanReading, number: AddressNumber | undefined): KoreanReading {
  const { underground = 0, mountain = false, main, sub, subWritten = false } = number ?? {};
  return varied(reading, { underground, mountain, main, sub, subWritten });
}

/** 읍면동 that end in 로 as roads do. */
const legalRo = new Set(['세종로']);

function addRoads(line: Line, head: Head, tail: Tail, base: KoreanReading, readings: KoreanReading[]): void {
  const road = tail.road!;
  const whole = base;
  whole.form = 'road';
  const isLegal = legalRo.has(road) || (tail.number?.isParcel && road.endsWith('로'));
  if (isLegal && tail.number) {
    const number = readParcelNumber(line, tail.end - numberLength(line, tail));
    const parcel = withNumber(
      varied(base, { form: 'parcel', town: road, road: undefined }),
      number ?? tail.number,
    );
    const isFirst =
      legalRo.has(road) && (tail.number.isParcel || head.districts.some((name) => name.startsWith('종로')));
    readings.push(...(isFirst ? [parcel, whole] : [whole, parcel]));
    return;
  }
  if (tail.cut) {
    const cut = varied(whole, { town: tail.cut.town, road: tail.cut.road });
    const isJoined = line.starts[head.end] === 0 && tail.cut.town.at(-1) !== '동';
    readings.push(...(isJoined ? [cut, whole] : [whole, cut]));
  } else readings.push(whole);
  if (isLegal) readings.push(varied(whole, { form: 'area', town: road, road: undefined }));
  if (head.doubtfulFrom !== undefined) addUncut(line, head, whole, readings);
  addMissingRo(whole, readings);
}

/** How many characters the number of a road takes (the parcel grammar reads it again). */
function numberLength(line: Line, tail: Tail): number {
  let at = tail.end;
  const name = tail.road!;
  while (at > 0 && !line.text.startsWith(name, at - name.length)) at--;
  return tail.end - at;
}

/** The word that gave its beginning to a district, as a road in one piece: 동구릉로. */
function addUncut(line: Line, head: Head, whole: KoreanReading, readings: KoreanReading[]): void {
  const from = head.doubtfulFrom!;
  const end = roadEnd(line, from);
  if (end < 0) return;
  const number = readRoadNumber(line, end);
  const road = line.text.slice(from, end);
  readings.push(withNumber(varied(whole, { districts: head.districts.slice(0, -1), road }), number));
}

/** 칠성남30길 may be 칠성남로30길, 영등포46길 영등포로46길. */
function addMissingRo(whole: KoreanReading, readings: KoreanReading[]): void {
  const road = whole.road!;
  const at = branchStart(road);
  if (at < 2) return;
  const before = road[at - 1];
  if (before === '로' || before === '길') return;
  for (const ending of ['로', '대로']) {
    const guess = copyOf(whole);
    guess.road = road.slice(0, at) + ending + road.slice(at);
    guess.assumed = 'road-ending';
    readings.push(guess);
  }
}

/** Where "30길" or "77번길" begins in a road name, 0 where it has none. */
function branchStart(road: string): number {
  if (road[road.length - 1] !== '길') return 0;
  let at = road.length - 1;
  while (at > 0 && !(road.charCodeAt(at - 1) >= 48 && road.charCodeAt(at - 1) <= 57)) at--;
  while (at > 0 && road.charCodeAt(at - 1) >= 48 && road.charCodeAt(at - 1) <= 57) at--;
  return at;
}

function addBare(tail: Tail, base: KoreanReading, readings: KoreanReading[]): void {
  const name = tail.bare!;
  const isParcel = tail.number!.isParcel;
  const road = (ending: string) =>
    varied(base, { form: 'road', road: name + ending, assumed: 'road-ending' });
  const town = varied(base, { form: 'parcel', town: `${name}동`, assumed: 'town-ending' });
  readings.push(...(isParcel ? [town] : [road('로'), town, road('길'), road('대로')]));
}

function addParcels(whole: KoreanReading, number: AddressNumber, readings: KoreanReading[]): void {
  whole.form = 'parcel';
  const { loose } = number;
  if (!loose) {
    readings.push(whole);
  } else {
    const asSub = varied(whole, { sub: loose.value, subWritten: true });
    const asUnit = varied(whole, { otherSub: loose.value });
    if (loose.value === 0) readings.push(asSub);
    else readings.push(...(loose.unitFirst ? [asUnit, asSub] : [asSub, asUnit]));
  }
  const { village } = whole;
  if (village && /\d/.test(village)) {
    const legal = village.replace(/제?\d+/, '');
    if (legal.length > 1) readings.push(varied(readings[0]!, { village: legal, assumed: 'legal-village' }));
  }
}

function addPlaces(base: KoreanReading, readings: KoreanReading[]): void {
  const hasArea = base.province || base.districts.length > 0 || base.town || base.village;
  if (base.building && !hasArea && isShortDistrict(base.building)) {
    readings.push(varied(base, { districts: [base.building], building: undefined })); // 강남, 수원
  }
  if (base.building) readings.push(varied(base, { form: 'name' }));
  const town = base.town ?? base.bracketTown;
  if (hasArea) readings.push(varied(base, { form: 'area', building: undefined, town }));
}

/** "광주 송정동": the metropolis first, then the city of 경기; "광주시": the other way round. */
function addGwangju(head: Head, readings: KoreanReading[]): void {
  const others = readings
    .slice(0, 2)
    .map(
      (reading): KoreanReading =>
        head.province === '광주'
          ? { ...reading, province: '경기', districts: ['광주시', ...reading.districts] }
          : { ...reading, province: '광주', districts: reading.districts.slice(1) },
    );
  if (head.province !== '광주') for (const reading of readings) reading.province = '경기';
  readings.splice(2, readings.length, ...others);
}
