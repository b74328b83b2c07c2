import type { KoreanReading, Note, ParsedAddress } from '../types';
import { districtNames } from './districts';
import { provinceOfRomanKey } from './provinces';
import { romanise, romanKey } from './romanise';

/** A Korean ending after a hyphen, as romanised names have it: Teheran-ro, Gangnam-gu. */
const endings =
  /[a-z0-9]-(?:ro|gil|daero|beongil|beon-gil|ga-gil|dong|gu|si|gun|eup|myeon|ri|do|ga)(?![a-z])/i;

/** Full-width letters as usual ones, all hyphens and dashes as "-". */
const withHyphens = (text: string) =>
  /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC').replace(/[‐-―−]/g, '-');

/** Does a text without Hangul look like a romanised Korean address? */
export function isRomanised(text: string): boolean {
  return endings.test(withHyphens(text));
}

const roadWord = /(?:-(?:ro|daero|gil|beongil)|beon-?gil|daero)$/i;
const areaWord = /-(?:dong|ri|eup|myeon|gu|gun|si|ga)$/i;
const numberWord = /^(\d{1,5})(?:-(\d{1,5}))?$/;
const unitWord = /^(?:#.+|\d+(?:F|-?ho|-?dong|-?cheung)|(?:apt|unit|suite|ste|rm|room|floor)\.?#?\d*)$/i;
const korea = new Set(['korea', 'southkorea', 'republicofkorea', 'rok', 'repofkorea']);

let districtsByRomanKey: Map<string, string> | undefined;

/** The Hangul name of a romanised 시군구, where the vocabulary has it. */
function districtOf(key: string): string | undefined {
  districtsByRomanKey ??= new Map([...districtNames()].map((name) => [romanKey(romanise(name)), name]));
  return districtsByRomanKey.get(key);
}

/** What the scan of a romanised address has found so far. */
interface Found {
  reading: KoreanReading;
  road: string[];
  areas: string[];
  numbers: { main: number; sub?: number; part: number; at: number }[];
  roadPart: number;
  townPart: number;
  names: string[];
}

/**
 * Reads "42, Toegye-ro 77-beongil, Chuncheon-si, Gangwon-do", "152 Teheran-ro, Gangnam-gu, Seoul" and the parcel
 * form "737 Yeoksam-dong, ...". romanAreas go from the larger to the smaller area.
 */
export function parseRomanised(written: string): ParsedAddress {
  const notes: Note[] = [];
  const parts = withHyphens(written)
    .replace(/(\d)\s?\([a-z]{1,8}\)-/gi, '$1-')
    .split(/[,;()]/)
    .map((part) => part.trim());
  const found: Found = {
    reading: {
      grammar: 'korean',
      form: 'road',
      districts: [],
      underground: 0,
      mountain: false,
      subWritten: false,
    },
    road: [],
    areas: [],
    numbers: [],
    roadPart: -1,
    townPart: -1,
    names: [],
  };
  parts.forEach((part, index) => {
    if (part) readPart(part, index, found, notes);
  });
  return { text: written, readings: finish(found, notes), notes };
}

function readPart(part: string, index: number, found: Found, notes: Note[]): void {
  const whole = romanKey(part);
  if (korea.has(whole)) return;
  const province = provinceOfRomanKey(whole);
  if (province) {
    found.reading.province = province;
    return;
  }
  const words = part.split(/\s+/);
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!.replace(/\.$/, '');
    const key = romanKey(word);
    if (unitWord.test(word)) {
      const isNamed =
        /^(?:apt|unit|suite|ste|rm|room|floor)\.?$/i.test(word) && /^\d/.test(words[i + 1] ?? '');
      notes.push({ rule: 'unit', from: isNamed ? `${word} ${words[++i]}` : word });
    } else if (roadWord.test(word)) readRoadWord(word, words, i, index, found);
    else if (areaWord.test(word)) readArea(word, words[i - 1], index, found);
    else if (numberWord.test(word)) readNumber(word, index, i, found, notes);
    else if (provinceOfRomanKey(key)) found.reading.province = provinceOfRomanKey(key);
    else if (/^san$/i.test(word) && numberWord.test(words[i + 1] ?? '')) found.reading.mountain = true;
    else if (/^jiha$/i.test(word)) found.reading.underground = 1;
    else if (!korea.has(key)) found.names.push(word);
  }
}

/** Words before the ending belong to the road's name: "World Cup buk-ro", "Toegye-ro 77-beongil". */
function readRoadWord(word: string, words: string[], i: number, index: number, found: Found): void {
  if (found.roadPart !== index) found.road = [];
  for (let at = i - 1; at >= 0 && /^[A-Za-z]+$/.test(words[at]!) && found.road.length === 0; at--) {
    if (!found.names.includes(words[at]!)) break;
    found.names.splice(found.names.indexOf(words[at]!), 1);
    word = `${words[at]}${word}`;
  }
  found.road.push(word);
  found.roadPart = index;
}

/** "Seongsu-dong 1-ga": the 가 goes with the dong before it. */
function readArea(word: string, before: string | undefined, index: number, found: Found): void {
  const key = romanKey(word);
  if (/^\d{1,2}-ga$/i.test(word) && before && found.areas.length > 0) {
    found.areas[found.areas.length - 1] += key;
    return;
  }
  found.areas.push(key);
  if (/-(?:dong|ri|eup|myeon|ga)$/i.test(word)) found.townPart = index;
}

function readNumber(word: string, part: number, at: number, found: Found, notes: Note[]): void {
  const match = numberWord.exec(word)!;
  if (match[1]!.length === 5 && !match[2]) {
    found.reading.postcode = word;
    return;
  }
  if (/^\d{3}-\d{3}$/.test(word) && found.areas.length > 0 && found.numbers.length > 0) {
    found.reading.postcode = word;
    notes.push({ rule: 'postcode', from: word });
    return;
  }
  found.numbers.push({ main: Number(match[1]), sub: match[2] ? Number(match[2]) : undefined, part, at });
}

function finish(found: Found, notes: Note[]): KoreanReading[] {
  const { reading, areas } = found;
  areas.reverse();
  const districts = areas.map(districtOf).filter((name) => name !== undefined);
  const house = houseNumber(found);
  for (const number of found.numbers) {
    if (number !== house)
      notes.push({ rule: 'unit', from: `${number.main}${number.sub ? `-${number.sub}` : ''}` });
  }
  const base: KoreanReading = {
    ...reading,
    districts,
    romanAreas: areas,
    building: found.names.length > 0 ? found.names.join(' ') : undefined,
    main: house?.main,
    sub: house ? (house.sub ?? 0) : undefined,
    subWritten: house?.sub !== undefined,
  };
  if (found.road.length > 0) return [{ ...base, form: 'road', romanRoad: romanKey(found.road.join('')) }];
  if (house && areas.length > 0) return [{ ...base, form: 'parcel' }];
  if (areas.length > 0 || base.province) return [{ ...base, form: 'area' }];
  return base.building ? [{ ...base, form: 'name' }] : [];
}

/** The number in the part of the road (or town), else in the nearest part before it. */
function houseNumber(found: Found): Found['numbers'][number] | undefined {
  const target = found.roadPart >= 0 ? found.roadPart : found.townPart;
  const own = found.numbers.filter((number) => number.part === target);
  if (own.length > 0) return own[own.length - 1];
  const before = found.numbers.filter((number) => number.part < target);
  return before[before.length - 1] ?? found.numbers.find((number) => number.part === target + 1);
}
