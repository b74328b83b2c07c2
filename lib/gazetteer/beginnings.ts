import { type Beginning, initialsKey, typingKey } from '@/lib/address/jamo';
import { romanise, romanKey } from '@/lib/address/keys';
import { query } from '@/lib/db/database';
import { type Area, type AreaIndex, PROVINCE, provinceOf } from './areas';
import type { Family } from './keys';
import type { BuildingRow, PlaceRow, Road } from './lookup';

/** What the published tables have that begins with what was typed: the most important first, few at a time. */

interface Position {
  lon: number;
  lat: number;
}

/** Names that are looked at; more would not be shown. */
const NAMES = 16;
/** Names that begin so among which those of one area are sought. */
const NAMES_OF_AREA = 4000;

const ROAD = 'r.id, r.area_id, r.name, r.name_key, r.code, r.lon, r.lat, r.radius_m, r.addresses';

/** Kilometres between a row and the position $lon, $lat; flat, which is enough to compare. */
const kilometres = (row: string, lon: string, lat: string) =>
  `111.2 * sqrt(((${row}.lon - ${lon}) * cos(radians(${lat}))) ^ 2 + (${row}.lat - ${lat}) ^ 2)`;

/**
 * How one of several of a name compares: what is four times as large may lie ten times as far away.
 * The same weights as in lib/geocode/suggest/rank.ts.
 */
const SIZE_WEIGHT = 3.6;
const DISTANCE_WEIGHT = 6 / Math.LN10;

/** A condition on gazetteer.spelling; undefined for so little that it says nothing. */
function conditionOf({ typed, initials }: Beginning, values: unknown[]): string | undefined {
  const parts: string[] = [];
  const column = (name: 'typed' | 'initials', key: string) => {
    values.push(`${key}%`);
    parts.push(`s.${name} like $${values.length}`);
    if (key.length > 4) return;
    values.push(key.slice(0, 2));
    parts.push(`left(s.${name}, 2) = $${values.length}`);
  };
  if (typed.length >= 2) column('typed', typed);
  if (initials !== undefined && initials.length >= 2) column('initials', initials);
  return parts.length ? parts.join(' and ') : undefined;
}

/** The names that begin so, as a subquery of name and key. */
function names(kind: 'road' | 'building', beginning: Beginning, values: unknown[], limit: number) {
  const condition = conditionOf(beginning, values);
  return (
    condition &&
    `(select s.name, s.key, s.size from gazetteer.spelling s
      where s.kind = '${kind}' and ${condition} order by s.size desc, s.name limit ${limit}) n`
  );
}

/**
 * Roads whose names begin so: of each of the most important names the few that are largest and nearest.
 * @param areas districts they must lie in.
 */
export async function roadsBeginning(
  beginning: Beginning,
  { near, areas, limit }: { near?: Position; areas?: readonly number[]; limit: number },
): Promise<Road[]> {
  const values: unknown[] = [];
  const source = names('road', beginning, values, areas ? NAMES_OF_AREA : NAMES);
  if (!source) return [];
  if (areas) {
    values.push(areas);
    return query<Road>(
      `select ${ROAD} from ${source} join gazetteer.kr_road r on r.name_key = n.key and r.name = n.name
       where r.area_id = any($${values.length}::int[]) and r.addresses > 0
       order by r.addresses desc, r.id limit ${limit}`,
      values,
    );
  }
  let order = 'r.addresses desc, r.id';
  if (near) {
    values.push(near.lon, near.lat);
    const away = kilometres('r', `$${values.length - 1}::float8`, `$${values.length}::float8`);
    order = `${SIZE_WEIGHT} * ln(r.addresses) - ${DISTANCE_WEIGHT} * ln(1 + ${away}) desc, r.id`;
  }
  return query<Road>(
    `select u.* from ${source}, lateral (
       select ${ROAD} from gazetteer.kr_road r
       where r.name_key = n.key and r.name = n.name and r.addresses > 0 and r.lon is not null
       order by ${order} limit ${limit}) u`,
    values,
  );
}

/** Buildings whose names begin so. @param areas towns and villages they must lie in. */
export async function buildingsBeginning(
  beginning: Beginning,
  { near, areas, limit }: { near?: Position; areas?: readonly number[]; limit: number },
): Promise<BuildingRow[]> {
  const values: unknown[] = [];
  const source = names('building', beginning, values, areas ? NAMES_OF_AREA : NAMES);
  if (!source) return [];
  if (areas) {
    values.push(areas);
    return query<BuildingRow>(
      `select b.* from ${source} join gazetteer.kr_building b on b.name_key = n.key and b.name = n.name
       where b.area_id = any($${values.length}::int[]) order by n.size desc, b.address_key limit ${limit}`,
      values,
    );
  }
  let order = 'b.address_key';
  if (near) {
    values.push(near.lon, near.lat);
    order = kilometres('b', `$${values.length - 1}::float8`, `$${values.length}::float8`);
  }
  return query<BuildingRow>(
    `select u.* from ${source}, lateral (
       select b.* from gazetteer.kr_building b where b.name_key = n.key and b.name = n.name
       order by ${order} limit 4) u`,
    values,
  );
}

/** A pattern for LIKE that matches what begins with the text and nothing else. */
const pattern = (key: string) => `${key.replace(/[\\%_]/g, '\\$&')}%`;

/** Places of the world by the beginning of their key, the most populous first. */
export async function placesBeginning(key: string, limit: number): Promise<PlaceRow[]> {
  if (!key) return [];
  const two = key.length >= 2 && key.length <= 4 ? 'left(name_key, 2) = left($3, 2) and ' : '';
  return query<PlaceRow>(
    `select name, name_key, country, region, kind, population, lon, lat from gazetteer.place
     where ${two}name_key like $1 order by population desc limit $2`,
    two ? [pattern(key), limit, key] : [pattern(key), limit],
  );
}

/** Roads by the beginning of their western or romanised key, the largest first. */
export async function latinRoadsBeginning(family: Family, key: string, limit: number): Promise<Road[]> {
  if (key.length < 2) return [];
  return query<Road>(
    `select ${ROAD} from gazetteer.${family}_road r
     where ${family === 'kr' ? 'roman_key' : 'name_key'} like $1 and addresses > 0 and lon is not null
     order by addresses desc, id limit $2`,
    [pattern(key), limit],
  );
}

interface AreaWord {
  typed: string;
  initials: string;
  roman: string;
}

/** Each area with the words of its name: 수원시 장안구 is found under both, 충청북도 also as 충북. */
const wordsOfIndex = new WeakMap<AreaIndex, readonly (readonly [Area, readonly AreaWord[]])[]>();

function areaWords(index: AreaIndex): readonly (readonly [Area, readonly AreaWord[]])[] {
  let words = wordsOfIndex.get(index);
  if (!words) {
    words = [...index.byId.values()].flatMap((area) => {
      if (!area.name) return [];
      const short = area.level === PROVINCE ? provinceOf(area) : undefined;
      const all = [...area.name.split(' '), ...(short ? [short] : [])];
      return [
        [
          area,
          all.map((word) => ({
            typed: typingKey(word),
            initials: initialsKey(word),
            roman: romanKey(romanise(word)),
          })),
        ] as const,
      ];
    });
    wordsOfIndex.set(index, words);
  }
  return words;
}

/** Areas one of whose words `fits`; `whole` tells whether a whole word was typed. */
export function areasWith(
  index: AreaIndex,
  fits: (word: AreaWord) => boolean,
  whole: (word: AreaWord) => boolean,
): { area: Area; whole: boolean }[] {
  const found: { area: Area; whole: boolean }[] = [];
  for (const [area, words] of areaWords(index)) {
    if (words.some(fits)) found.push({ area, whole: words.some(whole) });
  }
  return found;
}
