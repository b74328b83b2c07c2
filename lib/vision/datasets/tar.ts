import { gunzipSync } from 'node:zlib';

const BLOCK = 512;
const FILE = new Set(['0', '\0']);

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).replace(/\0.*$/s, '');

/** The files of a packed tar archive as npm makes them (ustar; names under 256 letters), by path. */
export function* readTarball(packed: Uint8Array): Generator<{ path: string; data: Uint8Array }> {
  const bytes = gunzipSync(packed);
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const header = bytes.subarray(at, at + BLOCK);
    const size = Number.parseInt(text(header.subarray(124, 136)), 8);
    const prefix = text(header.subarray(345, 500));
    const name = text(header.subarray(0, 100));
    const data = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (FILE.has(String.fromCharCode(header[156]!)))
      yield { path: prefix ? `${prefix}/${name}` : name, data };
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
}
