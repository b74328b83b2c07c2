import { initialsKey, typingKey } from '@/lib/address/jamo';
import { query } from '@/lib/db/database';
import { alone } from './lock';
import { TableWriter } from './staging';

/** Names written out for the search box: gazetteer.spelling follows the published Korean tables. */

const SPELLING = {
  kind: 'text',
  name: 'text',
  key: 'text',
  typed: 'text',
  initials: 'text',
  size: 'int4',
} as const;

const PAGE = 4000;

/** Every name once: roads by their largest, wide ones (대로, then 로) first; buildings with short names first. */
const named = (suffix: '' | '_next') =>
  `select 'road' as kind, name, min(name_key) as key, 
       max(addresses) * case when name like '%대로' then 4 when name like '%로' then 2 else 1 end as size
     from gazetteer.kr_road${suffix} where addresses > 0 group by name
   union all
   select 'building', name, min(name_key), -char_length(name)
     from gazetteer.kr_building${suffix} group by name`;

/**
 * Adds the names that are not there yet and brings sizes up to date. Names that are gone stay until
 * `forgetSpellings`: looked up, they find nothing. May be stopped anywhere and called again.
 * @param suffix of the tables to read: those being built aside, or the published ones.
 */
export async function addSpellings(suffix: '' | '_next'): Promise<void> {
  await query('drop table if exists gazetteer.spelling_new');
  await query(
    `create table gazetteer.spelling_new as
     select row_number() over () as n, u.* from (${named(suffix)}) u
     left join gazetteer.spelling s on s.kind = u.kind and s.name = u.name
     where s.name is null or s.size <> u.size`,
  );
  await query('alter table gazetteer.spelling_new add primary key (n)');
  await query(
    `update gazetteer.spelling s set size = u.size from gazetteer.spelling_new u
     where u.kind = s.kind and u.name = s.name`,
  );
  await query(
    'delete from gazetteer.spelling_new u using gazetteer.spelling s where u.kind = s.kind and u.name = s.name',
  );
  const writer = new TableWriter('gazetteer.spelling', SPELLING);
  for (let last = 0; ; ) {
    const rows = await query<{ n: number; kind: string; name: string; key: string; size: number }>(
      'select * from gazetteer.spelling_new where n > $1 order by n limit $2',
      [last, PAGE],
    );
    if (!rows.length) break;
    for (const { kind, name, key, size } of rows)
      writer.add(kind, name, key, typingKey(name), initialsKey(name), size);
    await writer.flush();
    last = rows.at(-1)!.n;
  }
  await writer.end();
  await query('drop table gazetteer.spelling_new');
  await query('analyze gazetteer.spelling');
}

/** Takes out the names that no published table has, and notes that all others are there. */
export async function forgetSpellings(): Promise<void> {
  await query(
    `delete from gazetteer.spelling s where
       (kind = 'road' and not exists (select 1 from gazetteer.kr_road r where r.name_key = s.key and r.name = s.name))
       or (kind = 'building' and not exists
         (select 1 from gazetteer.kr_building b where b.name_key = s.key and b.name = s.name))`,
  );
  await query(`update gazetteer.publication set spelled = version where family = 'kr'`);
}

/** Writes the names out of what was imported before there were spellings, or before a process was killed. */
export async function completeSpellings(): Promise<void> {
  const behind = await query(
    `select 1 from gazetteer.publication where family = 'kr' and spelled is distinct from version`,
  );
  if (!behind.length) return;
  await alone(async () => {
    await addSpellings('');
    await forgetSpellings();
  });
}
