import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { openZip } from '@/lib/archives/zip';
import { Problem } from '@/lib/problems';

/** The whole of Korea, all products together, is some 10 GB of text. */
const MOST_BYTES = 40 * 1024 ** 3;
/** Text of this kind shrinks 10 to 20 times; a thousandfold is no address file. */
const MOST_RATIO = 400;

/** One text file of an address product, wherever it lies: on disk, in a folder or in a ZIP. */
export interface SourceFile {
  /** File name without folders. */
  name: string;
  /** For people, and for what folders say (us/ca/alameda.csv): container and inner path. */
  path: string;
  /** The same from the root of the disk: the folders above may name the edition. */
  location: string;
  bytes: number;
  modified: Date;
  open(): Promise<Readable>;
}

export interface Sources {
  files: SourceFile[];
  close(): void;
}

/** Hidden files, and what archives of macOS and this product's own notes add. */
const NOISE = /(^|\/)(\.|__MACOSX)/;

/**
 * Every file under the paths, ZIPs opened, in name order.
 * @throws Problem when a path does not exist or a ZIP is broken.
 */
export async function openSources(paths: readonly string[]): Promise<Sources> {
  const files: SourceFile[] = [];
  const closers: (() => void)[] = [];
  const close = () => {
    for (const closer of closers) closer();
  };
  try {
    for (const path of paths) await add(path, basename(path));
  } catch (error) {
    close();
    throw error;
  }
  return { files, close };

  async function add(path: string, shown: string): Promise<void> {
    const info = await stat(path).catch(() => {
      throw new Problem('not-found', `There is no file or folder ${path}.`, { path });
    });
    if (info.isDirectory()) {
      for (const name of (await readdir(path)).sort()) {
        if (!NOISE.test(name)) await add(join(path, name), `${shown}/${name}`);
      }
    } else if (/\.zip$/i.test(path)) {
      const zip = await openZip(path, shown, {
        bytes: MOST_BYTES,
        ratio: MOST_RATIO,
        refusal: (zip, member) => `${zip} unpacks to more than an address file can hold (${member}).`,
      });
      closers.push(zip.close);
      files.push(...zip.files.filter((file) => !NOISE.test(file.path)));
    } else if (info.isFile()) {
      files.push({
        name: basename(path),
        path: shown,
        location: resolve(path),
        bytes: info.size,
        modified: info.mtime,
        open: async () => createReadStream(path, { highWaterMark: 1 << 20 }),
      });
    }
  }
}
