import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Runs before each test file: no test ever sees the user's own data folder. */
const folder = mkdtempSync(join(tmpdir(), 'jari-test-'));
process.env.DATA_DIR = folder;
process.env.DATABASE_URL = process.env.TEST_DATABASE_URL ?? '';

afterAll(() => rmSync(folder, { recursive: true, force: true }));
