import { spawn } from 'node:child_process';
import { utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { config } from '@/lib/config';
import { closeDatabase, query } from '@/lib/db/database';
import { embeddedRecord, runningEmbedded } from '@/lib/db/embedded';
import { freshDatabase } from '../support/database';

// Some other program that lives for as long as this file's tests.
const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
afterAll(() => other.kill());

freshDatabase();

/** Tells the server to end, and comes back when it has begun to, or has. */
async function endServer(): Promise<number> {
  await closeDatabase();
  const { pid } = runningEmbedded()!;
  process.kill(pid, 'SIGTERM');
  while (runningEmbedded()?.url) await sleep(1);
  return pid;
}

const answers = async () => expect(await query('select 1 as one')).toEqual([{ one: 1 }]);

// One embedded server a data folder; these tests are about its coming and going, which a server of
// DATABASE_URL has none of.
const embedded = test.skipIf(config.DATABASE_URL);

embedded('clients that come while the server is ending wait for the next one, the same for all', async () => {
  await answers();
  const before = await endServer();
  await Promise.all([answers(), answers(), answers()]);
  expect(runningEmbedded()!.pid).not.toBe(before);
});

embedded('a record left behind whose process number another program has now is not believed', async () => {
  await endServer();
  while (runningEmbedded()) await sleep(50);
  const gone = 'postgres://postgres@%2Ftmp%2Fjari-that-is-gone/postgres';
  writeFileSync(embeddedRecord(), JSON.stringify({ pid: other.pid, url: gone }));
  await answers();
  expect(runningEmbedded()!.pid).not.toBe(other.pid);
});

embedded('nor one of a server that never finished its opening', async () => {
  await endServer();
  while (runningEmbedded()) await sleep(50);
  writeFileSync(embeddedRecord(), JSON.stringify({ pid: other.pid, url: '' }));
  const long = Date.now() / 1000 - 600;
  utimesSync(embeddedRecord(), long, long);
  await answers();
});
