import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { database, type Queryable } from './database';

const folder = fileURLToPath(new URL('./migrations', import.meta.url));
const LOCK = 20261124;

/** Brings the database to the newest schema. Safe to call from several processes at once. */
export async function migrate(): Promise<void> {
  const client = await (await database()).connect();
  try {
    await client.query('begin');
    await needPostgis(client);
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await client.query(
      'create table if not exists migration (name text primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query('select name from migration');
    const applied = new Set(rows.map((row) => row.name as string));
    for (const name of readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort()) {
      if (applied.has(name)) continue;
      await client.query(readFileSync(join(folder, name), 'utf8'));
      await client.query('insert into migration (name) values ($1)', [name]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function needPostgis(client: Queryable): Promise<void> {
  const { rows } = await client.query(`select 1 from pg_extension where extname = 'postgis'`);
  if (rows.length) return;
  await client.query('create extension postgis').catch((error: Error) => {
    throw new Error(
      `The database of DATABASE_URL has no PostGIS (${error.message}). Install PostGIS 3 on the server and run "create extension postgis" as its administrator.`,
    );
  });
}
