import { renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes to stdout, or to a file that appears under its name only when it is whole. */
export async function writeWhole(source: Readable, out: string | undefined): Promise<void> {
  if (out === undefined) {
    await pipeline(source, process.stdout as Writable, { end: false });
    return;
  }
  const part = `${out}.part`;
  const file = await open(part, 'w').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`--out ${out}: the file cannot be written (${error.code}); name a folder that is there.`);
  });
  try {
    await pipeline(source, file.createWriteStream());
    renameSync(part, out);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
