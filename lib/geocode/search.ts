import { areaKey, buildingKey, cityKey, roadKey, streetKey } from '@/lib/address/keys';
import { query } from '@/lib/db/database';
import { type Area, DISTRICT } from '@/lib/gazetteer/areas';
import { type Family, keyOwner } from '@/lib/gazetteer/keys';
import {
  type AddressRow,
  type BuildingRow,
  gazetteer,
  type PlaceRow,
  type Road,
} from '@/lib/gazetteer/lookup';
import { type LonLat, metres } from './distance';
import { geocodeText } from './geocode';
import { areaName, parcelAddress, roadAddress, roadName } from './korean/names';
import { label } from './properties';
import type { Match } from './types';
import { westernLabel } from './western/candidate';
import { placeCandidate } from './western/places';

/** Interactive questions: one text, one point, the beginning of a text. */

export type LabelledMatch = Match & { label: string; distance_m?: number };

const labelled = (match: Match): LabelledMatch => ({ ...match, label: label(match) });

/**
 * Places for a text, best first; where several tie, nearest to `near` first.
 * @param near a position in degrees that the user looks at.
 */
export async function search(
  text: string,
  options: { limit?: number; near?: LonLat } = {},
): Promise<LabelledMatch[]> {
  const { limit = 5, near } = options;
  const answer = await geocodeText(text);
  const matches = answer.match ? [answer.match] : [...(answer.candidates ?? [])];
  if (near) matches.sort((a, b) => metres(a, near) - metres(b, near));
  if (matches.length) return matches.slice(0, limit).map(labelled);
  return suggest(text, { limit });
}

/** Beyond this an address says where the point is not. */
const REVERSE_ADDRESS_M = 300;
const REVERSE_AREA_M = 20_000;

/** The addresses nearest to a position in degrees, nearest first; else the legal dong or the city around it. */
export async function reverse(
  lon: number,
  lat: number,
  options: { limit?: number } = {},
): Promise<LabelledMatch[]> {
  const { limit = 1 } = options;
  const here = { lon, lat };
  const found = (await Promise.all([nearest('kr', here, limit), nearest('intl', here, limit)])).flat();
  found.sort((a, b) => a.distance_m! - b.distance_m!);
  const close = found.filter((match) => match.distance_m! <= REVERSE_ADDRESS_M);
  if (close.length) return close.slice(0, limit);
  const [farther] = found;
  if (farther && farther.distance_m! <= 3000 && farther.codes?.legal_dong) {
    const { areas } = await gazetteer('kr');
    const code = farther.codes.legal_dong;
    const area = [...areas.byId.values()].find(
      (one) => one.level > DISTRICT && one.code?.padEnd(10, '0') === code,
    );
    if (area && area.lon !== null && area.lat !== null) {
      return [
        {
          ...areaMatch(area),
          uncertainty_m: Math.round(farther.distance_m!),
          distance_m: farther.distance_m,
        },
      ];
    }
  }
  return nearestPlaces(here, limit);
}

async function nearest(family: Family, { lon, lat }: LonLat, limit: number): Promise<LabelledMatch[]> {
  const view = await gazetteer(family);
  const rows = await query<AddressRow>(
    `select key, area_id, house, lon, lat, centroid_lon, centroid_lat, postcode, building, code, parcel_key, dataset_id
     from gazetteer.${family}_address where lon is not null
     order by st_setsrid(st_makepoint(lon, lat), 4326) <-> st_setsrid(st_makepoint($1, $2), 4326) limit $3`,
    [lon, lat, limit + 4],
  );
  await view.loadRoadIds(rows.map((row) => keyOwner(family, row.key)));
  return rows
    .map((row) => {
      const road = view.road(keyOwner(family, row.key))!;
      const area = view.areas.byId.get(row.area_id);
      const distance = metres({ lon, lat }, { lon: row.lon!, lat: row.lat! });
      const address =
        family === 'kr'
          ? roadAddress(road, row.key, area)
          : westernLabel(`${row.house ?? ''} ${road.name}`.trim(), area, row.postcode);
      const match: Match = {
        level: 'address',
        score: Math.max(0, Math.round((1 - distance / 1000) * 100) / 100),
        uncertainty_m: Math.round(distance),
        point: 'entrance',
        lon: row.lon!,
        lat: row.lat!,
        address,
        changes: [],
      };
      if (family === 'kr' && row.parcel_key !== null) {
        const parcelArea = view.areas.byId.get(keyOwner('kr', row.parcel_key));
        if (parcelArea) match.parcel = parcelAddress(row.parcel_key, parcelArea);
      }
      if (row.postcode) match.postcode = row.postcode;
      if (row.building) match.name = row.building;
      if (family === 'kr')
        match.codes = { road: road.code ?? undefined, legal_dong: area?.code?.padEnd(10, '0') };
      return { ...labelled(match), distance_m: Math.round(distance * 10) / 10 };
    })
    .sort((a, b) => a.distance_m - b.distance_m)
    .slice(0, limit);
}

async function nearestPlaces({ lon, lat }: LonLat, limit: number): Promise<LabelledMatch[]> {
  const rows = await query<PlaceRow>(
    `select name, name_key, country, region, kind, population, lon, lat from gazetteer.place
     order by st_setsrid(st_makepoint(lon, lat), 4326) <-> st_setsrid(st_makepoint($1, $2), 4326) limit $3`,
    [lon, lat, limit],
  );
  return rows
    .map((place) => ({ ...placeMatch(place), distance_m: Math.round(metres({ lon, lat }, place)) }))
    .filter((match) => match.distance_m <= REVERSE_AREA_M);
}

/** What the user may be about to type: addresses when a number is there, else districts, towns, roads, buildings, cities. */
export async function suggest(text: string, options: { limit?: number } = {}): Promise<LabelledMatch[]> {
  const { limit = 8 } = options;
  const wanted = text.normalize('NFC').trim();
  if (!wanted) return [];
  const numbered = /\d/.test(wanted) ? await geocodeText(wanted) : undefined;
  const exact = numbered?.match ? [numbered.match] : (numbered?.candidates ?? []);
  const words = wanted.split(/\s+/);
  const last = words.at(-1)!;
  const before = words.slice(0, -1);
  const korean = /[가-힣]/.test(wanted);
  const found = await (korean ? koreanBeginnings(last, limit * 4) : westernBeginnings(wanted, limit));
  const fitting =
    korean && before.length ? found.filter((match) => before.every((word) => mentions(match, word))) : found;
  const seen = new Set<string>();
  return [...exact.map(labelled), ...fitting]
    .filter((match) => !seen.has(match.label) && seen.add(match.label))
    .slice(0, limit);
}

const mentions = (match: LabelledMatch, word: string) => areaKey(match.label).includes(areaKey(word));

/** A pattern for LIKE that matches what begins with the text and nothing else. */
const beginning = (key: string) => `${key.replace(/[\\%_]/g, '\\$&')}%`;

async function koreanBeginnings(last: string, limit: number): Promise<LabelledMatch[]> {
  const view = await gazetteer('kr');
  const key = areaKey(last);
  if (!key) return [];
  const areas = [...view.areas.byId.values()]
    .filter((area) => area.name?.split(' ').some((word) => areaKey(word).startsWith(key)))
    .sort((a, b) => a.level - b.level || b.addresses - a.addresses)
    .slice(0, limit)
    .flatMap((area) => (area.lon === null ? [] : [areaMatch(area)]));
  const [roads, buildings, places] = await Promise.all([
    query<Road>(
      `select id, area_id, name, name_key, code, lon, lat, radius_m from gazetteer.kr_road
       where name_key like $1 and addresses > 0 order by addresses desc limit $2`,
      [beginning(roadKey(last)), limit],
    ),
    query<BuildingRow>(
      'select * from gazetteer.kr_building where name_key like $1 order by name_key limit $2',
      [beginning(buildingKey(last)), limit],
    ),
    query<PlaceRow>(
      `select name, name_key, country, region, kind, population, lon, lat from gazetteer.place
       where name_key like $1 order by population desc limit $2`,
      [beginning(cityKey(last)), limit],
    ),
  ]);
  await view.loadRoadIds(buildings.map((row) => keyOwner('kr', row.address_key)));
  return [
    ...areas,
    ...roads.flatMap((road) => {
      if (road.lon === null || road.lat === null) return [];
      const address = roadName(road, view.areas.byId.get(road.area_id));
      return [labelled(plain('road', 0.7, road.lon, road.lat, Math.round(road.radius_m ?? 0), { address }))];
    }),
    ...buildings.map((row) => {
      const road = view.road(keyOwner('kr', row.address_key));
      const address = road && roadAddress(road, row.address_key, view.areas.byId.get(row.area_id));
      return labelled(plain('place', 0.7, row.lon, row.lat, 50, { name: row.name, address }));
    }),
    ...places.map(placeMatch),
  ];
}

async function westernBeginnings(text: string, limit: number): Promise<LabelledMatch[]> {
  if (!cityKey(text) || !streetKey(text)) return [];
  const view = await gazetteer('intl');
  const [places, roads] = await Promise.all([
    query<PlaceRow>(
      `select name, name_key, country, region, kind, population, lon, lat from gazetteer.place
       where name_key like $1 order by population desc limit $2`,
      [beginning(cityKey(text)), limit],
    ),
    query<Road>(
      `select id, area_id, name, name_key, code, lon, lat, radius_m from gazetteer.intl_road
       where name_key like $1 and addresses > 0 order by addresses desc limit $2`,
      [beginning(streetKey(text)), limit],
    ),
  ]);
  return [
    ...places.map(placeMatch),
    ...roads.flatMap((road) => {
      if (road.lon === null || road.lat === null) return [];
      const address = westernLabel(road.name, view.areas.byId.get(road.area_id), null);
      return [labelled(plain('road', 0.7, road.lon, road.lat, Math.round(road.radius_m ?? 0), { address }))];
    }),
  ];
}

function plain(
  level: Match['level'],
  score: number,
  lon: number,
  lat: number,
  uncertainty_m: number,
  more: Partial<Match>,
): Match {
  return {
    level,
    score,
    uncertainty_m,
    point: level === 'place' ? 'entrance' : 'area',
    lon,
    lat,
    changes: [],
    ...more,
  };
}

function areaMatch(area: Area): LabelledMatch {
  const level = area.level === 1 ? 'province' : area.level === DISTRICT ? 'district' : 'legal_dong';
  const radius = Math.round(area.radius_m ?? 0);
  return labelled(plain(level, 0.8, area.lon!, area.lat!, radius, { address: areaName(area) }));
}

function placeMatch(place: PlaceRow): LabelledMatch {
  const { row: _, label: name, postcode: _postcode, ...rest } = placeCandidate(0, place, 0.7);
  return { ...rest, label: name };
}
