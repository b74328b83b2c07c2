import { spawnSync } from 'node:child_process';

/**
 * Why a test that takes a program of another maker as its reference cannot run here; empty where it can.
 * For `skipIf`, and for the name of the test, so that the reason is read where the test is counted as skipped.
 */
export const without = (program: string): string =>
  spawnSync(program, ['--version']).error
    ? `(skipped: ${program} is not installed, Debian package gdal-bin)`
    : '';
