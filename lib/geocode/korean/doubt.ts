import { areaKey, roadKey, townKeys } from '@/lib/address/keys';
import type { Note } from '@/lib/address/types';
import { ancestor, TOWN } from '@/lib/gazetteer/areas';
import type { Reason } from '../reasons';
import type { Candidate } from './candidate';

/**
 * Whether a person must confirm a match before it counts. A wrong point that looks sure is the worst answer,
 * so what was guessed needs evidence in the text itself.
 */

/** Words before an address that are no district we know may have been one: then any town of the name fits. */
const NOT_UNDERSTOOD = new Set(['ignored', 'leading-text', 'second-town']);
/** A road name this long is hardly another road's with one letter changed (로 included). */
const TELLING_LENGTH = 5;
/** Areas say themselves how little they say. */
const AREAS = new Set(['legal_dong', 'district', 'province']);

export function doubtOf(candidate: Candidate, notes: readonly Note[]): Reason | undefined {
  const { attempt, level, changes } = candidate;
  const { reading } = attempt;
  if (level !== 'province' && changes.some(({ rule }) => rule === 'other-district')) return 'other_district';
  if (AREAS.has(level)) return undefined;
  const anchored = reading.province !== undefined || reading.districts.length > 0;
  if (!anchored && notes.some(({ rule }) => NOT_UNDERSTOOD.has(rule))) return 'not_understood';
  const misspelt = changes.some(({ rule }) => rule === 'similar-road');
  if (!misspelt && reading.assumed !== 'road-ending') return undefined;
  const town = townAgrees(candidate);
  if (town !== undefined) return town ? undefined : 'uncertain';
  const telling = misspelt ? anchored && roadKey(reading.road ?? '').length >= TELLING_LENGTH : anchored;
  return telling ? undefined : 'uncertain';
}

/** Whether the town that was written is the match's; undefined where none was. */
function townAgrees({ attempt: { reading }, area }: Candidate): boolean | undefined {
  const written = reading.town ?? reading.bracketTown;
  const town = area && ancestor(area, TOWN)?.name;
  if (!written || !town) return undefined;
  return townKeys(written).includes(areaKey(town));
}
