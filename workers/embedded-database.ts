import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { embeddedFolder, embeddedRecord, runningEmbedded } from '@/lib/db/embedded';
import { WireServer } from './wire-server';

/**
 * The embedded database: PostgreSQL and PostGIS in WebAssembly, behind the PostgreSQL protocol.
 * One process may open a data folder, so a second one steps back. It ends on SIGTERM, and by itself
 * a few seconds after its last client has left.
 */

const LINGER_MS = 4_000;
const FIRST_CLIENT_MS = 60_000;

function claim(): boolean {
  const record = { pid: process.pid, url: '' };
  try {
    writeFileSync(embeddedRecord(), JSON.stringify(record), { flag: 'wx' });
    return true;
  } catch {
    try {
      const other = JSON.parse(readFileSync(embeddedRecord(), 'utf8'));
      process.kill(other.pid, 0);
      return false;
    } catch {
      rmSync(embeddedRecord(), { force: true });
      return claim();
    }
  }
}

async function main(): Promise<void> {
  if (runningEmbedded() || !claim()) return;
  process.on('exit', () => rmSync(embeddedRecord(), { force: true }));
  mkdirSync(embeddedFolder(), { recursive: true, mode: 0o700 });
  const db = await PGlite.create({ dataDir: embeddedFolder(), extensions: { postgis } });
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
  // Written whole and renamed: a reader never sees half a record.
  writeFileSync(`${embeddedRecord()}.new`, JSON.stringify({ pid: process.pid, url }));
  renameSync(`${embeddedRecord()}.new`, embeddedRecord());

  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
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
