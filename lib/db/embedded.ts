import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { config } from '../config';

/** What the embedded server writes beside its data while it runs. */
export interface EmbeddedServer {
  pid: number;
  /** Where it listens; empty while it opens or closes its data folder. */
  url: string;
}

/** Longer than any opening or closing takes; the first opening takes about 10 s. */
const PATIENCE_MS = 120_000;

export const embeddedFolder = () => join(config.DATA_DIR, 'database');
export const embeddedRecord = () => join(config.DATA_DIR, 'database.json');

/** The process that has DATA_DIR's database open, is opening or closing it, if any. */
export function runningEmbedded(): EmbeddedServer | undefined {
  try {
    const server = JSON.parse(readFileSync(embeddedRecord(), 'utf8')) as EmbeddedServer;
    process.kill(server.pid, 0); // throws when there is no such process
    // A process number alone proves little: after a crash another program may have it.
    const stale = !server.url && Date.now() - statSync(embeddedRecord()).mtimeMs > PATIENCE_MS;
    return stale ? undefined : server;
  } catch {
    return undefined;
  }
}

/**
 * The URL of the embedded database on DATA_DIR; starts its process when none runs, and waits for one that
 * opens or closes. A process started here ends by itself soon after its last client has left.
 * @throws Error when it does not come up within two minutes.
 */
export async function embeddedDatabaseUrl(): Promise<string> {
  const log = join(config.DATA_DIR, 'database.log');
  const deadline = Date.now() + PATIENCE_MS;
  let child: ChildProcess | undefined;
  while (Date.now() < deadline) {
    const server = runningEmbedded();
    if (server?.url) return server.url;
    // Exit code 0: it stepped back before another one, which may have ended since.
    if (!server && (!child || child.exitCode === 0)) child = startEmbedded(log);
    if (child?.exitCode) break;
    await sleep(50);
  }
  const tail = readFileSync(log, 'utf8').trim().slice(-2000);
  throw new Error(`The embedded database did not start. Its log (${log}) ends with:\n${tail}`);
}

function startEmbedded(log: string): ChildProcess {
  mkdirSync(config.DATA_DIR, { recursive: true });
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
  closeSync(out);
  return child;
}

/**
 * Forgets a record whose server does not listen: a server that ends empties its record's URL first, so that
 * this one was left behind by a crash, and its process number now belongs to another program.
 */
export function forgetEmbedded(url: string): void {
  if (runningEmbedded()?.url === url) rmSync(embeddedRecord(), { force: true });
}
