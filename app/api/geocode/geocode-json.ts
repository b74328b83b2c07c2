import type { LabelledMatch } from '@/lib/geocode/labelled';
import type { Level } from '@/lib/geocode/types';
import { json } from '../_http/respond';
import { attribution } from './attribution';

/** GeocodeJSON's words for our levels. */
const TYPES: Record<Level, string> = {
  address: 'house',
  parcel: 'house',
  near: 'house',
  road: 'street',
  legal_dong: 'locality',
  district: 'district',
  province: 'state',
  place: 'locality',
};

function feature({
  lon,
  lat,
  level,
  uncertainty_m,
  distance_m,
  changes,
  codes,
  dataset: _,
  ...match
}: LabelledMatch) {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: {
      geocoding: {
        type: TYPES[level],
        level,
        accuracy: uncertainty_m,
        ...match,
        ...(codes ? { codes } : {}),
        ...(changes.length > 0 ? { changes } : {}),
        ...(distance_m === undefined ? {} : { distance: distance_m }),
      },
    },
  };
}

/** Matches as GeocodeJSON 0.1.0. */
export async function geocodeJson(matches: LabelledMatch[], query?: string): Promise<Response> {
  return json({
    type: 'FeatureCollection',
    geocoding: {
      version: '0.1.0',
      attribution: await attribution(),
      ...(query === undefined ? {} : { query }),
    },
    features: matches.map(feature),
  });
}
