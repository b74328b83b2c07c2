import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WireServer } from '@/workers/wire-server';

let db: PGlite;
let server: WireServer;
let pool: pg.Pool;

beforeAll(async () => {
  db = await PGlite.create();
  server = new WireServer(db);
  await server.listen({ host: '127.0.0.1', port: 0 });
  pool = new pg.Pool({
    host: '127.0.0.1',
    port: server.port,
    user: 'postgres',
    database: 'postgres',
    max: 6,
  });
  await pool.query('create table number (v int)');
});

afterAll(async () => {
  await pool.end();
  await server.stop();
  await db.close();
});

test('many clients at once, with statements of every kind: each gets its own rows', async () => {
  const one = async (client: number, i: number) => {
    const v = client * 10_000 + i;
    if (i % 4 === 0) expect((await pool.query(`select ${v} as v`)).rows).toEqual([{ v }]);
    else if (i % 4 === 1) expect((await pool.query('select $1::int as v', [v])).rows).toEqual([{ v }]);
    else if (i % 4 === 2)
      await expect(pool.query('select 1 / $1::int', [0])).rejects.toThrow('division by zero');
    else {
      const own = await pool.connect();
      await own.query('begin');
      await own.query('insert into number values ($1)', [v]);
      expect((await own.query('select v from number where v = $1', [v])).rows).toEqual([{ v }]);
      expect((await own.query('select count(*)::int as open from number where v < 0')).rows).toEqual([
        { open: 0 },
      ]);
      await own.query(i % 8 === 3 ? 'commit' : 'rollback');
      own.release();
    }
  };
  await Promise.all(
    Array.from({ length: 6 }, async (_, client) => {
      for (let i = 0; i < 200; i++) await one(client, i);
    }),
  );
  expect((await pool.query('select count(*)::int as kept from number')).rows).toEqual([{ kept: 6 * 25 }]);
});

test('a message that arrives in many pieces', async () => {
  const text = '자리'.repeat(1_000_000);
  expect((await pool.query('select $1::text as text', [text])).rows[0].text).toBe(text);
});

test('a client that leaves in the middle of its transaction: the others go on, nothing of it stays', async () => {
  const leaver = await pool.connect();
  await leaver.query('begin');
  await leaver.query('insert into number values (-1)');
  const waiting = pool.query('select count(*)::int as found from number where v = -1');
  leaver.release(true);
  expect((await waiting).rows).toEqual([{ found: 0 }]);
});
