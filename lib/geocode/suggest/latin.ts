import { cityKey, romanKey, streetKey } from '@/lib/address/keys';
import { areasWith, latinRoadsBeginning, placesBeginning } from '@/lib/gazetteer/beginnings';
import { type Gazetteer, gazetteer, type Road } from '@/lib/gazetteer/lookup';
import type { LonLat } from '../distance';
import { areaName, roadName } from '../korean/names';
import { areaMatch, labelled, placeMatch, plainMatch } from '../labelled';
import { ROAD_M, reach } from '../reach';
import { westernLabel } from '../western/candidate';
import { areaRank, placeRank, type Ranked, ranked, roadRank } from './rank';

interface Options {
  limit: number;
  near?: LonLat;
}

/** Cities, streets, and Korean areas and roads in Latin letters that a text may be the beginning of. */
export async function latinBeginnings(text: string, { limit, near }: Options): Promise<Ranked[]> {
  const street = streetKey(text);
  const city = cityKey(text);
  const roman = romanKey(text);
  if (!city || !street) return [];
  const [intl, kr] = await Promise.all([gazetteer('intl'), gazetteer('kr')]);
  const [places, streets, koreanRoads] = await Promise.all([
    placesBeginning(city, limit),
    streetsBeginning(intl, text, limit),
    latinRoadsBeginning('kr', roman, limit),
  ]);
  return [
    ...places.map((place) => {
      const area = [place.region, place.country].filter(Boolean).join(', ');
      const own = { ...placeMatch(place), name: place.name, ...(area ? { area } : {}) };
      return ranked(own, placeRank(place.population), place.name_key === city, near);
    }),
    ...streets.flatMap((road) => {
      const area = intl.areas.byId.get(road.area_id);
      const own = roadMatch(road, westernLabel(road.name, area, null), westernLabel('', area, null));
      return [ranked(own, roadRank(road.name, road.addresses), road.name_key === street, near)];
    }),
    ...(roman.length < 2
      ? []
      : areasWith(
          kr.areas,
          (word) => word.roman.startsWith(roman),
          (word) => word.roman === roman,
        ).flatMap(({ area, whole }) => {
          if (area.lon === null || area.lat === null) return [];
          const upper = area.parent && areaName(area.parent);
          const own = { ...areaMatch(area), name: area.name ?? '', ...(upper ? { area: upper } : {}) };
          return [ranked(own, areaRank(area.level, area.addresses) - KOREAN, whole, near)];
        })),
    ...koreanRoads.map((road) => {
      const district = kr.areas.byId.get(road.area_id);
      const own = roadMatch(road, roadName(road, district), district ? areaName(district) : '');
      return ranked(own, roadRank(road.name, road.addresses) - KOREAN, false, near);
    }),
  ];
}

/** Who types Latin letters means Latin names first. */
const KOREAN = 10;

function roadMatch(road: Road, address: string, area: string) {
  const at = { lon: road.lon!, lat: road.lat! };
  const match = labelled(plainMatch('road', 0.7, at, reach(road, ROAD_M), { address }));
  return { ...match, name: road.name, ...(area ? { area } : {}) };
}

/** "main st, spri" and "main st spri": the words at the end may be the beginning of the city. */
async function streetsBeginning(intl: Gazetteer, text: string, limit: number): Promise<Road[]> {
  const whole = await latinRoadsBeginning('intl', streetKey(text), limit);
  const cut = text.includes(',') ? text.indexOf(',') : text.lastIndexOf(' ');
  if (whole.length || cut < 2) return whole;
  const city = cityKey(text.slice(cut + 1));
  const streets = await latinRoadsBeginning('intl', streetKey(text.slice(0, cut)), 200);
  const inCity = streets.filter((road) =>
    cityKey(intl.areas.byId.get(road.area_id)?.name ?? '').startsWith(city),
  );
  // "main stre" is no key (MAIN ST): without its last word it is.
  return (inCity.length ? inCity : text.includes(',') ? [] : streets).slice(0, limit);
}
