import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { config } from '../config';

/** What the embedded server writes beside its data while it runs. */
export interface EmbeddedServer {
  pid: number;
  url: string;
}

export const embeddedFolder = () => join(config.DATA_DIR, 'database');
export const embeddedRecord = () => join(config.DATA_DIR, 'database.json');

/** The embedded server that is running on DATA_DIR now, if any. */
export function runningEmbedded(): EmbeddedServer | undefined {
  try {
    const server = JSON.parse(readFileSync(embeddedRecord(), 'utf8')) as EmbeddedServer;
    process.kill(server.pid, 0); // throws when there is no such process
    return server.url ? server : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The URL of the embedded database on DATA_DIR; starts its process when none runs.
 * A process started here ends by itself soon after its last client has left.
 * @throws Error when it does not come up within two minutes (first start takes about 10 s).
 */
export async function embeddedDatabaseUrl(): Promise<string> {
  const running = runningEmbedded();
  if (running) return running.url;
  mkdirSync(config.DATA_DIR, { recursive: true });
  const log = join(config.DATA_DIR, 'database.log');
  const out = openSync(log, 'w');
  // Not `new URL('../..', import.meta.url)`: the bundler of the web pages takes that for a file to include.
  const root = process.env.JARI_ROOT ?? join(fileURLToPath(import.meta.url), '../../..');
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'workers/embedded-database.ts')], {
    cwd: root,
    detached: true, // Ctrl-C must reach the clients first, so that they can finish their writes
    stdio: ['ignore', out, out],
    env: { ...process.env, DATA_DIR: config.DATA_DIR },
  });
  child.unref();
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const server = runningEmbedded();
    if (server) return server.url;
    if (child.exitCode !== null && child.exitCode !== 0) break;
    await sleep(50);
  }
  const tail = readFileSync(log, 'utf8').trim().slice(-2000);
  throw new Error(`The embedded database did not start. Its log (${log}) ends with:\n${tail}`);
}
