import pg from 'pg';
import { config } from '../config';
import { embeddedDatabaseUrl, forgetEmbedded } from './embedded';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export type Row = Record<string, unknown>;

/** Anything that runs SQL: the pool, or one client inside a transaction. */
export interface Queryable {
  query(sql: string, values?: unknown[]): Promise<pg.QueryResult>;
}

// One pool a process, also across hot reloads of the development server.
const shared = globalThis as typeof globalThis & { jariPool?: Promise<pg.Pool> };

/** The URL every process connects to: DATABASE_URL, or the embedded server (started when needed). */
export async function databaseUrl(): Promise<string> {
  return config.DATABASE_URL || embeddedDatabaseUrl();
}

/** The pool of connections of this process. */
export function database(): Promise<pg.Pool> {
  shared.jariPool ??= openPool();
  shared.jariPool.catch(() => {
    shared.jariPool = undefined;
  });
  return shared.jariPool;
}

/** How often a new embedded server is looked for when the one there was ended before we came. */
const ATTEMPTS = 5;

/** A pool with its first connection made: it stays open, so that an embedded server does not end. */
async function openPool(): Promise<pg.Pool> {
  for (let attempt = 1; ; attempt++) {
    const connectionString = await databaseUrl();
    const pool = new pg.Pool({ connectionString, max: 6, idleTimeoutMillis: 0, min: 1 });
    pool.on('error', () => {}); // an idle connection that drops is replaced at the next query
    try {
      (await pool.connect()).release();
      return pool;
    } catch (error) {
      await pool.end();
      if (config.DATABASE_URL || attempt === ATTEMPTS) throw error;
      if (nobodyListens(error)) forgetEmbedded(connectionString);
    }
  }
}

const nobodyListens = (error: unknown) =>
  ['ECONNREFUSED', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Rows of one statement. */
export async function query<T = Row>(sql: string, values: unknown[] = []): Promise<T[]> {
  const pool = await database();
  return (await pool.query(sql, values)).rows as T[];
}

/** Runs `work` in one transaction; any error rolls all of it back and is thrown on. */
export async function transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await (await database()).connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** Closes the pool, so that the process can end. */
export async function closeDatabase(): Promise<void> {
  const pool = await shared.jariPool?.catch(() => undefined);
  shared.jariPool = undefined;
  await pool?.end();
}
