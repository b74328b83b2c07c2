import { roadKey } from '@/lib/address/keys';
import type { KoreanReading } from '@/lib/address/types';
import type { Gazetteer } from '@/lib/gazetteer/lookup';
import type { Reason } from '../reasons';
import { type Attempt, type Candidate, contenders, type PreferredPoint } from './candidate';
import { areaMiddle, matchBuildings, roadMiddle, scopeMiddle } from './coarse';
import { matchNearNumbers, matchNearParcels } from './near';
import {
  type AreaGuess,
  areasNamed,
  matchParcels,
  matchRoadNumbers,
  type RoadGuess,
  roadsNamed,
} from './numbered';
import { ScopeResolver } from './scope';
import { roadsSimilar } from './similar';

/**
 * Korean readings of a whole batch against the gazetteer, in passes from exact to coarse. A row leaves as
 * soon as a pass has decided it; each pass asks the database once or twice for all rows that are left.
 */

/** What became of one row: candidates that tie (one is an answer), or a reason. */
export interface Outcome {
  contenders: Candidate[];
  reason?: Reason;
}

/** What the passes tell `explain`. */
export type Trace = (row: number, pass: string, candidates: readonly Candidate[]) => void;

export interface KoreanRow {
  row: number;
  readings: readonly KoreanReading[];
}

const resolvers = new WeakMap<Gazetteer, ScopeResolver>();

function resolverOf(gazetteer: Gazetteer): ScopeResolver {
  let resolver = resolvers.get(gazetteer);
  if (!resolver) {
    resolver = new ScopeResolver(gazetteer.areas);
    resolvers.set(gazetteer, resolver);
  }
  return resolver;
}

export async function matchKorean(
  gazetteer: Gazetteer,
  rows: readonly KoreanRow[],
  { prefer = 'entrance', trace }: { prefer?: PreferredPoint; trace?: Trace } = {},
): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  const resolver = resolverOf(gazetteer);
  const attempts: Attempt[][] = rows.map(({ row, readings }) =>
    readings.map((reading, order) => attemptOf(resolver, { row, reading, order, prefer })),
  );

  /** Takes the rows that the candidates decide out of the running. */
  const settle = (
    pass: string,
    left: readonly Attempt[][],
    candidates: readonly Candidate[],
  ): Attempt[][] => {
    const byRow = new Map<number, Candidate[]>();
    for (const candidate of candidates) {
      const list = byRow.get(candidate.attempt.row);
      if (list) list.push(candidate);
      else byRow.set(candidate.attempt.row, [candidate]);
    }
    return left.filter((row) => {
      const id = row[0]?.row;
      if (id === undefined) return false;
      const mine = byRow.get(id);
      trace?.(id, pass, mine ?? []);
      if (!mine) return true;
      const best = contenders(mine);
      outcomes.set(id, best.length > 1 ? { contenders: best, reason: 'several' } : { contenders: best });
      return false;
    });
  };

  // 1. The grammar's first reading, exactly. 2. Its other readings, where that found nothing.
  let left = settle('exact', attempts, await exact(gazetteer, attempts.flatMap(firsts)));
  left = settle(
    'other readings',
    left,
    await exact(
      gazetteer,
      left.flatMap((row) => others(gazetteer, row)),
    ),
  );
  if (!left.length) return outcomes;

  // 3. Names that are shortened or misspelt, only where the name as written does not exist.
  const roadless = left
    .flat()
    .filter((attempt) => attempt.reading.road && !roadsNamed(gazetteer, attempt).length);
  const similar = await roadsSimilar(gazetteer, roadless);
  left = settle('similar road', left, await matchRoadNumbers(gazetteer, similar));
  if (!left.length) return outcomes;

  // 4. The road or town is there, the number is not: the nearest one.
  const guesses = rememberGuesses(gazetteer, left, similar);
  const near = await matchNearNumbers(
    gazetteer,
    left.flatMap((row) => soleRoads(guesses, row)),
  );
  near.push(
    ...(await matchNearParcels(
      gazetteer,
      left.flatMap((row) => soleAreas(guesses, row)),
    )),
  );
  left = settle('near', left, near);
  if (!left.length) return outcomes;

  // 5. A building of that name. 6. Roads and areas.
  left = settle('building', left, await matchBuildings(gazetteer, left.flat()));
  left = settle('elsewhere', left, await elsewhere(gazetteer, left));
  left = settle(
    'coarse',
    left,
    left.flatMap((row) => coarse(gazetteer, row, guesses)),
  );
  for (const row of left) outcomes.set(row[0]!.row, { contenders: [], reason: whyNot(row, guesses) });
  return outcomes;
}

function attemptOf(resolver: ScopeResolver, what: Omit<Attempt, 'scope' | 'changes'>): Attempt {
  const { reading } = what;
  const roman = !reading.districts.length && reading.romanAreas;
  const scope = roman
    ? resolver.resolveRoman(reading.province, roman)
    : resolver.resolve(reading.province, reading.districts);
  const { assumed } = reading;
  if (!assumed) return { ...what, scope, changes: scope.changes };
  const change = { rule: assumed, from: '', to: reading.village ?? reading.road ?? reading.town };
  return { ...what, scope, changes: [...scope.changes, change] };
}

/** The first reading, and those of equal right that place it elsewhere: 광주 is a metropolis and a city. */
function firsts(row: readonly Attempt[]): readonly Attempt[] {
  const [first] = row;
  if (!first || row.length === 1) return row;
  return row.filter(({ reading }) => {
    if (reading === first.reading) return true;
    const elsewhere = reading.province !== first.reading.province;
    return elsewhere && !reading.assumed;
  });
}

/** The readings after the first; what only completes a road's name is dropped where the road as written exists. */
function others(gazetteer: Gazetteer, row: readonly Attempt[]): Attempt[] {
  const [first, ...rest] = row;
  const written = first !== undefined && roadsNamed(gazetteer, first).length > 0;
  return written ? rest.filter(({ reading }) => reading.assumed !== 'road-ending') : rest;
}

async function exact(gazetteer: Gazetteer, attempts: readonly Attempt[]): Promise<Candidate[]> {
  const roadKeys: string[] = [];
  const romanKeys: string[] = [];
  for (const { reading } of attempts) {
    if (reading.road) roadKeys.push(roadKey(reading.road));
    else if (reading.romanRoad) romanKeys.push(reading.romanRoad);
  }
  await gazetteer.loadRoads(roadKeys);
  await gazetteer.loadRomanRoads(romanKeys);
  const roads: RoadGuess[] = [];
  const areas: AreaGuess[] = [];
  for (const attempt of attempts) {
    if (attempt.reading.main === undefined) continue;
    if (attempt.reading.form === 'road') roads.push(...roadsNamed(gazetteer, attempt));
    else if (attempt.reading.form === 'parcel') areas.push(...areasNamed(gazetteer, attempt));
  }
  const [byRoad, byParcel] = await Promise.all([
    matchRoadNumbers(gazetteer, roads),
    matchParcels(gazetteer, areas),
  ]);
  return byParcel.length ? byRoad.concat(byParcel) : byRoad;
}

interface Guesses {
  roads: Map<Attempt, RoadGuess[]>;
  areas: Map<Attempt, AreaGuess[]>;
}

function rememberGuesses(
  gazetteer: Gazetteer,
  left: readonly Attempt[][],
  similar: readonly RoadGuess[],
): Guesses {
  const guesses: Guesses = { roads: new Map(), areas: new Map() };
  for (const attempt of left.flat()) {
    guesses.roads.set(attempt, roadsNamed(gazetteer, attempt));
    guesses.areas.set(attempt, areasNamed(gazetteer, attempt));
  }
  for (const guess of similar) guesses.roads.get(guess.attempt)?.push(guess);
  return guesses;
}

/** The road guesses of a row when they come down to one road: nearness on an uncertain road means nothing. */
function soleRoads(guesses: Guesses, row: readonly Attempt[]): RoadGuess[] {
  const all = row.flatMap((attempt) =>
    attempt.reading.form === 'road' ? (guesses.roads.get(attempt) ?? []) : [],
  );
  return new Set(all.map((guess) => guess.road.id)).size === 1 ? all.slice(0, 1) : [];
}

function soleAreas(guesses: Guesses, row: readonly Attempt[]): AreaGuess[] {
  const all = row.flatMap((attempt) =>
    attempt.reading.form === 'parcel' ? (guesses.areas.get(attempt) ?? []) : [],
  );
  return new Set(all.map((guess) => guess.area.id)).size === 1 ? all.slice(0, 1) : [];
}

/** The finest of road, legal dong, district and province that the row comes down to. */
function coarse(gazetteer: Gazetteer, row: readonly Attempt[], guesses: Guesses): Candidate[] {
  const found: Candidate[] = [];
  const road = soleRoads(guesses, row)[0];
  if (road) found.push(...[roadMiddle(gazetteer, road)].filter((one) => one !== undefined));
  for (const attempt of row) {
    const areas = guesses.areas.get(attempt) ?? [];
    if (areas.length > 3) continue;
    for (const { area, changes } of areas) {
      const middle = areaMiddle(attempt, area, changes);
      if (middle) found.push(middle);
    }
  }
  if (!found.length) {
    for (const attempt of row) {
      const middle = scopeMiddle(gazetteer, attempt);
      if (middle) found.push(middle);
    }
  }
  // The road in full and the dong may both be known: the smaller says more.
  const least = Math.min(...found.map((one) => one.uncertainty_m));
  return found.length && road ? found.filter((one) => one.uncertainty_m === least) : found;
}

/** The written number on a road of that name in another district of the province: a question, never an answer. */
async function elsewhere(gazetteer: Gazetteer, left: readonly Attempt[][]): Promise<Candidate[]> {
  const guesses: RoadGuess[] = [];
  for (const attempt of left.flat()) {
    const { reading, scope } = attempt;
    if (
      reading.form !== 'road' ||
      !reading.road ||
      !reading.districts.length ||
      roadsNamed(gazetteer, attempt).length
    )
      continue;
    const wider: Attempt = {
      ...attempt,
      scope: {
        provinces: reading.province && (scope.provinces ?? [reading.province]),
        penalty: 0.4,
        changes: scope.changes,
      },
    };
    for (const guess of roadsNamed(gazetteer, wider)) guesses.push({ ...guess, attempt: wider });
  }
  const candidates = await matchRoadNumbers(gazetteer, guesses);
  const written = (candidate: Candidate) => candidate.attempt.reading.districts.join(' ');
  return candidates.map((one) => ({
    ...one,
    changes: [...one.changes, { rule: 'other-district', from: written(one) }],
  }));
}

function whyNot(row: readonly Attempt[], guesses: Guesses): Reason {
  const { reading, scope } = row[0]!;
  if (scope.unknown === 'province') return 'province_not_loaded';
  if (scope.unknown === 'district') return 'district_unknown';
  if (reading.form === 'road') return guesses.roads.get(row[0]!)?.length ? 'number_unknown' : 'road_unknown';
  if (reading.form === 'parcel')
    return guesses.areas.get(row[0]!)?.length ? 'number_unknown' : 'town_unknown';
  return reading.form === 'area' ? 'town_unknown' : 'name_unknown';
}
