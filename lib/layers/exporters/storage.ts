import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from '@/lib/config';
import { Problem } from '@/lib/problems';
import { UUID } from '../store';
import { GrowingFile } from './growing-file';

/** How long a made file can be fetched. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/**
 * Where exports are made and wait to be fetched: beside the uploads, so by the same rule the folder must be
 * one that all machines with web servers and workers share. (In the database they would be reachable
 * everywhere, but a gigabyte of it for every large download is no place for files of a day.)
 */
export const exportsRoot = () => join(config.DATA_DIR, 'exports');

export interface StoredExport {
  /** As the person's machine shall call it. */
  name: string;
  mediaType: string;
  bytes: number;
}

const folderOf = (id: string) => join(exportsRoot(), id);

/**
 * Writes a made file where `openExport` finds it, only once it is whole.
 * @param id of the job that makes it; a file of that id is replaced
 * @returns its bytes
 */
export async function storeExport(
  id: string,
  { name, mediaType }: Omit<StoredExport, 'bytes'>,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<number> {
  const folder = folderOf(id);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await GrowingFile.open(join(folder, 'part'));
  try {
    for await (const piece of pieces) {
      file.add(typeof piece === 'string' ? Buffer.from(piece) : piece);
      await file.flush();
    }
    await file.finish();
  } catch (error) {
    await file.close();
    await removeExport(id);
    throw error;
  }
  await rename(file.path, join(folder, 'file'));
  await writeFile(join(folder, 'export.json'), JSON.stringify({ name, mediaType, bytes: file.bytes }));
  return file.bytes;
}

/** A made file with its content. @throws Problem not-found */
export async function openExport(id: string): Promise<StoredExport & { content: AsyncIterable<Uint8Array> }> {
  const facts = UUID.test(id)
    ? await readFile(join(folderOf(id), 'export.json'), 'utf8').catch(() => undefined)
    : undefined;
  if (!facts) {
    throw new Problem('not-found', `There is no download ${id}; it is not finished or older than a day.`);
  }
  const stored = JSON.parse(facts) as StoredExport;
  return { ...stored, content: createReadStream(join(folderOf(id), 'file')) };
}

/** Nothing happens when it is gone already. */
export async function removeExport(id: string): Promise<void> {
  if (UUID.test(id)) await rm(folderOf(id), { recursive: true, force: true });
}

/** Removes what was made more than a day ago, and what a killed process left. */
export async function sweepExports(now = Date.now()): Promise<void> {
  for (const id of await readdir(exportsRoot()).catch(() => [])) {
    const age = now - (await stat(folderOf(id)).catch(() => ({ mtimeMs: now }))).mtimeMs;
    if (age > MAX_AGE_MS) await removeExport(id);
  }
}
