import { roadKey } from '@/lib/address/keys';
import type { Gazetteer, Road } from '@/lib/gazetteer/lookup';
import type { Attempt } from './candidate';
import { edits } from './edits';
import type { RoadGuess } from './numbered';
import { roadVariants } from './road-variants';
import { inScope } from './scope';

/**
 * Roads whose name is not in the scope as written: numbered another way (the variants), or misspelt by one letter
 * (자모) where the district is known. Bounded: one pass over the roads of at most `MOST_DISTRICTS`
 * districts, sifted by a bit mask of their syllables, and each name of a district only once.
 */

const MOST_DISTRICTS = 4;

const misspelt = new WeakMap<Gazetteer, Map<string, readonly Road[]>>();
const masks = new WeakMap<Road, number>();

export async function roadsSimilar(gazetteer: Gazetteer, attempts: readonly Attempt[]): Promise<RoadGuess[]> {
  const variants = attempts.map((attempt) =>
    attempt.reading.road ? roadVariants(attempt.reading.road) : [],
  );
  await gazetteer.loadRoads(variants.flat().map(roadKey));
  const guesses: RoadGuess[] = [];
  const rest: Attempt[] = [];
  attempts.forEach((attempt, i) => {
    const before = guesses.length;
    const { scope, reading } = attempt;
    for (const variant of variants[i]!) {
      for (const road of gazetteer.roads(roadKey(variant))) {
        if (!inScope(scope, road.area_id, gazetteer.areas)) continue;
        guesses.push({
          attempt,
          road,
          penalty: 0.05,
          changes: [{ rule: 'side-road', from: reading.road!, to: road.name }],
        });
      }
    }
    if (
      guesses.length === before &&
      reading.road &&
      scope.districts &&
      scope.districts.size <= MOST_DISTRICTS
    )
      rest.push(attempt);
  });
  await gazetteer.loadRoadsOf(rest.flatMap((attempt) => [...attempt.scope.districts!]));
  for (const attempt of rest) {
    for (const district of attempt.scope.districts!) {
      for (const road of misspeltIn(gazetteer, district, attempt.reading.road!)) {
        const changes = [{ rule: 'similar-road', from: attempt.reading.road!, to: road.name }];
        guesses.push({ attempt, road, penalty: 0.12, changes });
      }
    }
  }
  return guesses;
}

function misspeltIn(gazetteer: Gazetteer, district: number, name: string): readonly Road[] {
  let memo = misspelt.get(gazetteer);
  if (!memo || memo.size > 200_000) {
    memo = new Map();
    misspelt.set(gazetteer, memo);
  }
  const key = roadKey(name);
  const memoKey = `${district}|${key}`;
  let found = memo.get(memoKey);
  if (!found) {
    const mask = syllableMask(key);
    found = gazetteer.roadsOf(district).filter((road) => {
      // One wrong letter alters one syllable: at most two bits differ.
      return bits(mask ^ maskOf(road)) <= 2 && key.length > 2 && edits(key, road.name_key, 1) <= 1;
    });
    memo.set(memoKey, found);
  }
  return found;
}

function maskOf(road: Road): number {
  let mask = masks.get(road);
  if (mask === undefined) {
    mask = syllableMask(road.name_key);
    masks.set(road, mask);
  }
  return mask;
}

/** One of 32 bits for each syllable. */
function syllableMask(text: string): number {
  let mask = 0;
  for (let i = 0; i < text.length; i++) mask |= 1 << ((text.charCodeAt(i) * 2654435761) >>> 27);
  return mask;
}

function bits(mask: number): number {
  let value = mask - ((mask >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  return (((value + (value >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
