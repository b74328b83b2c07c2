import { query } from '@/lib/db/database';
import { type AreaIndex, loadAreas } from './areas';
import { type Family, keyNumber, keyOwner, keyRange, mainRange } from './keys';

/**
 * What geocoding asks of the published tables. Every question is asked for a set at once: one statement
 * for thousands of keys, bounded by index ranges.
 */

export interface Road {
  id: number;
  area_id: number;
  name: string;
  name_key: string;
  code: string | null;
  lon: number | null;
  lat: number | null;
  radius_m: number | null;
  addresses: number;
}

/** A published address; coordinates are WGS 84 degrees, null when no loaded file has them. */
export interface AddressRow {
  key: number;
  area_id: number;
  house: string | null;
  lon: number | null;
  lat: number | null;
  centroid_lon: number | null;
  centroid_lat: number | null;
  postcode: string | null;
  building: string | null;
  code: string | null;
  parcel_key: number | null;
  dataset_id: number;
}

export interface ParcelRow {
  key: number;
  address_key: number;
  area_id: number;
  main: boolean;
  lon: number | null;
  lat: number | null;
  centroid_lon: number | null;
  centroid_lat: number | null;
  postcode: string | null;
}

export interface BuildingRow {
  name_key: string;
  name: string;
  address_key: number;
  area_id: number;
  lon: number;
  lat: number;
  postcode: string | null;
}

export interface PlaceRow {
  name: string;
  name_key: string;
  country: string | null;
  region: string | null;
  kind: string;
  population: number;
  lon: number;
  lat: number;
}

const ADDRESS_COLUMNS =
  'a.key, a.area_id, a.house, a.lon, a.lat, a.centroid_lon, a.centroid_lat, a.postcode, a.building, a.code, a.parcel_key, a.dataset_id';
const ROAD_COLUMNS = 'id, area_id, name, name_key, code, lon, lat, radius_m, addresses';

/** Most roads one process keeps; the whole of Korea has some 370,000. */
const ROADS_KEPT = 600_000;

type ByKey<T> = Map<string, readonly T[]>;

/** The view one process has of one publication of one family: dictionaries in memory, numbers in the database. */
export class Gazetteer {
  private roadsByName: ByKey<Road> = new Map();
  private roadsByRoman: ByKey<Road> = new Map();
  private roadsByArea = new Map<number, readonly Road[]>();
  private roadById = new Map<number, Road>();
  private kept = 0;

  constructor(
    readonly family: Family,
    readonly version: number,
    readonly areas: AreaIndex,
  ) {}

  /** Roads whose name has this key; only after `loadRoads` with it. */
  roads(key: string): readonly Road[] {
    return this.roadsByName.get(key) ?? [];
  }
  romanRoads(key: string): readonly Road[] {
    return this.roadsByRoman.get(key) ?? [];
  }
  /** All roads of a district; only after `loadRoadsOf`. */
  roadsOf(area: number): readonly Road[] {
    return this.roadsByArea.get(area) ?? [];
  }
  road(id: number): Road | undefined {
    return this.roadById.get(id);
  }

  /** Reads the roads of these name keys that are not in memory yet. */
  async loadRoads(keys: Iterable<string>): Promise<void> {
    await this.load(this.roadsByName, keys, 'name_key');
  }
  async loadRomanRoads(keys: Iterable<string>): Promise<void> {
    await this.load(this.roadsByRoman, keys, 'roman_key');
  }

  private async load(
    into: ByKey<Road>,
    keys: Iterable<string>,
    column: 'name_key' | 'roman_key',
  ): Promise<void> {
    const missing = [...new Set(keys)].filter((key) => !into.has(key));
    if (!missing.length) return;
    this.makeRoom(missing.length);
    const rows = await query<Road & { wanted: string }>(
      `select ${ROAD_COLUMNS}, ${column} as wanted from gazetteer.${this.family}_road
       where ${column} = any($1::text[]) and addresses > 0`,
      [missing],
    );
    for (const key of missing) into.set(key, []);
    for (const { wanted, ...road } of rows) (into.get(wanted) as Road[]).push(this.remember(road));
  }

  /** Reads all roads of these districts that are not in memory yet. */
  async loadRoadsOf(areas: Iterable<number>): Promise<void> {
    const missing = [...new Set(areas)].filter((id) => !this.roadsByArea.has(id));
    if (!missing.length) return;
    const rows = await query<Road>(
      `select ${ROAD_COLUMNS} from gazetteer.${this.family}_road where area_id = any($1::int[]) and addresses > 0`,
      [missing],
    );
    this.makeRoom(rows.length);
    for (const id of missing) this.roadsByArea.set(id, []);
    for (const road of rows) (this.roadsByArea.get(road.area_id) as Road[]).push(this.remember(road));
  }

  /** Reads roads by id that are not in memory yet. */
  async loadRoadIds(ids: Iterable<number>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.roadById.has(id));
    if (!missing.length) return;
    this.makeRoom(missing.length);
    const rows = await query<Road>(
      `select ${ROAD_COLUMNS} from gazetteer.${this.family}_road where id = any($1::int[])`,
      [missing],
    );
    for (const road of rows) this.remember(road);
  }

  private remember(road: Road): Road {
    const known = this.roadById.get(road.id);
    if (known) return known;
    this.roadById.set(road.id, road);
    return road;
  }

  private makeRoom(more: number): void {
    this.kept += more;
    if (this.kept <= ROADS_KEPT) return;
    this.kept = more;
    this.roadsByName = new Map();
    this.roadsByRoman = new Map();
    this.roadsByArea = new Map();
    this.roadById = new Map();
  }

  /** Addresses by key; several may share one (one number, two legal dongs). */
  async addresses(keys: readonly number[]): Promise<Map<number, AddressRow[]>> {
    return this.byKey<AddressRow>('address', ADDRESS_COLUMNS, keys);
  }

  /** Parcels by key; several addresses may stand on one. */
  async parcels(keys: readonly number[]): Promise<Map<number, ParcelRow[]>> {
    return this.byKey<ParcelRow>('parcel', 'a.*', keys);
  }

  private async byKey<T extends { key: number }>(
    table: 'address' | 'parcel',
    columns: string,
    keys: readonly number[],
  ): Promise<Map<number, T[]>> {
    const found = new Map<number, T[]>();
    if (!keys.length) return found;
    // An index scan over an array reads each leaf page once, in order; a join with unnest() was planned as a
    // merge over the whole index and took two to three times as long.
    const rows = await query<T>(
      `select ${columns} from gazetteer.${this.family}_${table} a where a.key = any($1::int8[])`,
      [keys],
    );
    for (const row of rows) {
      const list = found.get(row.key);
      if (list) list.push(row);
      else found.set(row.key, [row]);
    }
    return found;
  }

  /**
   * For each key the located addresses just below and just above it on the same road and kind: at most
   * `each` on either side, so that a miss costs two short index scans whatever the road's length.
   */
  async neighbours(keys: readonly number[], each = 3): Promise<Map<number, AddressRow[]>> {
    const range = (key: number) =>
      keyRange(this.family, keyOwner(this.family, key), keyNumber(this.family, key).kind);
    return this.around<AddressRow>('address', ADDRESS_COLUMNS, keys, range, each);
  }

  /** For each parcel key the located parcels of the same main number (other sub-numbers). */
  async parcelNeighbours(keys: readonly number[], each = 3): Promise<Map<number, ParcelRow[]>> {
    return this.around<ParcelRow>('parcel', 'a.*', keys, (key) => mainRange(this.family, key), each);
  }

  private async around<T extends { key: number }>(
    table: 'address' | 'parcel',
    columns: string,
    keys: readonly number[],
    range: (key: number) => [from: number, before: number],
    each: number,
  ): Promise<Map<number, T[]>> {
    const found = new Map<number, T[]>();
    if (!keys.length) return found;
    const wanted = [...new Set(keys)];
    const ranges = wanted.map(range);
    const rows = await query<T & { wanted: number }>(
      `select u.k as wanted, n.* from unnest($1::int8[], $2::int8[], $3::int8[]) u(k, low, high),
       lateral (
         (select ${columns} from gazetteer.${this.family}_${table} a
          where a.key >= u.low and a.key < u.k and a.lon is not null order by a.key desc limit ${each})
         union all
         (select ${columns} from gazetteer.${this.family}_${table} a
          where a.key > u.k and a.key < u.high and a.lon is not null order by a.key limit ${each})
       ) n`,
      [wanted, ranges.map((range) => range[0]), ranges.map((range) => range[1])],
    );
    for (const { wanted, ...row } of rows) {
      const list = found.get(wanted);
      if (list) list.push(row as unknown as T);
      else found.set(wanted, [row as unknown as T]);
    }
    return found;
  }

  /** Buildings by key of their name, at most `limit` each. */
  async buildings(keys: readonly string[], limit = 20): Promise<Map<string, BuildingRow[]>> {
    const found = new Map<string, BuildingRow[]>();
    if (!keys.length || this.family !== 'kr') return found;
    const rows = await query<BuildingRow>(
      `select b.* from unnest($1::text[]) u(k), lateral (
         select * from gazetteer.kr_building where name_key = u.k limit ${limit}) b`,
      [[...new Set(keys)]],
    );
    for (const row of rows) {
      const list = found.get(row.name_key);
      if (list) list.push(row);
      else found.set(row.name_key, [row]);
    }
    return found;
  }
}

/** Places of the world by key of their name, the most populous first. */
export async function placesByName(keys: readonly string[], limit = 10): Promise<Map<string, PlaceRow[]>> {
  const found = new Map<string, PlaceRow[]>();
  if (!keys.length) return found;
  const rows = await query<PlaceRow>(
    `select p.* from unnest($1::text[]) u(k), lateral (
       select name, name_key, country, region, kind, population, lon, lat from gazetteer.place
       where name_key = u.k order by population desc limit ${limit}) p`,
    [[...new Set(keys)]],
  );
  for (const row of rows) {
    const list = found.get(row.name_key);
    if (list) list.push(row);
    else found.set(row.name_key, [row]);
  }
  return found;
}

const current = new Map<Family, { version: number; view: Promise<Gazetteer> }>();
let asking: Promise<Map<string, number>> | undefined;

/** Versions of the publications; callers of the same moment share one question. */
function versions(): Promise<Map<string, number>> {
  asking ??= query<{ family: string; version: number }>('select family, version from gazetteer.publication')
    .then((rows) => new Map(rows.map(({ family, version }) => [family, version])))
    .finally(() => {
      asking = undefined;
    });
  return asking;
}

/**
 * The current publication of a family. Asked for each batch (a fraction of a millisecond), so that the first
 * batch after an import, in whatever process, sees it.
 */
export async function gazetteer(family: Family): Promise<Gazetteer> {
  const version = (await versions()).get(family) ?? 0;
  const known = current.get(family);
  if (known?.version === version) return known.view;
  const view = loadAreas(family).then((areas) => new Gazetteer(family, version, areas));
  current.set(family, { version, view });
  view.catch(() => current.delete(family));
  return view;
}
