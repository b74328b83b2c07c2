import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { neededMembers } from '@/workers/postgis-bundle';

const folder = mkdtempSync(join(tmpdir(), 'jari-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const whole = gunzipSync(
  readFileSync(
    fileURLToPath(
      new URL('../../node_modules/@electric-sql/pglite-postgis/dist/postgis.tar.gz', import.meta.url),
    ),
  ),
);

test('what PostGIS needs stays as it was, as tar reads it; rasters, topology and upgrades are gone', () => {
  const path = join(folder, 'needed.tar');
  const needed = neededMembers(whole);
  writeFileSync(path, needed);
  const names = execFileSync('tar', ['-tf', path], { encoding: 'utf8' }).trim().split('\n');
  expect(names).toContain('share/proj/proj.db');
  expect(names).toContain('share/postgresql/extension/postgis.control');
  expect(names.filter((name) => name.endsWith('.so'))).toEqual(['lib/postgresql/postgis-3.so']);
  expect(names.filter((name) => name.endsWith('.sql'))).toHaveLength(1);
  expect(needed.length).toBeLessThan(whole.length / 2);

  const wholePath = join(folder, 'whole.tar');
  writeFileSync(wholePath, whole);
  const member = (archive: string, name: string) =>
    execFileSync('tar', ['-xOf', archive, name], { maxBuffer: 100_000_000 });
  for (const name of names.filter((name) => !name.endsWith('/')))
    expect(member(path, name).equals(member(wholePath, name)), name).toBe(true);
});

test('what is needed of what is needed is all of it', () => {
  const once = neededMembers(whole);
  expect(neededMembers(once).equals(once)).toBe(true);
});
