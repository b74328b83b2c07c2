import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll } from 'vitest';

/** Runs before each test file: no test ever sees the user's own data folder. */
const folder = mkdtempSync(join(tmpdir(), 'jari-test-'));
process.env.DATA_DIR = folder;
// TEST_DATABASE_URL: a server to run on instead of the embedded database; each file makes a database there.
const { TEST_DATABASE_URL } = process.env;
process.env.DATABASE_URL = '';
if (TEST_DATABASE_URL) {
  const url = new URL(TEST_DATABASE_URL);
  url.pathname = `/${basename(folder).toLowerCase().replaceAll('-', '_')}`;
  process.env.DATABASE_URL = url.href;
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));
