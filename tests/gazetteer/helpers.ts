import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import iconv from 'iconv-lite';
import { query } from '@/lib/db/database';

/** Writes official-format rows as the files come: CP949, CRLF. */
export function writeOfficial(folder: string, name: string, rows: string[], end = '\r\n'): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, iconv.encode(rows.join('\r\n') + end, 'cp949'));
  return path;
}

interface Found {
  key: number;
  lon: number | null;
  lat: number | null;
  centroid_lon: number | null;
  postcode: string | null;
  building: string | null;
  code: string | null;
  parcel_key: number | null;
  product: string;
  town: string | null;
  village: string | null;
}

/** The published rows of a Korean road number. */
export function published(road: string, main: number, sub = 0): Promise<Found[]> {
  return query<Found>(
    `select a.*, d.product, case when t.level = 4 then p.name else t.name end as town,
       case when t.level = 4 then t.name end as village
     from gazetteer.kr_address a join gazetteer.kr_road r on r.id = a.road_id
     join gazetteer.kr_area t on t.id = a.area_id left join gazetteer.kr_area p on p.id = t.parent_id
     join gazetteer.dataset d on d.id = a.dataset_id
     where r.name = $1 and (a.key >> 14) & 131071 = $2 and a.key & 16383 = $3 order by a.key`,
    [road, main, sub],
  );
}

/** Everything that look-ups see, to tell whether anything changed. */
export async function snapshot(): Promise<unknown> {
  return {
    addresses: await query('select * from gazetteer.kr_address order by key, area_id'),
    parcels: await query('select * from gazetteer.kr_parcel order by key, address_key'),
    datasets: await query('select id, product, rows, regions from gazetteer.dataset order by id'),
    publication: await query('select family, version from gazetteer.publication'),
  };
}

export async function leftovers(): Promise<string[]> {
  const rows = await query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'gazetteer'
       and (tablename ~ '_(next|new)$' or (tablename ~ '^fact_'
         and substring(tablename from '[0-9]+$')::int not in (select id from gazetteer.dataset where state = 'current')))`,
  );
  return rows.map((row) => row.name);
}
