import { type Area, DISTRICT } from '@/lib/gazetteer/areas';
import type { PlaceRow } from '@/lib/gazetteer/lookup';
import { areaName } from './korean/names';
import { label } from './properties';
import { areaSize, reach } from './reach';
import type { Match } from './types';
import { placeCandidate } from './western/places';

/** Matches as people read them: what search, reverse and suggest answer. */

export type LabelledMatch = Match & { label: string; distance_m?: number };

export const labelled = (match: Match): LabelledMatch => ({ ...match, label: label(match) });

export function plainMatch(
  level: Match['level'],
  score: number,
  { lon, lat }: { lon: number; lat: number },
  uncertainty_m: number,
  more: Partial<Match>,
): Match {
  const point = level === 'place' ? 'entrance' : 'area';
  return { level, score, uncertainty_m: Math.round(uncertainty_m), point, lon, lat, changes: [], ...more };
}

/** A located area as an answer. */
export function areaMatch(area: Area): LabelledMatch {
  const level = area.level === 1 ? 'province' : area.level === DISTRICT ? 'district' : 'legal_dong';
  const at = { lon: area.lon!, lat: area.lat! };
  return labelled(plainMatch(level, 0.8, at, reach(area, areaSize(area)), { address: areaName(area) }));
}

export function placeMatch(place: PlaceRow): LabelledMatch {
  const { row: _, label: name, postcode: _postcode, ...rest } = placeCandidate(0, place, 0.7);
  return { ...rest, label: name };
}
