import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the web bundle is made of. */
const SOURCES = ['app', 'lib', 'next.config.mjs', 'proxy.ts', 'tsconfig.json', 'package-lock.json'];

function fingerprint(root: string): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else if (!path.endsWith('.md')) {
      hash.update(path.slice(root.length)).update(readFileSync(path));
    }
  };
  for (const source of SOURCES) visit(join(root, source));
  return hash.digest('hex');
}

/** Builds the web pages when a source has changed since the last build (or there was none). */
export async function buildIfStale(root: string, say: (line: string) => void): Promise<void> {
  const record = join(root, '.next', 'jari-fingerprint');
  const now = fingerprint(root);
  const fresh = () => existsSync(record) && readFileSync(record, 'utf8') === now;
  if (fresh()) return;
  say('Building the web pages (about a minute, only when they have changed).');
  // One at a time: a build empties the folder that a server just started from another one would read.
  const release = await lock(join(root, '.next-building'));
  try {
    if (fresh()) return; // another `npm start` or test run on this folder has built them meanwhile
    const { code, output } = await build(root);
    if (code !== 0) throw new Error(`The build of the web pages failed:\n${output.slice(-6000)}`);
    writeFileSync(record, now);
  } finally {
    release();
  }
}

/** Waits until the file can be made, with this process's number in it; one left by a process that ended does not count. */
async function lock(path: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isHeld(path)) await sleep(500);
    else rmSync(path, { force: true });
  }
}

function isHeld(path: string): boolean {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    if (holder === 0) return Date.now() - statSync(path).mtimeMs < 5000; // made, its number not yet written
    process.kill(holder, 0); // throws when there is no such process
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another user's, running
  }
}

function build(root: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const next = join(root, 'node_modules/next/dist/bin/next');
    const child = spawn(process.execPath, [next, 'build'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code, output }));
  });
}
