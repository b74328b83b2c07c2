import { type Beginning, begins, readBeginning, typingKey } from '@/lib/address/jamo';
import { cityKey } from '@/lib/address/keys';
import { type Area, ancestor, DISTRICT } from '@/lib/gazetteer/areas';
import { areasWith, buildingsBeginning, placesBeginning, roadsBeginning } from '@/lib/gazetteer/beginnings';
import { keyOwner } from '@/lib/gazetteer/keys';
import { type Gazetteer, gazetteer } from '@/lib/gazetteer/lookup';
import { type LonLat, metres } from '../distance';
import { areaName, roadAddress, roadName } from '../korean/names';
import { areaMatch, labelled, placeMatch, plainMatch } from '../labelled';
import { ROAD_M, reach } from '../reach';
import { areaRank, buildingRank, placeRank, type Ranked, ranked, roadRank } from './rank';

/** Districts around the map's centre whose lesser roads are looked at, too. */
const NEAR_DISTRICTS = 5;
const NEAR_M = 30_000;

/** Words that are read as areas before the name; no address has more. */
const MOST_WORDS = 5;

interface Options {
  limit: number;
  near?: LonLat;
}

/** Areas, roads, buildings and cities that a Korean text may be the beginning of. */
export async function koreanBeginnings(text: string, options: Options): Promise<Ranked[]> {
  const view = await gazetteer('kr');
  const words = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(-MOST_WORDS);
  const found: Promise<Ranked[]>[] = [];
  let scope: Scope | undefined;
  // "종로 세종대" is 종로세종대.., or 세종대.. in 종로.
  for (let areaCount = 0; areaCount < words.length; areaCount++) {
    if (areaCount > 0) scope = narrowed(view, scope, words[areaCount - 1]!);
    if (areaCount > 0 && !scope) break;
    const rest = words.slice(areaCount).join('');
    const beginning = readBeginning(rest);
    if (beginning) found.push(within(view, scope, beginning, rest, options));
  }
  return (await Promise.all(found)).flat();
}

/** Areas a word stands for, and all that lie in them. */
type Scope = ReadonlySet<Area>;

function narrowed(view: Gazetteer, scope: Scope | undefined, word: string): Scope | undefined {
  const beginning = readBeginning(word);
  if (!beginning) return undefined;
  const named = fitting(view, beginning, scope);
  if (!named.length) return undefined;
  const inside = new Set(named.map(({ area }) => area));
  // Areas come with their level rising, so that one above has been seen before those below.
  for (const area of view.areas.byId.values()) if (area.parent && inside.has(area.parent)) inside.add(area);
  return inside;
}

function fitting(view: Gazetteer, beginning: Beginning, scope: Scope | undefined) {
  const found = areasWith(
    view.areas,
    ({ typed, initials }) => begins(beginning, typed, initials),
    ({ typed, initials }) =>
      (beginning.initials ?? beginning.typed) === (beginning.initials ? initials : typed),
  );
  return scope ? found.filter(({ area }) => scope.has(area)) : found;
}

async function within(
  view: Gazetteer,
  scope: Scope | undefined,
  beginning: Beginning,
  text: string,
  { limit, near }: Options,
): Promise<Ranked[]> {
  const key = typingKey(text);
  const areas = fitting(view, beginning, scope).flatMap(({ area, whole }) => {
    if (area.lon === null || area.lat === null) return [];
    const upper = area.parent && areaName(area.parent);
    const own = { ...areaMatch(area), name: area.name ?? '', ...(upper ? { area: upper } : {}) };
    return [ranked(own, areaRank(area.level, area.addresses), whole, near)];
  });
  const inDistricts = scope && [...districtsOf(scope)];
  const around = !scope && near ? nearDistricts(view, near) : [];
  const [roads, nearRoads, buildings, places] = await Promise.all([
    roadsBeginning(beginning, { near, limit, areas: inDistricts }),
    around.length ? roadsBeginning(beginning, { limit, areas: around }) : [],
    buildingsBeginning(beginning, { near, limit, areas: scope && [...scope].map(({ id }) => id) }),
    scope || beginning.initials !== undefined ? [] : placesBeginning(cityKey(text), limit),
  ]);
  await view.loadRoadIds(buildings.map((row) => keyOwner('kr', row.address_key)));
  return [
    ...areas,
    ...[...roads, ...nearRoads].flatMap((road) => {
      if (road.lon === null || road.lat === null) return [];
      const district = view.areas.byId.get(road.area_id);
      const address = roadName(road, district);
      const at = { lon: road.lon, lat: road.lat };
      const match = labelled(plainMatch('road', 0.7, at, reach(road, ROAD_M), { address }));
      const own = { ...match, name: road.name, ...(district ? { area: areaName(district) } : {}) };
      return [ranked(own, roadRank(road.name, road.addresses), typingKey(road.name) === key, near)];
    }),
    ...buildings.map((row) => {
      const road = view.road(keyOwner('kr', row.address_key));
      const address = road && roadAddress(road, row.address_key, view.areas.byId.get(row.area_id));
      const match = labelled(plainMatch('place', 0.7, row, 50, { name: row.name, address }));
      const own = { ...match, name: row.name, ...(address ? { area: address } : {}) };
      return ranked(own, buildingRank(), typingKey(row.name) === key, near);
    }),
    ...places.map((place) => {
      const own = {
        ...placeMatch(place),
        name: place.name,
        ...(place.country ? { area: place.country } : {}),
      };
      return ranked(own, placeRank(place.population), typingKey(place.name) === key, near);
    }),
  ];
}

function districtsOf(scope: Scope): Set<number> {
  const ids = new Set<number>();
  for (const area of scope) {
    const district = ancestor(area, DISTRICT);
    if (district) ids.add(district.id);
  }
  return ids;
}

function nearDistricts(view: Gazetteer, near: LonLat): number[] {
  return view.areas.districts
    .flatMap(({ id, lon, lat }) =>
      lon === null || lat === null ? [] : [{ id, away: metres({ lon, lat }, near) }],
    )
    .filter(({ away }) => away < NEAR_M)
    .sort((a, b) => a.away - b.away)
    .slice(0, NEAR_DISTRICTS)
    .map(({ id }) => id);
}
