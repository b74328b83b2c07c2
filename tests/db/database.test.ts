import { expect, test } from 'vitest';
import { query, transaction } from '@/lib/db/database';
import { migrate } from '@/lib/db/migrate';
import { freshDatabase } from '../support/database';

freshDatabase();

test('migrating twice changes nothing', async () => {
  const before = await query('select name from migration order by name');
  await migrate();
  expect(await query('select name from migration order by name')).toEqual(before);
  expect(before.length).toBeGreaterThan(0);
});

test('a failed transaction leaves nothing behind', async () => {
  await expect(
    transaction(async (client) => {
      await client.query(`insert into layer (name, kind) values ('half', 'file')`);
      throw new Error('stop');
    }),
  ).rejects.toThrow('stop');
  expect(await query('select 1 from layer')).toEqual([]);
});

test('bigint comes back as a number, PostGIS transforms Korean coordinates', async () => {
  const [row] = await query<{ big: number; lon: number; lat: number }>(
    `select 9007199254740991::int8 as big, st_x(p) as lon, st_y(p) as lat
     from st_transform(st_setsrid(st_makepoint(953241.683263, 1954023.466812), 5179), 4326) p`,
  );
  expect(row?.big).toBe(9007199254740991);
  expect(row?.lon).toBeCloseTo(126.97040555, 7);
  expect(row?.lat).toBeCloseTo(37.58441544, 7);
});
