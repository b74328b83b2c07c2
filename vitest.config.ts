import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: root }] },
  test: {
    include: ['tests/**/*.test.ts'],
    // Generous: a busy machine is ten times slower than a quiet one. Waits inside the tests have limits of their own.
    testTimeout: 240_000,
    hookTimeout: 400_000,
    expect: { poll: { timeout: 30_000 } }, // its own second is too short for a page on a busy machine
    maxWorkers: 2,
    setupFiles: ['tests/support/setup.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
  },
});
