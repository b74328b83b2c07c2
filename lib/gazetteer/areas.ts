import { areaKey, cityKey, provinceOfName, regionKey } from '@/lib/address/keys';
import type { Province } from '@/lib/address/types';
import { query } from '@/lib/db/database';
import type { Family } from './keys';

/** Levels of the kr family. */
export const PROVINCE = 1;
export const DISTRICT = 2;
export const TOWN = 3;
export const VILLAGE = 4;

export interface Area {
  id: number;
  level: number;
  parent?: Area;
  code: string | null;
  name: string | null;
  lon: number | null;
  lat: number | null;
  radius_m: number | null;
  addresses: number;
}

/** All areas that have addresses, in memory: some 20,000 for the whole of Korea. */
export interface AreaIndex {
  byId: Map<number, Area>;
  /** Areas by level and key of their name. */
  named(level: number, key: string): readonly Area[];
  /** Areas directly below one. */
  children(area: Area): readonly Area[];
  /** All provinces (kr) or regions (intl). */
  provinces: readonly Area[];
  /** All districts (kr) or cities (intl). */
  districts: readonly Area[];
}

const NONE: readonly Area[] = [];

export async function loadAreas(family: Family): Promise<AreaIndex> {
  const rows = await query<Omit<Area, 'parent'> & { parent_id: number | null }>(
    `select id, level, parent_id, code, name, lon, lat, radius_m, addresses
     from gazetteer.${family}_area where addresses > 0 order by level, id`,
  );
  const byId = new Map<number, Area>();
  const byName = new Map<string, Area[]>();
  const byParent = new Map<Area, Area[]>();
  const keyOf = family === 'kr' ? areaKey : (name: string) => cityKey(name);
  for (const { parent_id, ...rest } of rows) {
    const area: Area = { ...rest, parent: parent_id === null ? undefined : byId.get(parent_id) };
    byId.set(area.id, area);
    if (area.parent) push(byParent, area.parent, area);
    if (area.name === null) continue;
    const key = family === 'intl' && area.level === 1 ? regionKey(area.name) : keyOf(area.name);
    push(byName, `${area.level}:${key}`, area);
  }
  return {
    byId,
    named: (level, key) => byName.get(`${level}:${key}`) ?? NONE,
    children: (area) => byParent.get(area) ?? NONE,
    provinces: [...byId.values()].filter((area) => area.level === PROVINCE),
    districts: [...byId.values()].filter((area) => area.level === DISTRICT),
  };
}

function push<K>(map: Map<K, Area[]>, key: K, area: Area): void {
  const list = map.get(key);
  if (list) list.push(area);
  else map.set(key, [area]);
}

/** The area itself or the one above it at `level`. */
export function ancestor(area: Area | undefined, level: number): Area | undefined {
  let at = area;
  while (at && at.level > level) at = at.parent;
  return at?.level === level ? at : undefined;
}

const provinces = new WeakMap<Area, Province | null>();

/** The 시도 of a kr area, in its canonical short form. */
export function provinceOf(area: Area): Province | undefined {
  const top = ancestor(area, PROVINCE);
  if (!top) return undefined;
  let province = provinces.get(top);
  if (province === undefined) {
    province = provinceOfName(top.name ?? '') ?? null;
    provinces.set(top, province);
  }
  return province ?? undefined;
}
