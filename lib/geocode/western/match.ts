import { cityKey, regionKey, streetKey } from '@/lib/address/keys';
import type { WesternReading } from '@/lib/address/types';
import { readHouseNumber } from '@/lib/address/western/house-number';
import { type Area, ancestor } from '@/lib/gazetteer/areas';
import { keyNumber, numberKey, suffixNumber } from '@/lib/gazetteer/keys';
import type { AddressRow, Gazetteer, Road } from '@/lib/gazetteer/lookup';
import { metres } from '../distance';
import { ROAD_M, reach } from '../reach';
import type { Reason } from '../reasons';
import type { Change, Level } from '../types';
import { type WesternCandidate, type WesternRow, westernLabel } from './candidate';
import { cityMiddles, matchPlaces } from './places';

/** Western readings (number street, city, region postcode) against the intl family and the places of the world. */

export interface WesternOutcome {
  contenders: WesternCandidate[];
  reason?: Reason;
}

export type WesternTrace = (row: number, pass: string, candidates: readonly WesternCandidate[]) => void;

const SAME_PLACE_M = 100;
const CLOSE_SCORE = 0.04;
const NEAREST = 40; // house numbers; a North American block has a hundred
const METRES_A_NUMBER = 2;

interface Guess {
  row: number;
  order: number;
  reading: WesternReading;
  road: Road;
  penalty: number;
  changes: Change[];
}

export async function matchWestern(
  gazetteer: Gazetteer,
  rows: readonly WesternRow[],
  trace?: WesternTrace,
): Promise<Map<number, WesternOutcome>> {
  const outcomes = new Map<number, WesternOutcome>();
  let left = [...rows];
  const settle = (pass: string, candidates: readonly WesternCandidate[]): void => {
    const byRow = new Map<number, WesternCandidate[]>();
    for (const candidate of candidates) {
      const list = byRow.get(candidate.row);
      if (list) list.push(candidate);
      else byRow.set(candidate.row, [candidate]);
    }
    left = left.filter(({ row }) => {
      const mine = byRow.get(row);
      trace?.(row, pass, mine ?? []);
      if (!mine) return true;
      const best = contenders(mine);
      outcomes.set(row, best.length > 1 ? { contenders: best, reason: 'several' } : { contenders: best });
      return false;
    });
  };

  await gazetteer.loadRoads(
    rows.flatMap(({ readings }) => readings.flatMap((reading) => reading.streetKey ?? [])),
  );
  const guesses = rows.flatMap(({ row, readings }) =>
    readings.flatMap((reading, order) => streetGuesses(gazetteer, row, reading, order)),
  );
  settle('number', await matchNumbers(gazetteer, guesses));
  if (!left.length) return outcomes;

  // The street's type left out or another (516 CENTRE, CITY): streets of the city that begin alike.
  const undecided = new Set(left.map(({ row }) => row));
  const untyped = await typelessGuesses(
    gazetteer,
    left.filter(({ row }) => !guesses.some((guess) => guess.row === row)),
  );
  settle('street type', await matchNumbers(gazetteer, untyped));

  const remaining = [...guesses, ...untyped].filter((guess) => undecided.has(guess.row));
  const sole = soleRoads(remaining);
  settle('near', await matchNear(gazetteer, sole));
  settle(
    'street',
    sole
      .filter((guess) => left.some(({ row }) => row === guess.row))
      .flatMap((guess) => streetMiddle(gazetteer, guess)),
  );
  settle('place', await matchPlaces(left));
  settle(
    'city',
    left.flatMap((row) => cityMiddles(gazetteer, row)),
  );
  for (const { row, readings } of left)
    outcomes.set(row, { contenders: [], reason: whyNot(readings[0], guesses, row) });
  return outcomes;
}

function contenders(candidates: readonly WesternCandidate[]): WesternCandidate[] {
  const sorted = [...candidates].sort((a, b) => b.score - a.score);
  const kept: WesternCandidate[] = [];
  for (const candidate of sorted) {
    if (candidate.score < sorted[0]!.score - CLOSE_SCORE) break;
    if (!kept.some((other) => metres(other, candidate) < SAME_PLACE_M)) kept.push(candidate);
  }
  return kept;
}

/** Streets of the written name, the better the more of city and region agree. */
function streetGuesses(gazetteer: Gazetteer, row: number, reading: WesternReading, order: number): Guess[] {
  if (!reading.streetKey) return [];
  const city = reading.city ? cityKey(reading.city) : undefined;
  const region = reading.region ? regionKey(reading.region) : undefined;
  const guesses: Guess[] = [];
  for (const road of gazetteer.roads(reading.streetKey)) {
    const area = gazetteer.areas.byId.get(road.area_id);
    if (!area) continue;
    const regionName = ancestor(area, 1)?.name;
    if (region && regionName && regionKey(regionName) !== region) continue;
    const sameCity = city !== undefined && area.name !== null && cityKey(area.name) === city;
    // Another city is let pass for now: the postcode may say that only the city's name differs.
    const penalty = sameCity ? 0 : city === undefined ? 0.05 : 0.2;
    const changes =
      city === undefined || sameCity
        ? []
        : [{ rule: 'other-city', from: reading.city!, to: area.name ?? undefined }];
    guesses.push({ row, order, reading, road, penalty, changes });
  }
  return guesses;
}

/** Addresses that exist with the written number; another city's only where the postcode agrees. */
async function matchNumbers(gazetteer: Gazetteer, guesses: readonly Guess[]): Promise<WesternCandidate[]> {
  const asked: { guess: Guess; key: number }[] = [];
  for (const guess of guesses) {
    const key = keyOf(guess);
    if (key !== undefined) asked.push({ guess, key });
  }
  const rows = await gazetteer.addresses(asked.map((ask) => ask.key));
  return asked.flatMap(({ guess, key }) => {
    const { reading } = guess;
    const here = (rows.get(key) ?? []).filter(
      (address) => address.lon !== null && address.lat !== null && sameSuffix(address.house, reading.suffix),
    );
    const agreeing = here.filter((address) => samePostcode(reading.postcode, address.postcode) !== false);
    const middle = middleOf(agreeing.length ? agreeing : here);
    if (!middle) return [];
    const agrees = samePostcode(reading.postcode, middle.address.postcode);
    if (guess.changes.length && agrees !== true) return [];
    const bare = !reading.city && !reading.postcode && !reading.region;
    const penalty = guess.changes.length ? 0.03 : bare ? 0.1 : guess.penalty;
    const changes = [...guess.changes];
    if (agrees === false) {
      changes.push({
        rule: 'other-postcode',
        from: reading.postcode!,
        to: middle.address.postcode ?? undefined,
      });
    }
    const score = 1 - guess.order * 0.02 - penalty - (agrees === false ? 0.05 : 0);
    return [addressCandidate(gazetteer, guess, middle.address, 'address', score, middle.spread_m, changes)];
  });
}

/** Different suffixes may share a key (it holds a hash): the number as written decides. */
const sameSuffix = (house: string | null, suffix: string) =>
  house === null || (readHouseNumber(house)?.suffix ?? '') === suffix;

/** The units of one number lie apart: the one in their middle, and how far the farthest is from it. */
function middleOf(addresses: readonly AddressRow[]): { address: AddressRow; spread_m: number } | undefined {
  if (!addresses.length) return undefined;
  const points = addresses.map((address) => ({ address, lon: address.lon!, lat: address.lat! }));
  const mean = {
    lon: points.reduce((sum, { lon }) => sum + lon, 0) / points.length,
    lat: points.reduce((sum, { lat }) => sum + lat, 0) / points.length,
  };
  const middle = points.reduce((best, point) => (metres(point, mean) < metres(best, mean) ? point : best));
  const spread = Math.max(...points.map((point) => metres(point, middle)));
  return { address: middle.address, spread_m: Math.max(10, Math.round(spread)) };
}

function keyOf({ reading, road }: Guess): number | undefined {
  if (reading.number === undefined) return undefined;
  return numberKey('intl', road.id, { kind: 0, main: reading.number, sub: suffixNumber(reading.suffix) });
}

/** undefined: one of them is not known. */
function samePostcode(a: string | undefined, b: string | null): boolean | undefined {
  if (!a || !b) return undefined;
  const plain = (text: string) => text.toUpperCase().replace(/[\s-]/g, '');
  const [x, y] = [plain(a), plain(b)];
  return x === y || (x.length > 5 && x.startsWith(y)) || (y.length > 5 && y.startsWith(x));
}

function addressCandidate(
  gazetteer: Gazetteer,
  guess: Guess,
  address: AddressRow,
  level: Level,
  score: number,
  uncertainty_m: number,
  changes: Change[],
): WesternCandidate {
  const area = gazetteer.areas.byId.get(address.area_id);
  const house = address.house ?? String(keyNumber('intl', address.key).main);
  return {
    row: guess.row,
    level,
    score: Math.max(0.2, score),
    lon: address.lon!,
    lat: address.lat!,
    point: 'entrance',
    uncertainty_m,
    label: westernLabel(`${house} ${guess.road.name}`, area, address.postcode),
    postcode: address.postcode,
    dataset: address.dataset_id,
    changes,
  };
}

async function typelessGuesses(gazetteer: Gazetteer, rows: readonly WesternRow[]): Promise<Guess[]> {
  const wanted: { row: number; order: number; reading: WesternReading; cities: readonly Area[] }[] = [];
  for (const { row, readings } of rows) {
    readings.forEach((reading, order) => {
      if (!reading.streetKey || !reading.city) return;
      const cities = gazetteer.areas.named(2, cityKey(reading.city));
      if (cities.length > 0 && cities.length <= 3) wanted.push({ row, order, reading, cities });
    });
  }
  await gazetteer.loadRoadsOf(wanted.flatMap(({ cities }) => cities.map((city) => city.id)));
  return wanted.flatMap(({ row, order, reading, cities }) =>
    cities.flatMap((city) =>
      gazetteer
        .roadsOf(city.id)
        .filter((road) => stem(road.name_key) === stem(streetKey(reading.streetKey!)))
        .map((road) => ({
          row,
          order,
          reading,
          road,
          penalty: 0.08,
          changes: [],
        })),
    ),
  );
}

/** A street key without its last word, where that is a type: CENTRE CT -> CENTRE. */
const stem = (key: string) => key.replace(/ (?:[A-Z]{2,4})$/, '');

/** The guesses of rows whose guesses come down to one street. */
function soleRoads(guesses: readonly Guess[]): Guess[] {
  const byRow = new Map<number, Guess[]>();
  for (const guess of guesses) {
    if (guess.changes.length) continue; // another city: only the exact number with its postcode would do
    const list = byRow.get(guess.row);
    if (list) list.push(guess);
    else byRow.set(guess.row, [guess]);
  }
  return [...byRow.values()]
    .filter((list) => new Set(list.map((guess) => guess.road.id)).size === 1)
    .map((list) => list[0]!);
}

async function matchNear(gazetteer: Gazetteer, guesses: readonly Guess[]): Promise<WesternCandidate[]> {
  const asked = guesses.flatMap((guess) => {
    const key = keyOf(guess);
    return key === undefined ? [] : [{ guess, key }];
  });
  const neighbours = await gazetteer.neighbours(asked.map((ask) => ask.key));
  return asked.flatMap(({ guess, key }) => {
    const wanted = keyNumber('intl', key).main;
    const cost = (address: AddressRow) => {
      const away = Math.abs(keyNumber('intl', address.key).main - wanted);
      return away + (away % 2 ? 1.5 : 0);
    };
    const rows = (neighbours.get(key) ?? []).filter((address) => cost(address) <= NEAREST);
    if (!rows.length) return [];
    const nearest = rows.reduce((best, address) => (cost(address) < cost(best) ? address : best));
    const away = Math.abs(keyNumber('intl', nearest.key).main - wanted);
    const written = `${guess.reading.number}${guess.reading.suffix}`;
    const to = nearest.house ?? String(keyNumber('intl', nearest.key).main);
    const changes = [...guess.changes, { rule: 'nearest-number', from: written, to }];
    const score = Math.max(0.3, 0.8 - guess.penalty - away * 0.008);
    return [addressCandidate(gazetteer, guess, nearest, 'near', score, 30 + away * METRES_A_NUMBER, changes)];
  });
}

function streetMiddle(gazetteer: Gazetteer, guess: Guess): WesternCandidate[] {
  const { road } = guess;
  if (road.lon === null || road.lat === null) return [];
  const area = gazetteer.areas.byId.get(road.area_id);
  return [
    {
      row: guess.row,
      level: 'road',
      score: guess.reading.number === undefined ? 0.7 : 0.5,
      lon: road.lon,
      lat: road.lat,
      point: 'area',
      uncertainty_m: reach(road, ROAD_M),
      label: westernLabel(road.name, area, null),
      changes: guess.changes,
    },
  ];
}

function whyNot(reading: WesternReading | undefined, guesses: readonly Guess[], row: number): Reason {
  if (!reading) return 'not_an_address';
  if (reading.streetKey)
    return guesses.some((guess) => guess.row === row) ? 'number_unknown' : 'road_unknown';
  return 'name_unknown';
}
