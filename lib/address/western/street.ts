import { foldWestern } from './fold';
import { type HouseNumber, readHouseNumber } from './house-number';
import { directions, endingTypes, streetWords } from './street-words';

const unitWords = new Set(
  'APT APARTMENT UNIT STE SUITE RM ROOM FL FLOOR BLDG BUILDING LOT SPC SPACE PH FLAT NO TOP WHG'.split(' '),
);

/** Takes a unit ("Apt 4", "#12", "Suite 300") off the end of street words; gives it as written. */
export function takeUnit(words: string[]): string | undefined {
  for (let i = words.length - 1; i >= Math.max(1, words.length - 3); i--) {
    const word = words[i]!;
    const isHash = word.startsWith('#');
    if (!isHash && !(i < words.length - 1 && unitWords.has(foldWestern(word)))) continue;
    if (!isHash && !isUnitValue(words[i + 1]!)) continue;
    const from = i > 1 && isHash && unitWords.has(foldWestern(words[i - 1]!)) ? i - 1 : i;
    return words.splice(from).join(' ');
  }
  return undefined;
}

/** "4", "#12", "B-2", "3B", "AB"; a street's type is none: TREE TOP CT, LOT ST. */
const isUnitValue = (word: string) =>
  /^#?(?:[A-Za-z]?-?\d[\w-]{0,8}|[A-Za-z]{1,2})$/.test(word) && !endingTypes.has(foldWestern(word));

/** Is this whole part a unit: "Apt 4", "#12", "Flat 3B", "2nd Floor"? */
export function isUnit(part: string): boolean {
  const words = part.split(' ');
  if (words.length === 1) return part.startsWith('#') && part.length > 1;
  if (words.length > 3) return false;
  if (/^\d+(?:st|nd|rd|th)$/i.test(words[0]!) && /^fl(?:oor)?$/i.test(words[1]!)) return true;
  return unitWords.has(foldWestern(words[0]!)) && isUnitValue(words[1]!);
}

const numberNames: Record<string, number> = { ONE: 1, TWO: 2, THREE: 3, FOUR: 4, FIVE: 5, SIX: 6, TEN: 10 };

/** Takes the house number off the beginning of street words, with its fraction or letter. */
export function takeNumber(words: string[]): HouseNumber | undefined {
  const [first, second] = words;
  if (first === undefined || words.length < 2) return undefined;
  if (second && /^\d\/\d$/.test(second) && words.length > 2) {
    const withFraction = readHouseNumber(`${first} ${second}`);
    if (withFraction) {
      words.splice(0, 2);
      return withFraction;
    }
  }
  const named = numberNames[foldWestern(first)];
  const house = readHouseNumber(first) ?? (named ? { number: named, suffix: '' } : undefined);
  if (!house) return undefined;
  words.shift();
  if (!house.suffix && isLooseLetter(words)) house.suffix = words.shift()!.toUpperCase();
  return house;
}

/** "1216 B Main St": a letter that is no direction, before a street that goes on without it. */
function isLooseLetter(words: string[]): boolean {
  const [letter, next] = words;
  if (!letter || !/^[A-Za-z]$/.test(letter) || directions.has(letter.toUpperCase())) return false;
  if (words.length < 3 || !next) return false;
  return !streetWords.has(foldWestern(next)) && isStreetEnd(words[words.length - 1]!);
}

/** Takes a house number off the end, as most of Europe writes it: "Hauptstraße 12", "Via Roma 5/A". */
export function takeTrailingNumber(words: string[]): HouseNumber | undefined {
  if (words.length < 2) return undefined;
  const last = words[words.length - 1]!;
  const before = words[words.length - 2]!;
  if (/^[A-Za-z]$/.test(last) && /^\d+$/.test(before) && words.length > 2) {
    words.length -= 2;
    return { number: Number(before), suffix: last.toUpperCase() };
  }
  const type = streetWords.get(foldWestern(before));
  if (type === 'HWY' || type === 'RTE' || type === 'RD' || type === 'AVE' || type === 'LOOP')
    return undefined;
  const house = readHouseNumber(last.replace('/', '-'));
  if (house) words.length -= 1;
  return house;
}

/** Is this word a street type that ends streets: Street, Ave, Blvd? */
export function isStreetEnd(word: string): boolean {
  const type = streetWords.get(foldWestern(word));
  return type !== undefined && (endingTypes.has(type) || directions.has(type));
}

/** Abbreviations that are as often words of Spanish names: Via La Jolla. */
const weakTypes = new Set(['LA', 'TE', 'CI', 'CM']);

const numberedTypes = new Set(['HWY', 'RTE', 'RD']);
const directionOf = (word: string | undefined) => {
  const short = word === undefined ? undefined : streetWords.get(foldWestern(word));
  return short !== undefined && directions.has(short) ? short : undefined;
};

/**
 * Where the street may end and the city begin in words without a comma between them, likeliest first: after each
 * street type with its direction or route number; before the last one, two or three words; nowhere (no city).
 */
export function streetEnds(words: string[]): number[] {
  const strong: number[] = [];
  const weak: number[] = [];
  words.forEach((word, i) => {
    const folded = foldWestern(word);
    const type = streetWords.get(folded);
    if (!type || !endingTypes.has(type)) return;
    const isNumbered = numberedTypes.has(type) && /^[A-Z]?\d/.test(words[i + 1] ?? '');
    if (i === 0 && !isNumbered) return;
    const end = isNumbered ? i + 2 : i + 1;
    const direction = directionOf(words[end]);
    const found = weakTypes.has(folded) ? weak : strong;
    if (direction) found.push(end + 1);
    if (!direction || (direction.length === 1 && words[end]!.length > 1 && end + 1 < words.length))
      found.push(end);
  });
  const ends = [...strong.slice(0, 3), ...weak.slice(0, 1)];
  if (strong.length === 0)
    for (const city of [1, 2, 3]) if (words.length - city >= 1) ends.push(words.length - city);
  return [...new Set([...ends.slice(0, 3), words.length])];
}
