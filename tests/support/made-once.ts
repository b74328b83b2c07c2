import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A folder that the first test file which asks for it fills, while the others wait.
 * @param make fills the folder it is given
 * @returns `path`, when it is there whole
 */
export async function madeOnce(
  path: string,
  make: (folder: string) => void | Promise<void>,
): Promise<string> {
  const [making, lock] = [`${path}-making`, `${path}-lock`];
  for (;;) {
    if (existsSync(path)) return path;
    try {
      mkdirSync(lock); // fails while another file makes it
    } catch {
      await sleep(200);
      continue;
    }
    try {
      if (existsSync(path)) return path;
      mkdirSync(making, { recursive: true });
      await make(making);
      renameSync(making, path);
      return path;
    } finally {
      for (const folder of [making, lock]) rmSync(folder, { recursive: true, force: true });
    }
  }
}
