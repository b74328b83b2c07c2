import { Readable } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';

const BLOCK = 512;
const FILE = new Set(['0', '\0']);

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).replace(/\0.*$/s, '');

/** What a block before a file says; nothing where there is no file. */
function readBlock(header: Uint8Array): { path: string; size: number; isFile: boolean } | undefined {
  if (header.length < BLOCK || header[0] === 0) return undefined;
  const prefix = text(header.subarray(345, 500));
  const name = text(header.subarray(0, 100));
  return {
    path: prefix ? `${prefix}/${name}` : name,
    size: Number.parseInt(text(header.subarray(124, 136)), 8),
    isFile: FILE.has(String.fromCharCode(header[156]!)),
  };
}

/** The files of a packed tar archive as npm makes them (ustar; names under 256 letters), by path. */
export function* readTarball(packed: Uint8Array): Generator<{ path: string; data: Uint8Array }> {
  const bytes = gunzipSync(packed);
  for (let at = 0; ; ) {
    const entry = readBlock(bytes.subarray(at, at + BLOCK));
    if (!entry) return;
    const { path, size, isFile } = entry;
    if (isFile) yield { path, data: bytes.subarray(at + BLOCK, at + BLOCK + size) };
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
}

/** Some files of a packed tar archive; the others pass through without being kept, however large they are. */
export async function pickFromTarball(
  packed: Uint8Array,
  wanted: (path: string) => boolean,
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  let held: Uint8Array = new Uint8Array(0);
  let skip = 0;
  for await (const chunk of Readable.from([packed], { objectMode: false }).pipe(createGunzip())) {
    const passed = Math.min(skip, chunk.length);
    skip -= passed;
    held = held.length > 0 ? Buffer.concat([held, chunk.subarray(passed)]) : chunk.subarray(passed);
    for (let entry = readBlock(held); entry; entry = readBlock(held)) {
      const { path, size, isFile } = entry;
      const whole = BLOCK * (1 + Math.ceil(size / BLOCK));
      const keep = isFile && wanted(path);
      if (keep && held.length < whole) break;
      if (keep) found.set(path, Uint8Array.from(held.subarray(BLOCK, BLOCK + size)));
      skip = Math.max(0, whole - held.length);
      held = held.subarray(whole);
    }
  }
  return found;
}
