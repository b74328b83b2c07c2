import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { embeddedFolder, embeddedRecord, runningEmbedded } from '@/lib/db/embedded';
import { postgisOnly } from './postgis-bundle';
import { WireServer } from './wire-server';

/**
 * The embedded database: PostgreSQL and PostGIS in WebAssembly, behind the PostgreSQL protocol.
 * One process may open a data folder, so a second one steps back. It ends on SIGTERM, and by itself
 * a few seconds after its last client has left.
 */

const LINGER_MS = 4_000;
const FIRST_CLIENT_MS = 60_000;

/** Makes the record ours. False when another process has it. */
async function claim(): Promise<boolean> {
  if (runningEmbedded()) return false;
  rmSync(embeddedRecord(), { force: true });
  try {
    writeFileSync(embeddedRecord(), JSON.stringify({ pid: process.pid, url: '' }), { flag: 'wx' });
  } catch {
    return false;
  }
  // Another one that found the same dead record may have removed ours in between: the last to write has it.
  await sleep(100);
  return runningEmbedded()?.pid === process.pid;
}

/** Written whole and renamed: a reader never sees half a record. */
function record(url: string): void {
  writeFileSync(`${embeddedRecord()}.new`, JSON.stringify({ pid: process.pid, url }));
  renameSync(`${embeddedRecord()}.new`, embeddedRecord());
}

async function main(): Promise<void> {
  if (!(await claim())) return;
  process.on('exit', () => rmSync(embeddedRecord(), { force: true }));
  mkdirSync(embeddedFolder(), { recursive: true, mode: 0o700 });
  const db = await PGlite.create({ dataDir: embeddedFolder(), extensions: { postgis: postgisOnly } });
  await db.exec('create extension if not exists postgis');

  // A socket in a private folder: no other user of the machine can connect. Windows has no such sockets.
  const socketFolder = process.platform === 'win32' ? undefined : mkdtempSync(join(tmpdir(), 'jari-'));
  const server = new WireServer(db);
  await server.listen(
    socketFolder ? { path: join(socketFolder, '.s.PGSQL.5432') } : { host: '127.0.0.1', port: 0 },
  );
  const url = socketFolder
    ? `postgres://postgres@${encodeURIComponent(socketFolder)}/postgres`
    : `postgres://postgres@127.0.0.1:${server.port}/postgres`;
  record(url);

  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
    try {
      record(''); // first, so that who finds nobody listening knows to wait
    } catch {
      // A full disk or a folder that is gone: the database must be closed all the same.
    }
    await server.stop().catch(() => {});
    await db.close().catch(() => {});
    if (socketFolder) rmSync(socketFolder, { recursive: true, force: true });
    process.exit(0);
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);

  let emptySince = Date.now() + FIRST_CLIENT_MS;
  setInterval(() => {
    if (server.connections > 0) emptySince = Date.now();
    else if (Date.now() - emptySince > LINGER_MS) void close();
  }, 500);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
