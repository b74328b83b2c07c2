import { cpSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { config } from '@/lib/config';
import { closeDatabase } from '@/lib/db/database';
import { runningEmbedded } from '@/lib/db/embedded';
import { migrate } from '@/lib/db/migrate';
import { makeTemplate } from './global-setup';
import { madeOnce } from './made-once';

const template = () => madeOnce(`${process.env.JARI_TEST_TEMPLATE}-database`, makeTemplate);

/** Runs one statement on the server of TEST_DATABASE_URL, outside any database of a test. */
async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** Gives this test file its own fresh, migrated database: embedded, or on the server of TEST_DATABASE_URL. */
export function freshDatabase(): { dataDir: string } {
  const folder = config.DATA_DIR;
  const name = config.DATABASE_URL && new URL(config.DATABASE_URL).pathname.slice(1);
  beforeAll(async () => {
    if (name) {
      await onServer(`create database ${name}`);
      await migrate();
    } else {
      cpSync(await template(), folder, { recursive: true });
    }
  });
  afterAll(async () => {
    await closeDatabase();
    if (name) {
      await onServer(`drop database ${name} with (force)`);
      return;
    }
    const server = runningEmbedded();
    if (server) process.kill(server.pid, 'SIGTERM');
    for (let i = 0; i < 100 && runningEmbedded(); i++) await sleep(50);
  });
  return { dataDir: folder };
}
