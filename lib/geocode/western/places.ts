import { cityKey, regionKey } from '@/lib/address/keys';
import { ancestor } from '@/lib/gazetteer/areas';
import { type Gazetteer, type PlaceRow, placesByName } from '@/lib/gazetteer/lookup';
import { CITY_M, reach } from '../reach';
import { type WesternCandidate, type WesternRow, westernLabel } from './candidate';

/** Cities of western readings: the list of places by name, else the middle of a city's addresses. */

/** A city that no list of places has under this name (Washington): the middle of its addresses. */
export function cityMiddles(gazetteer: Gazetteer, { row, readings }: WesternRow): WesternCandidate[] {
  const reading = readings.find((one) => one.city);
  if (!reading?.city) return [];
  const region = reading.region ? regionKey(reading.region) : undefined;
  return gazetteer.areas.named(2, cityKey(reading.city)).flatMap((area) => {
    const name = ancestor(area, 1)?.name;
    if (area.lon === null || area.lat === null || (region && name && regionKey(name) !== region)) return [];
    const { lon, lat } = area;
    const uncertainty_m = reach(area, CITY_M);
    const label = westernLabel('', area, null);
    return [
      {
        row,
        level: 'place' as const,
        score: 0.3,
        lon,
        lat,
        point: 'area' as const,
        uncertainty_m,
        label,
        changes: [],
      },
    ];
  });
}

/** The city, by name: the most populous unless two of a size share it. */
export async function matchPlaces(rows: readonly WesternRow[]): Promise<WesternCandidate[]> {
  const asked = rows.flatMap(({ row, readings }) => {
    const reading = readings.find((one) => one.city) ?? readings[0];
    return reading?.city ? [{ row, reading, key: cityKey(reading.city) }] : [];
  });
  const places = await placesByName(asked.map((ask) => ask.key));
  return asked.flatMap(({ row, reading, key }) => {
    const region = reading.region ? regionKey(reading.region) : undefined;
    const country = reading.country?.toUpperCase();
    const fitting = (places.get(key) ?? []).filter(
      (place) =>
        (!region || (place.region !== null && regionKey(place.region) === region)) &&
        (!country || place.country === country),
    );
    const largest = Math.max(...fitting.map((place) => place.population));
    const asIs = reading.form === 'city' || reading.form === 'name';
    return fitting
      .filter((place) => place.population * 10 >= largest)
      .map((place) => placeCandidate(row, place, (asIs ? 0.9 : 0.3) - (region ? 0 : 0.05)));
  });
}

/** A city of a million reaches some 10 km from its middle; the radius grows with the root of its people. */
const cityRadius = (population: number) => Math.round(Math.max(1000, 10 * Math.sqrt(population)));

export function placeCandidate(row: number, place: PlaceRow, score: number): WesternCandidate {
  const label = [place.name, place.region, place.country].filter(Boolean).join(', ');
  const uncertainty_m = cityRadius(place.population);
  return {
    row,
    level: 'place',
    score,
    lon: place.lon,
    lat: place.lat,
    point: 'area',
    uncertainty_m,
    label,
    name: place.name,
    changes: [],
  };
}
