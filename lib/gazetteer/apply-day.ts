import type { PoolClient } from 'pg';
import { transaction } from '@/lib/db/database';
import { ownerShift } from './publish-sql';
import { factTable } from './staging';

interface StagedDay {
  date: string;
  /** Staged data sets: rows to insert or update, and rows to remove. */
  brought: number;
  taken: number;
  /** The data set that keeps them. */
  changes: number;
  regions: string[];
  files: string[];
}

interface Counts {
  inserted: number;
  updated: number;
  deleted: number;
  parcels: number;
}

/** Whether a published address `a` lies in the 읍면동 of a fact `f`. */
const SAME_TOWN = `(a.area_id in (f.area_id, f.town_id)
  or exists (select 1 from gazetteer.kr_area x where x.id = a.area_id and x.parent_id = f.town_id))`;

/** Applies one day's staged changes to the published tables and to the data set of changes, in one transaction. */
export function applyDay(day: StagedDay): Promise<Counts> {
  return transaction(async (client) => {
    await skipOutdated(client, day);
    await addDictionary(client);
    await remember(client, day);
    const counts = await applyAddresses(client, day);
    const parcels = await applyParcels(client, day);
    await applyBuildings(client, day);
    await recountRoads(client, day);
    await client.query(
      `insert into gazetteer.publication as p (family, version) values ('kr', 1)
       on conflict (family) do update set version = p.version + 1, published_at = now()`,
    );
    return { ...counts, parcels };
  });
}

/** What a later day's file has said already stays. */
async function skipOutdated(client: PoolClient, { date, brought, taken, changes }: StagedDay): Promise<void> {
  for (const id of [brought, taken]) {
    await client.query(
      `delete from ${factTable('address', id)} f
       where exists (select 1 from ${factTable('address', changes)} c
           where c.key = f.key and c.town_id = f.town_id and c.on_date > $1::date)
         or exists (select 1 from gazetteer.abolished b where b.key = f.key and b.on_date > $1::date)`,
      [date],
    );
    await client.query(
      `delete from ${factTable('parcel', id)} f using gazetteer.abolished_parcel b
       where b.key = f.key and b.address_key = f.address_key and b.on_date > $1::date`,
      [date],
    );
  }
}

async function addDictionary(client: PoolClient): Promise<void> {
  await client.query(
    `insert into gazetteer.kr_area (id, level, parent_id, code, name, name_en, addresses)
     select id, level, parent_id, code, name, name_en, 0 from gazetteer.kr_area_new
     where id not in (select id from gazetteer.kr_area)`,
  );
  await client.query(
    `update gazetteer.kr_area a set name = n.name from gazetteer.kr_area_new n
     where n.id = a.id and a.name is null and n.name is not null`,
  );
  await client.query(
    `insert into gazetteer.kr_road (id, area_id, name, name_key, roman_key, code, addresses)
     select id, area_id, name, name_key, roman_key, code, 0 from gazetteer.kr_road_new
     where id not in (select id from gazetteer.kr_road)`,
  );
}

/** Keeps the day for later publications. */
async function remember(client: PoolClient, day: StagedDay): Promise<void> {
  const { date, brought, taken, changes } = day;
  const kept = factTable('address', changes);
  await client.query(
    `insert into gazetteer.abolished as b (key, on_date)
     select distinct key, $1::date from ${factTable('address', taken)} t
     where key not in (select key from ${factTable('address', brought)})
     on conflict (key) do update set on_date = greatest(b.on_date, excluded.on_date)`,
    [date],
  );
  await client.query(
    `insert into gazetteer.abolished_parcel as b (key, address_key, on_date)
     select distinct key, address_key, $1::date from ${factTable('parcel', taken)} t
     where not exists (select 1 from ${factTable('parcel', brought)} f
       where f.key = t.key and f.address_key = t.address_key)
     on conflict (key, address_key) do update set on_date = greatest(b.on_date, excluded.on_date)`,
    [date],
  );
  for (const id of [brought, taken]) {
    await client.query(
      `delete from ${kept} c using ${factTable('address', id)} f where c.key = f.key and c.town_id = f.town_id`,
    );
    await client.query(
      `delete from ${factTable('building', changes)} c using ${factTable('address', id)} f where c.address_key = f.key`,
    );
    await client.query(
      `delete from ${factTable('parcel', changes)} c using ${factTable('parcel', id)} f
       where c.address_key = f.address_key and c.key = f.key`,
    );
  }
  await client.query(`insert into ${kept} select f.*, $1::date from ${factTable('address', brought)} f`, [
    date,
  ]);
  for (const kind of ['parcel', 'building'] as const) {
    await client.query(`insert into ${factTable(kind, changes)} select * from ${factTable(kind, brought)}`);
  }
  await client.query(
    `update gazetteer.dataset set state = 'current', edition = greatest(edition, $2::date),
       rows = (select count(*) from ${kept}), imported_at = now(),
       regions = (select array(select distinct unnest(regions || $3::text[]))),
       files = (select to_jsonb(array(select distinct jsonb_array_elements_text(files || $4::jsonb))))
     where id = $1`,
    [changes, date, day.regions, JSON.stringify(day.files)],
  );
}

async function applyAddresses(client: PoolClient, day: StagedDay): Promise<Omit<Counts, 'parcels'>> {
  const brought = factTable('address', day.brought);
  const deleted = await client.query(
    `delete from gazetteer.kr_address a using ${factTable('address', day.taken)} f
     where a.key = f.key and ${SAME_TOWN} returning a.area_id`,
  );
  const updated = await client.query(
    `update gazetteer.kr_address a set area_id = f.area_id, postcode = f.postcode, building = f.building,
       admin_dong = f.admin_dong, code = f.code, parcel_key = f.parcel_key
     from ${brought} f where a.key = f.key and ${SAME_TOWN}`,
  );
  const inserted = await client.query(
    `insert into gazetteer.kr_address
       (key, road_id, area_id, postcode, building, admin_dong, code, parcel_key, dataset_id)
     select distinct on (f.key, f.town_id) f.key, (f.key >> ${ownerShift('kr')})::int, f.area_id, f.postcode,
       f.building, f.admin_dong, f.code, f.parcel_key, $1::int
     from ${brought} f
     where not exists (select 1 from gazetteer.kr_address a where a.key = f.key and ${SAME_TOWN})
     order by f.key, f.town_id
     returning area_id`,
    [day.changes],
  );
  await countAreas(client, inserted.rows as { area_id: number }[], 1);
  await countAreas(client, deleted.rows as { area_id: number }[], -1);
  return {
    inserted: inserted.rowCount ?? 0,
    updated: updated.rowCount ?? 0,
    deleted: deleted.rowCount ?? 0,
  };
}

/** Adds to the counts of the areas and of all above them. */
async function countAreas(client: PoolClient, rows: { area_id: number }[], sign: 1 | -1): Promise<void> {
  if (!rows.length) return;
  await client.query(
    `with recursive up as (
       select id, count(*)::int * $2::int as n from unnest($1::int[]) id group by id
       union all
       select a.parent_id, up.n from up join gazetteer.kr_area a on a.id = up.id where a.parent_id is not null)
     update gazetteer.kr_area a set addresses = greatest(0, a.addresses + s.n)
     from (select id, sum(n)::int as n from up group by id) s where s.id = a.id`,
    [rows.map((row) => row.area_id), sign],
  );
}

async function applyParcels(client: PoolClient, day: StagedDay): Promise<number> {
  const shift = ownerShift('kr');
  // Of addresses that are gone all parcels, of changed ones the representative.
  for (const id of [day.brought, day.taken]) {
    await client.query(
      `delete from gazetteer.kr_parcel p using ${factTable('address', id)} f where p.address_key = f.key
         and (p.main or not exists (select 1 from gazetteer.kr_address a where a.key = f.key))`,
    );
  }
  await client.query(
    `delete from gazetteer.kr_parcel p using ${factTable('parcel', day.taken)} f
     where p.address_key = f.address_key and p.key = f.key and not p.main`,
  );
  const columns = 'a.lon, a.lat, a.centroid_lon, a.centroid_lat, a.postcode';
  const touched = [day.brought, day.taken].map((id) => `select key from ${factTable('address', id)}`);
  await client.query(
    `insert into gazetteer.kr_parcel (key, address_key, area_id, main, lon, lat, centroid_lon, centroid_lat, postcode)
     select a.parcel_key, a.key, (a.parcel_key >> ${shift})::int, true, ${columns}
     from gazetteer.kr_address a where a.parcel_key is not null and a.key in (${touched.join(' union ')})
       and not exists (select 1 from gazetteer.kr_parcel p where p.key = a.parcel_key and p.address_key = a.key)`,
  );
  const further = await client.query(
    `insert into gazetteer.kr_parcel (key, address_key, area_id, main, lon, lat, centroid_lon, centroid_lat, postcode)
     select distinct on (f.key, f.address_key) f.key, f.address_key, (f.key >> ${shift})::int, false, ${columns}
     from ${factTable('parcel', day.brought)} f join gazetteer.kr_address a on a.key = f.address_key
     where not exists (select 1 from gazetteer.kr_parcel p where p.key = f.key and p.address_key = f.address_key)
     order by f.key, f.address_key`,
  );
  return further.rowCount ?? 0;
}

async function applyBuildings(client: PoolClient, day: StagedDay): Promise<void> {
  for (const id of [day.brought, day.taken]) {
    await client.query(
      `delete from gazetteer.kr_building b using ${factTable('address', id)} f where b.address_key = f.key`,
    );
  }
  await client.query(
    `insert into gazetteer.kr_building (name_key, name, address_key, area_id, lon, lat, postcode)
     select distinct on (f.name_key, f.address_key) f.name_key, f.name, f.address_key, a.area_id,
       coalesce(a.lon, a.centroid_lon), coalesce(a.lat, a.centroid_lat), a.postcode
     from ${factTable('building', day.brought)} f join gazetteer.kr_address a on a.key = f.address_key
     where coalesce(a.lon, a.centroid_lon) is not null order by f.name_key, f.address_key`,
  );
}

async function recountRoads(client: PoolClient, day: StagedDay): Promise<void> {
  const shift = ownerShift('kr');
  const touched = [day.brought, day.taken].map(
    (id) => `select (key >> ${shift})::int from ${factTable('address', id)}`,
  );
  await client.query(
    `update gazetteer.kr_road r set addresses = (select count(*) from gazetteer.kr_address a
       where a.key >= r.id::int8 << ${shift} and a.key < (r.id + 1)::int8 << ${shift})
     where r.id in (${touched.join(' union ')})`,
  );
}
