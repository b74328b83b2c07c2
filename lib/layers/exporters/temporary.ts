import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exportsRoot } from './storage';

/** Gives `work` a folder of its own, which is gone with all in it once the last piece was taken, or none more is. */
export async function* inTemporaryFolder<T>(work: (folder: string) => AsyncIterable<T>): AsyncGenerator<T> {
  const folder = join(exportsRoot(), randomUUID());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    yield* work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
