import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openZip } from '@/lib/archives/zip';
import { config } from '@/lib/config';
import { Problem } from '@/lib/problems';

/** Unpacked to packed size that no pictures or annotations reach. */
const MOST_RATIO = 500;
/** What programs leave beside the data. */
const NOISE = /(^|\/)(__MACOSX\/|\.)/;

/** The files of a data set, wherever they lie. */
export interface SetFile {
  /** From the folder or the archive's root, with / between. */
  path: string;
  read(): Promise<Buffer>;
}

async function folderFiles(root: string): Promise<SetFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => ({ path: relative(root, path).split(sep).join(posix.sep), read: () => readFile(path) }));
}

async function zipFiles(path: string): Promise<{ files: SetFile[]; close(): void }> {
  const name = posix.basename(path);
  const zip = await openZip(path, name, {
    bytes: config.MAX_UNPACKED_BYTES,
    ratio: MOST_RATIO,
    refusal: (shown) =>
      `${shown} unpacks to more than is allowed (MAX_UNPACKED_BYTES), or shrinks as no images do; it is not opened.`,
  });
  const files = zip.files.map((file) => ({
    path: file.path.slice(name.length + 1),
    read: async () => buffer(await file.open()),
  }));
  return { files, close: zip.close };
}

async function startsLikeZip(path: string): Promise<boolean> {
  const start = await buffer(createReadStream(path, { start: 0, end: 3 }));
  return start.equals(Buffer.from('PK\x03\x04'));
}

/** Lists a folder or a ZIP file, sorted. @throws Problem where there is neither */
export async function openFiles(path: string): Promise<{ files: SetFile[]; close(): void }> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new Problem('not-found', `There is no folder or file ${path}.`);
  if (!found.isDirectory() && !(await startsLikeZip(path)))
    throw new Problem(
      'unsupported-type',
      `${path} is neither a folder nor a ZIP file of images and annotations.`,
    );
  const opened = found.isDirectory()
    ? { files: await folderFiles(path), close: () => {} }
    : await zipFiles(path);
  const files = opened.files
    .filter((file) => !NOISE.test(file.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, close: opened.close };
}
