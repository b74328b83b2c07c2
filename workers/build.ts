import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the web bundle is made of. */
const SOURCES = ['app', 'lib', 'next.config.mjs', 'proxy.ts', 'tsconfig.json', 'package-lock.json'];

/** Two seconds each: a build takes about a minute. */
const BUSY_ATTEMPTS = 120;

function fingerprint(root: string): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else {
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
  if (existsSync(record) && readFileSync(record, 'utf8') === now) return;
  say('Building the web pages (about a minute, only when they have changed).');
  for (let attempt = 1; ; attempt++) {
    const { code, output } = await build(root);
    if (code === 0) break;
    // Another `npm start` or test run on this folder is at it: its result will do, or ours comes after it.
    const busy = output.includes('Another next build process');
    if (!busy || attempt === BUSY_ATTEMPTS)
      throw new Error(`The build of the web pages failed:\n${output.slice(-6000)}`);
    await sleep(2000);
    if (existsSync(record) && readFileSync(record, 'utf8') === now) return;
  }
  writeFileSync(record, now);
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
