import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Extension } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';

/**
 * PostGIS for the embedded database without what Jari never asks of it. The package brings 95 MB of rasters,
 * topology, geocoder and upgrades, all unpacked, copied and linked at each start (see lib/db/README.md).
 */
const NEEDED = [
  /^lib\/postgresql\/postgis-3\.so$/,
  /^share\/proj\//,
  /^share\/postgresql\/extension\/postgis(\.control|--\d+\.\d+\.\d+\.sql)$/,
];

const BLOCK = 512;
const FILE = new Set(['0', '\0']);
const FOLDER = '5';

/**
 * The needed members of a tar archive, as an archive.
 * Headers: POSIX.1-1988 ustar, "pax" manual page; names of the needed members are short and plain.
 */
export function neededMembers(tar: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const text = (from: number, length: number) =>
      tar.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '');
    const name = text(0, 100);
    const kind = tar.toString('latin1', at + 156, at + 157);
    const end = at + BLOCK * (1 + Math.ceil(Number.parseInt(text(124, 12), 8) / BLOCK));
    if ((FILE.has(kind) || kind === FOLDER) && NEEDED.some((pattern) => pattern.test(name)))
      parts.push(tar.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

/** Made once for each version of the package, beside it. Where nothing can be written, the whole bundle is used. */
function bundleFor(whole: URL): URL {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', whole), 'utf8'));
  const folder = fileURLToPath(new URL('../node_modules/.cache/jari', import.meta.url));
  const path = join(folder, `postgis-${version}.tar.gz`);
  try {
    if (!existsSync(path)) {
      mkdirSync(folder, { recursive: true });
      const part = `${path}.${process.pid}`; // written whole and renamed: two may be at it at once
      writeFileSync(part, gzipSync(neededMembers(gunzipSync(readFileSync(whole))), { level: 1 }));
      renameSync(part, path);
    }
    return pathToFileURL(path);
  } catch {
    return whole;
  }
}

export const postgisOnly: Extension = {
  ...postgis,
  async setup(pg, options) {
    const made = await postgis.setup(pg, options);
    return made.bundlePath ? { ...made, bundlePath: bundleFor(made.bundlePath) } : made;
  },
};
