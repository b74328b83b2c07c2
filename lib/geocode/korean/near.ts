import { TOWN } from '@/lib/gazetteer/areas';
import { keyNumber, numberKey } from '@/lib/gazetteer/keys';
import type { AddressRow, Gazetteer } from '@/lib/gazetteer/lookup';
import type { Candidate } from './candidate';
import { type AreaGuess, base, parcelCandidate, pointOf, type RoadGuess, townPenalty } from './numbered';

/**
 * The nearest number where the written one does not exist. Building numbers count 10 m each along the
 * road (도로명주소법: 20 m a step, odd left, even right), so the difference tells how far off the point may be.
 */

const METRES_A_NUMBER = 10;
/** Beyond this many numbers (200 m) the nearest one says nothing better than the road. */
const FARTHEST = 20;

export async function matchNearNumbers(
  gazetteer: Gazetteer,
  guesses: readonly RoadGuess[],
): Promise<Candidate[]> {
  const asked: { guess: RoadGuess; key: number }[] = [];
  for (const guess of guesses) {
    const { reading } = guess.attempt;
    if (reading.main === undefined) continue;
    const number = { kind: reading.underground, main: reading.main, sub: reading.sub ?? 0 };
    const key = numberKey('kr', guess.road.id, number);
    if (key !== undefined) asked.push({ guess, key });
  }
  const neighbours = await gazetteer.neighbours(asked.map((ask) => ask.key));
  const candidates: Candidate[] = [];
  for (const { guess, key } of asked) {
    const nearest = nearestNumber(key, neighbours.get(key) ?? []);
    if (!nearest) continue;
    const { attempt, road } = guess;
    const area = gazetteer.areas.byId.get(nearest.row.area_id);
    const { main, sub } = keyNumber('kr', nearest.row.key);
    const point = pointOf(nearest.row, attempt.prefer)!;
    const change = {
      rule: 'nearest-number',
      from: `${attempt.reading.main}${attempt.reading.sub ? `-${attempt.reading.sub}` : ''}`,
      to: `${main}${sub ? `-${sub}` : ''}`,
    };
    candidates.push({
      attempt,
      level: 'near',
      score: Math.max(
        0.3,
        base(attempt) - guess.penalty - townPenalty(attempt, area) - 0.2 - nearest.away * 0.015,
      ),
      ...point,
      uncertainty_m: 30 + nearest.away * METRES_A_NUMBER,
      area,
      road,
      addressKey: nearest.row.key,
      address: nearest.row,
      parcelKey: nearest.row.parcel_key ?? undefined,
      postcode: nearest.row.postcode,
      changes: [...attempt.changes, ...guess.changes, change],
    });
  }
  return candidates;
}

/** The nearest by number, the same side of the road first; undefined when all are too far. */
function nearestNumber(
  key: number,
  rows: readonly AddressRow[],
): { row: AddressRow; away: number } | undefined {
  const wanted = keyNumber('kr', key);
  let best: { row: AddressRow; away: number; cost: number } | undefined;
  for (const row of rows) {
    const number = keyNumber('kr', row.key);
    const away = Math.abs(number.main - wanted.main);
    if (away > FARTHEST) continue;
    const cost = away + (away % 2 ? 1.5 : 0) + Math.min(1, Math.abs(number.sub - wanted.sub) / 100);
    if (!best || cost < best.cost) best = { row, away, cost };
  }
  return best;
}

/** Parcels split from the same main number lie beside each other: 12-9 stands for a missing 12-8. */
export async function matchNearParcels(
  gazetteer: Gazetteer,
  guesses: readonly AreaGuess[],
): Promise<Candidate[]> {
  const asked: { guess: AreaGuess; key: number }[] = [];
  for (const guess of guesses) {
    const { reading } = guess.attempt;
    // Without its 리 the main number means nothing.
    if (
      reading.main === undefined ||
      (guess.area.level === TOWN && gazetteer.areas.children(guess.area).length)
    )
      continue;
    const number = { kind: reading.mountain ? 1 : 0, main: reading.main, sub: reading.sub ?? 0 };
    const key = numberKey('kr', guess.area.id, number);
    if (key !== undefined) asked.push({ guess, key });
  }
  const neighbours = await gazetteer.parcelNeighbours(asked.map((ask) => ask.key));
  const candidates: Candidate[] = [];
  for (const { guess, key } of asked) {
    const rows = neighbours.get(key);
    if (!rows?.length) continue;
    const wanted = keyNumber('kr', key);
    const away = (row: { key: number }) => Math.abs(keyNumber('kr', row.key).sub - wanted.sub);
    const nearest = rows.reduce((best, row) => (away(row) < away(best) ? row : best));
    const candidate = parcelCandidate(
      guess,
      rows.filter((row) => row.key === nearest.key),
    );
    if (!candidate) continue;
    const { main, sub } = keyNumber('kr', nearest.key);
    const change = {
      rule: 'nearest-number',
      from: `${wanted.main}-${wanted.sub}`,
      to: `${main}${sub ? `-${sub}` : ''}`,
    };
    candidates.push({
      ...candidate,
      level: 'near',
      score: Math.max(0.3, candidate.score - 0.25 - Math.min(0.2, away(nearest) * 0.01)),
      uncertainty_m: candidate.uncertainty_m + 50 + 10 * Math.min(20, away(nearest)),
      changes: [...candidate.changes, change],
    });
  }
  return candidates;
}
