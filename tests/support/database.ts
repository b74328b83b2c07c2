import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { config } from '@/lib/config';
import { closeDatabase } from '@/lib/db/database';
import { runningEmbedded } from '@/lib/db/embedded';
import { makeTemplate } from './global-setup';

async function template(): Promise<string> {
  const ready = `${process.env.JARI_TEST_TEMPLATE}/ready`;
  const lock = `${process.env.JARI_TEST_TEMPLATE}.lock`;
  for (;;) {
    if (existsSync(ready)) return ready;
    try {
      mkdirSync(lock); // fails while another file makes it
    } catch {
      await sleep(200);
      continue;
    }
    try {
      if (!existsSync(ready)) {
        const making = `${process.env.JARI_TEST_TEMPLATE}/making`;
        makeTemplate(making);
        renameSync(making, ready);
      }
      return ready;
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

/** Gives this test file its own fresh, migrated embedded database. */
export function freshDatabase(): { dataDir: string } {
  const folder = config.DATA_DIR;
  beforeAll(async () => {
    cpSync(await template(), folder, { recursive: true });
  });
  afterAll(async () => {
    await closeDatabase();
    const server = runningEmbedded();
    if (server) process.kill(server.pid, 'SIGTERM');
    for (let i = 0; i < 100 && runningEmbedded(); i++) await sleep(50);
  });
  return { dataDir: folder };
}
