import type { PoolClient } from 'pg';
import { query, transaction } from '@/lib/db/database';
import { statisticsSql } from './area-stats';
import type { Family } from './keys';
import { facts, mergedAddresses, ownerShift, type Source, SUPPLEMENTS, supplement } from './publish-sql';
import { addSpellings, forgetSpellings } from './spellings';

/** Told of the steps of a publication, 0 to 1. */
export type OnStep = (step: string, done: number) => Promise<void> | void;

interface Publication {
  family: Family;
  /** Everything that counts from now on. */
  sources: readonly Source[];
  /** gazetteer.<family>_area_new and _road_new hold what the import added. */
  dictionaryWritten: boolean;
  onStep?: OnStep;
  /** More to do in the same transaction as the swap: data sets become current or go. */
  atSwap: (client: PoolClient) => Promise<void>;
}

interface Index {
  table: string;
  name: string;
  on: string;
}

const POINT = 'using gist (st_setsrid(st_makepoint(lon, lat), 4326)) where lon is not null';

function indexes(family: Family): Index[] {
  const all: Index[] = [
    { table: 'area', name: 'parent', on: '(parent_id)' },
    { table: 'road', name: 'name', on: '(name_key text_pattern_ops)' },
    { table: 'road', name: 'area', on: '(area_id)' },
    { table: 'road', name: 'roman', on: '(roman_key text_pattern_ops)' },
    { table: 'address', name: 'place', on: POINT },
  ];
  if (family === 'intl') return all;
  return [
    ...all,
    { table: 'parcel', name: 'key', on: '(key)' },
    { table: 'parcel', name: 'address', on: '(address_key)' },
    { table: 'building', name: 'name', on: '(name_key text_pattern_ops)' },
    { table: 'building', name: 'address', on: '(address_key)' },
  ];
}

const tablesOf = (family: Family) =>
  family === 'kr' ? ['area', 'road', 'address', 'parcel', 'building'] : ['area', 'road', 'address'];

/** One statement with room to sort and hash in. */
async function roomy(sql: string): Promise<void> {
  await transaction(async (client) => {
    await client.query(`set local work_mem = '192MB'`);
    await client.query(`set local maintenance_work_mem = '256MB'`);
    await client.query(sql);
  });
}

/**
 * Builds the published tables of a family aside and swaps them in whole. Look-ups see the old tables until
 * the one transaction of the swap, and all of the new ones after it.
 */
export async function publish({ family, sources, dictionaryWritten, onStep, atSwap }: Publication) {
  const name = (table: string) => `gazetteer.${family}_${table}`;
  const areaSource = name(dictionaryWritten ? 'area_new' : 'area');
  for (const table of tablesOf(family)) {
    await query(`drop table if exists ${name(table)}_next`);
    await query(`create table ${name(table)}_next (like ${name(table)})`);
  }
  await onStep?.('merge', 0);
  const main = sources.filter((source) => !SUPPLEMENTS.has(source.product) && source.regions.length);
  if (main.length) await roomy(`insert into ${name('address_next')} ${mergedAddresses(family, main)}`);
  await onStep?.('index', 0.3);
  await roomy(`create index ${family}_address_next_key on ${name('address_next')} (key)`);
  for (const source of sources) {
    if (!SUPPLEMENTS.has(source.product) || !source.regions.length) continue;
    await roomy(`insert into ${name('address_next')} ${supplement(family, source)}`);
  }
  if (family === 'kr') {
    const counted = sources.filter((source) => source.regions.length);
    await onStep?.('parcels', 0.4);
    await buildParcels(counted);
    await onStep?.('buildings', 0.55);
    await buildBuildings(counted);
  }
  await onStep?.('areas', 0.6);
  for (const statement of [...dropStatistics(family), ...statisticsSql(family, areaSource)])
    await roomy(statement);
  await roomy(
    `insert into ${name('area_next')} (id, level, parent_id, code, name, name_en, lon, lat, radius_m, addresses)
     select a.id, a.level, a.parent_id, a.code, a.name, a.name_en, s.lon, s.lat, s.radius_m, coalesce(s.addresses, 0)
     from ${areaSource} a left join ${name('area_stat_next')} s on s.owner = a.id order by a.id`,
  );
  const columns = 'id, area_id, name, name_key, roman_key, code';
  const added = dictionaryWritten ? `union all select ${columns} from ${name('road_new')}` : '';
  await roomy(
    `insert into ${name('road_next')} (${columns}, lon, lat, radius_m, addresses)
     select r.*, s.lon, s.lat, s.radius_m, coalesce(s.addresses, 0)
     from (select ${columns} from ${name('road')} ${added}) r
     left join ${name('road_stat_next')} s on s.owner = r.id order by r.id`,
  );
  for (const table of ['area', 'road'])
    await roomy(
      `alter table ${name(table)}_next add constraint ${family}_${table}_next_pkey primary key (id)`,
    );
  await onStep?.('index', 0.75);
  for (const index of indexes(family)) {
    await roomy(
      `create index ${family}_${index.table}_next_${index.name} on ${name(index.table)}_next ${index.on}`,
    );
  }
  for (const table of tablesOf(family)) await query(`analyze ${name(table)}_next`);
  if (family === 'kr') {
    await onStep?.('names', 0.85);
    await addSpellings('_next');
  }
  await onStep?.('swap', 0.95);
  await transaction(async (client) => {
    await swap(client, family);
    await client.query(
      `insert into gazetteer.publication as p (family, version) values ($1, 1)
       on conflict (family) do update set version = p.version + 1, published_at = now()`,
      [family],
    );
    await atSwap(client);
  });
  if (family === 'kr') await forgetSpellings();
  for (const statement of dropStatistics(family)) await query(statement);
  for (const table of ['area', 'road']) await query(`drop table if exists ${name(table)}_new`);
  await onStep?.('done', 1);
}

const dropStatistics = (family: Family) =>
  ['road', 'area', 'own'].map((table) => `drop table if exists gazetteer.${family}_${table}_stat_next`);

/** Parcels: the representative one of each address, and the further ones that files list. */
async function buildParcels(sources: readonly Source[]): Promise<void> {
  const shift = ownerShift('kr');
  const columns = 'a.lon, a.lat, a.centroid_lon, a.centroid_lat, a.postcode';
  const listed = sources.length
    ? facts('parcel', sources)
    : 'select null::int8 as key, null::int8 as address_key';
  await roomy(
    `insert into gazetteer.kr_parcel_next (key, address_key, area_id, main, lon, lat, centroid_lon, centroid_lat, postcode)
     select distinct on (key, address_key) * from (
       select a.parcel_key as key, a.key as address_key, (a.parcel_key >> ${shift})::int as area_id, true as main, ${columns}
       from gazetteer.kr_address_next a where a.parcel_key is not null
       union all
       select p.key, p.address_key, (p.key >> ${shift})::int, false, ${columns}
       from (${listed}) p join gazetteer.kr_address_next a on a.key = p.address_key
     ) u order by key, address_key, main desc, lon is null`,
  );
}

async function buildBuildings(sources: readonly Source[]): Promise<void> {
  if (!sources.length) return;
  await roomy(
    `insert into gazetteer.kr_building_next (name_key, name, address_key, area_id, lon, lat, postcode)
     select distinct on (name_key, address_key) b.name_key, b.name, b.address_key, a.area_id,
       coalesce(a.lon, a.centroid_lon), coalesce(a.lat, a.centroid_lat), a.postcode
     from (${facts('building', sources)}) b join gazetteer.kr_address_next a on a.key = b.address_key
     where coalesce(a.lon, a.centroid_lon) is not null order by name_key, address_key`,
  );
}

/** Renames the tables built aside to the published ones, in the caller's transaction. */
async function swap(client: PoolClient, family: Family): Promise<void> {
  for (const table of tablesOf(family)) {
    await client.query(`drop table gazetteer.${family}_${table}`);
    await client.query(`alter table gazetteer.${family}_${table}_next rename to ${family}_${table}`);
  }
  const names = [
    'area_pkey',
    'road_pkey',
    'address_key',
    ...indexes(family).map(({ table, name }) => `${table}_${name}`),
  ];
  for (const name of names) {
    const built = `${family}_${name.replace('_', '_next_')}`;
    await client.query(`alter index gazetteer.${built} rename to ${family}_${name}`);
  }
}
