import { query } from '@/lib/db/database';
import { DISTRICT } from '@/lib/gazetteer/areas';
import { type Family, keyOwner } from '@/lib/gazetteer/keys';
import { type AddressRow, gazetteer, type PlaceRow } from '@/lib/gazetteer/lookup';
import { type LonLat, metres } from './distance';
import { parcelAddress, roadAddress } from './korean/names';
import { areaMatch, type LabelledMatch, labelled, placeMatch } from './labelled';
import type { Match } from './types';
import { westernLabel } from './western/candidate';

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
