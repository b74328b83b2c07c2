import { areaKey, roadKey, townKeys } from '@/lib/address/keys';
import { type Area, ancestor, DISTRICT, TOWN, VILLAGE } from '@/lib/gazetteer/areas';
import { numberKey } from '@/lib/gazetteer/keys';
import type { AddressRow, Gazetteer, ParcelRow, Road } from '@/lib/gazetteer/lookup';
import { metres } from '../distance';
import type { Change } from '../types';
import type { Attempt, Candidate, PreferredPoint } from './candidate';
import { inScope } from './scope';

/**
 * Matching at the level of a number: a road address or a parcel that is in the gazetteer exactly. For a
 * whole batch: dictionaries first, then every key of every attempt in one look-up.
 */

/** Entrances are surveyed at the door; a centroid stands anywhere in the building (facts: median 8.66 m apart). */
const ENTRANCE_M = 5;
const CENTROID_M = 15;

/** A road an attempt may mean, and what was assumed to get there. */
export interface RoadGuess {
  attempt: Attempt;
  road: Road;
  penalty: number;
  changes: Change[];
}

/** A legal dong or 리 an attempt may mean. */
export interface AreaGuess {
  attempt: Attempt;
  area: Area;
  penalty: number;
  changes: Change[];
}

/** Roads of exactly the written name within the scope. The keys must have been loaded. */
export function roadsNamed(gazetteer: Gazetteer, attempt: Attempt): RoadGuess[] {
  const { reading, scope } = attempt;
  const roads = reading.road
    ? gazetteer.roads(roadKey(reading.road))
    : reading.romanRoad
      ? gazetteer.romanRoads(reading.romanRoad)
      : [];
  const guesses: RoadGuess[] = [];
  for (const road of roads) {
    if (inScope(scope, road.area_id, gazetteer.areas))
      guesses.push({ attempt, road, penalty: 0, changes: [] });
  }
  return guesses;
}

/** Legal dongs and 리 of the written name within the scope. */
export function areasNamed(gazetteer: Gazetteer, attempt: Attempt): AreaGuess[] {
  const { reading, scope } = attempt;
  const { areas } = gazetteer;
  const within = (area: Area) => {
    const district = ancestor(area, DISTRICT);
    return district !== undefined && inScope(scope, district.id, areas);
  };
  const guesses: AreaGuess[] = [];
  const name = reading.town ?? reading.bracketTown;
  if (name) {
    // An administrative dong may stand for several legal ones: all keys of the first rank that finds any.
    const [exact, ...others] = townKeys(name);
    let found = exact === undefined ? [] : areas.named(TOWN, exact).filter(within);
    let penalty = 0;
    if (!found.length) {
      found = others.flatMap((key) => areas.named(TOWN, key).filter(within));
      penalty = 0.03;
    }
    for (const town of new Set(found)) {
      const changes = penalty
        ? [{ rule: 'administrative-dong', from: name, to: town.name ?? undefined }]
        : [];
      if (!reading.village) {
        guesses.push({ attempt, area: town, penalty, changes });
        continue;
      }
      const key = areaKey(reading.village);
      for (const village of areas.children(town)) {
        if (village.name && areaKey(village.name) === key)
          guesses.push({ attempt, area: village, penalty, changes });
      }
    }
  } else if (reading.village) {
    for (const village of areas.named(VILLAGE, areaKey(reading.village)).filter(within)) {
      guesses.push({ attempt, area: village, penalty: 0.03, changes: [] });
    }
  }
  return guesses;
}

/** Road addresses that exist with the written number. */
export async function matchRoadNumbers(
  gazetteer: Gazetteer,
  guesses: readonly RoadGuess[],
): Promise<Candidate[]> {
  const keys: number[] = [];
  const asked: RoadGuess[] = [];
  for (const guess of guesses) {
    const { reading } = guess.attempt;
    if (reading.main === undefined) continue;
    const number = { kind: reading.underground, main: reading.main, sub: reading.sub ?? 0 };
    const key = numberKey('kr', guess.road.id, number);
    if (key === undefined) continue;
    keys.push(key);
    asked.push(guess);
  }
  if (!keys.length) return [];
  const rows = await gazetteer.addresses(keys);
  const candidates: Candidate[] = [];
  for (let i = 0; i < asked.length; i++) {
    for (const row of rows.get(keys[i]!) ?? []) {
      const candidate = roadCandidate(gazetteer, asked[i]!, row);
      if (candidate) candidates.push(candidate);
    }
  }
  return candidates;
}

/** Point of a row: the preferred one, else the other; undefined where no file has either. */
export function pointOf(
  row: Pick<AddressRow, 'lon' | 'lat' | 'centroid_lon' | 'centroid_lat'>,
  prefer: PreferredPoint,
) {
  const { lon, lat, centroid_lon, centroid_lat } = row;
  const entrance =
    lon !== null && lat !== null
      ? { lon, lat, point: 'entrance' as const, uncertainty_m: ENTRANCE_M }
      : undefined;
  if (entrance && prefer === 'entrance') return entrance;
  if (centroid_lon === null || centroid_lat === null) return entrance;
  return { lon: centroid_lon, lat: centroid_lat, point: 'centroid' as const, uncertainty_m: CENTROID_M };
}

function roadCandidate(gazetteer: Gazetteer, guess: RoadGuess, row: AddressRow): Candidate | undefined {
  const { attempt } = guess;
  const point = pointOf(row, attempt.prefer);
  if (!point) return undefined;
  const area = gazetteer.areas.byId.get(row.area_id);
  return {
    attempt,
    level: 'address',
    score: base(attempt) - guess.penalty - townPenalty(attempt, area),
    ...point,
    area,
    road: guess.road,
    addressKey: row.key,
    parcelKey: row.parcel_key ?? undefined,
    address: row,
    postcode: row.postcode,
    changes: guess.changes.length ? [...attempt.changes, ...guess.changes] : attempt.changes,
  };
}

/** What every candidate of an attempt starts from. */
export const base = ({ scope, order, reading }: Attempt) =>
  1 - scope.penalty - (reading.assumed ? 0.06 : order * 0.02);

/** A road address names its dong in brackets, or its 읍면 before the road: another one there costs. */
export function townPenalty({ reading }: Attempt, area: Area | undefined): number {
  const written = reading.town ?? reading.bracketTown;
  if (!written || !area) return 0;
  const town = ancestor(area, TOWN)?.name;
  if (!town) return 0;
  if (town === written) return 0;
  const key = areaKey(town);
  return townKeys(written).includes(key) ? 0.005 : 0.06;
}

/** Parcels that exist with the written number, one candidate for each parcel. */
export async function matchParcels(
  gazetteer: Gazetteer,
  guesses: readonly AreaGuess[],
): Promise<Candidate[]> {
  const keys: number[] = [];
  const asked: AreaGuess[] = [];
  const ask = (guess: AreaGuess) => {
    const { reading } = guess.attempt;
    const number = { kind: reading.mountain ? 1 : 0, main: reading.main!, sub: reading.sub ?? 0 };
    const key = numberKey('kr', guess.area.id, number);
    if (key === undefined) return;
    keys.push(key);
    asked.push(guess);
  };
  for (const guess of guesses) {
    if (guess.attempt.reading.main === undefined) continue;
    ask(guess);
    // Without its 리 a rural parcel is not determined: look in every 리 of the town, at a price.
    if (guess.area.level === TOWN && !guess.attempt.reading.village) {
      for (const village of gazetteer.areas.children(guess.area)) {
        const change = {
          rule: 'village-assumed',
          from: guess.area.name ?? '',
          to: village.name ?? undefined,
        };
        ask({ ...guess, area: village, penalty: guess.penalty + 0.25, changes: [...guess.changes, change] });
      }
    }
  }
  if (!keys.length) return [];
  const rows = await gazetteer.parcels(keys);
  const candidates: Candidate[] = [];
  for (let i = 0; i < asked.length; i++) {
    const candidate = parcelCandidate(asked[i]!, rows.get(keys[i]!) ?? []);
    if (candidate) candidates.push(candidate);
  }
  return candidates;
}

/** Several addresses may stand on one parcel: the one that names it its representative, the rest as uncertainty. */
export function parcelCandidate(guess: AreaGuess, rows: readonly ParcelRow[]): Candidate | undefined {
  const { prefer } = guess.attempt;
  const located = rows.filter((row) => pointOf(row, prefer));
  const row = located.find((row) => row.main) ?? located[0];
  if (!row) return undefined;
  const point = pointOf(row, prefer)!;
  let spread = point.uncertainty_m;
  for (const other of located) {
    const at = pointOf(other, prefer)!;
    if (other !== row) spread = Math.max(spread, Math.round(metres(point, at)));
  }
  return {
    attempt: guess.attempt,
    level: 'parcel',
    score: base(guess.attempt) - guess.penalty,
    ...point,
    uncertainty_m: Math.max(spread, 10),
    area: guess.area,
    addressKey: row.address_key,
    parcelKey: row.key,
    postcode: row.postcode,
    changes: guess.changes.length ? [...guess.attempt.changes, ...guess.changes] : guess.attempt.changes,
  };
}
