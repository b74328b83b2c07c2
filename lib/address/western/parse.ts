import type { Note, ParsedAddress, WesternReading } from '../types';
import { isStreetEnd, isUnit, streetEnds, takeNumber, takeTrailingNumber, takeUnit } from './street';
import { streetKey } from './street-key';
import { takeCountry, takeLeadingPostcode, takePostcode, takeRegion, type WesternTail } from './tail';

const mostReadings = 4;

/** Words that carry meaning, in parts that commas set apart. */
function partsOf(text: string): string[][] {
  const plain = /^[\x20-\x7e]*$/.test(text)
    ? text
    : text
        .replace(/½/g, ' 1/2')
        .normalize('NFKC')
        .replace(/[\u2010-\u2015\u2212]/g, '-');
  return plain
    .split(/[,;\n\r|]/)
    .map((part) => part.split(/[\s"()[\]]+/).filter((word) => /[\p{L}\p{N}#]/u.test(word)))
    .filter((part) => part.length > 0);
}

/** Reads an address in Latin letters: "NUMBER STREET[, UNIT], CITY, REGION POSTCODE[, COUNTRY]" and its kin. */
export function parseWestern(written: string): ParsedAddress {
  const notes: Note[] = [];
  const parts = partsOf(written);
  const tail: WesternTail = {};
  if (parts.length === 0) return { text: written, readings: [], notes };
  takeTail(parts, tail);
  const unit = takeUnitParts(parts, notes);
  const readings = readingsOf(parts, tail, unit, notes);
  if (readings.length > mostReadings) readings.length = mostReadings;
  return { text: written, readings, notes };
}

function takeTail(parts: string[][], tail: WesternTail): void {
  const last = () => parts[parts.length - 1]!;
  const drop = () => {
    if (parts.length > 0 && last().length === 0) parts.pop();
  };
  if (parts.length > 1 && takeWholeCountry(last(), tail)) parts.pop();
  else takeCountry(last(), tail);
  takePostcode(last(), tail);
  drop();
  if (parts.length === 0) return;
  const isOwnPart = parts.length > 1;
  takeRegion(last(), tail, isOwnPart || tail.postcode !== undefined, isOwnPart ? 0 : 1);
  if (!tail.postcode) takePostcode(last(), tail); // "San Jose 95112 CA"
  drop();
}

function takeWholeCountry(words: string[], tail: WesternTail): boolean {
  const probe: WesternTail = {};
  takeCountry(['', ...words], probe);
  if (probe.country !== words.join(' ')) return false;
  tail.country = probe.country;
  return true;
}

function takeUnitParts(parts: string[][], notes: Note[]): string | undefined {
  let unit: string | undefined;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i]!.join(' ');
    if (!isUnit(part)) continue;
    unit ??= part;
    notes.push({ rule: 'unit', from: part });
    parts.splice(i, 1);
  }
  return unit;
}

function readingsOf(
  parts: string[][],
  tail: WesternTail,
  unit: string | undefined,
  notes: Note[],
): WesternReading[] {
  dropPostBox(parts, notes);
  const street = streetPart(parts, notes);
  if (street === undefined) return placesOf(parts, tail);
  const isPostcode = parts.length === 1 && isPostcodeAndCity(parts[0]!) && !tail.postcode;
  const places = isPostcode ? placesOf([[...parts[0]!]], { ...tail }) : [];
  return [...places, ...addressesOf(parts, street, tail, unit, notes)];
}

/** The readings of parts of which one is a street. */
function addressesOf(
  parts: string[][],
  street: number,
  tail: WesternTail,
  unit: string | undefined,
  notes: Note[],
): WesternReading[] {
  const words = parts[street]!;
  const rest = parts.slice(street + 1);
  const leading = takeNumber(words);
  let found = unit;
  if (!found) {
    found = takeUnit(words);
    if (found) notes.push({ rule: 'unit', from: found });
  }
  const house = leading ?? takeTrailingNumber(words);
  const base: WesternReading = {
    grammar: 'western',
    form: house ? 'address' : 'street',
    number: house?.number,
    suffix: house?.suffix ?? '',
    streetKey: undefined,
    street: undefined,
    unit: found,
    city: undefined,
    region: tail.region,
    postcode: tail.postcode,
    country: tail.country,
  };
  const city = rest.shift();
  if (city) {
    takeLeadingPostcode(city, tail);
    const region = rest.shift();
    if (region && !base.region) base.region = region.join(' ');
    return [withStreet({ ...base, postcode: tail.postcode, city: city.join(' ') }, words)];
  }
  const named = cityNamedAsRegion(base, words);
  if (!leading && !house) return named ? [named, withStreet(base, words)] : [withStreet(base, words)];
  if (named) return [named, withStreet(base, words)];
  return streetEnds(words).map((end) => splitAt(base, words, end, notes));
}

/** "..., Washington 20020", "..., New York": without another city the region's name is the city's. */
function cityNamedAsRegion(base: WesternReading, words: string[]): WesternReading | undefined {
  const { region } = base;
  if (!region || region.length < 5 || !isStreetEnd(words[words.length - 1]!)) return undefined;
  return withStreet({ ...base, city: region, region: undefined }, words);
}

/** A post office box is no place on the map. */
function dropPostBox(parts: string[][], notes: Note[]): void {
  const at = parts.findIndex((words) => /^(?:p\.?o\.?\s?|post office )box\b/i.test(words.join(' ')));
  if (at < 0) return;
  notes.push({ rule: 'post-box', from: parts[at]!.join(' ') });
  parts.splice(at, 1);
}

function splitAt(base: WesternReading, words: string[], end: number, notes: Note[]): WesternReading {
  const city = words.slice(end);
  const unit = base.unit ?? takeLeadingUnit(city);
  if (unit && !base.unit) notes.push({ rule: 'unit', from: unit });
  const tail: WesternTail = { postcode: base.postcode };
  takeLeadingPostcode(city, tail);
  const reading = {
    ...base,
    unit,
    postcode: tail.postcode,
    city: city.length > 0 ? city.join(' ') : undefined,
  };
  return withStreet(reading, words.slice(0, end));
}

/** "Apt 4" before the city where no comma sets it apart. */
function takeLeadingUnit(city: string[]): string | undefined {
  for (const count of [2, 1]) {
    if (city.length >= count && isUnit(city.slice(0, count).join(' ')))
      return city.splice(0, count).join(' ');
  }
  return undefined;
}

function withStreet(reading: WesternReading, words: string[]): WesternReading {
  reading.street = words.join(' ');
  reading.streetKey = streetKey(reading.street);
  return reading;
}

/** Which part is the street: the first with a number, or else the first that ends in a street type. */
function streetPart(parts: string[][], notes: Note[]): number | undefined {
  joinLoneNumber(parts);
  let at = parts.findIndex(
    (words, i) => words.length > 1 && /^\d/.test(words[0]!) && (i === 0 || !isPostcodeAndCity(words)),
  );
  if (at < 0) at = parts.findIndex(endsInNumber);
  if (at < 0) at = parts.findIndex((words) => words.length > 1 && isStreetEnd(words[words.length - 1]!));
  if (at < 0 && parts.length > 2) at = 0;
  if (at < 0) return undefined;
  if (at > 0)
    notes.push({
      rule: 'leading-text',
      from: parts
        .slice(0, at)
        .map((words) => words.join(' '))
        .join(', '),
    });
  return at;
}

/** "12, rue de Rivoli, ...": the comma after the number parts nothing. */
function joinLoneNumber(parts: string[][]): void {
  const [first, second] = parts;
  if (!first || !second || parts.length < 2 || first.length !== 1) return;
  if (/^\d{1,5}[A-Za-z]?$/.test(first[0]!) && !/^\d/.test(second[0]!))
    parts.splice(0, 2, [...first, ...second]);
}

/** "Hauptstraße 12", "Lange Straße 12 b". */
function endsInNumber(words: string[]): boolean {
  const last = words[words.length - 1]!;
  if (words.length > 1 && /^\d/.test(last)) return true;
  return words.length > 2 && /^[A-Za-z]$/.test(last) && /^\d{1,4}$/.test(words[words.length - 2]!);
}

const isPostcodeAndCity = (words: string[]) =>
  /^(?:\d{4,5}|\d{2}-\d{3})$/.test(words[0]!) && words.length <= 3 && !isStreetEnd(words[words.length - 1]!);

/** Nothing but a place: "Paris", "San Jose, CA", "10115 Berlin", "95112". */
function placesOf(parts: string[][], tail: WesternTail): WesternReading[] {
  const [first, second] = parts;
  if (first) takeLeadingPostcode(first, tail);
  const city = first?.join(' ');
  const region = tail.region ?? second?.join(' ');
  const { postcode, country } = tail;
  if (!city && !region && !postcode && !country) return [];
  const isSure = Boolean(region || postcode || country);
  const place: WesternReading = {
    grammar: 'western',
    form: isSure ? 'city' : 'name',
    suffix: '',
    city: city ?? (region && !second ? region : undefined),
    region,
    postcode,
    country,
  };
  return [place];
}
