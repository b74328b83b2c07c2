import { gunzipSync } from 'node:zlib';
import { Problem } from '@/lib/problems';

/** Unsigned bytes in rows and columns of any rank: the format of MNIST (http://yann.lecun.com/exdb/mnist). */
export interface Idx {
  /** For images: count, height, width. For labels: count. */
  sizes: number[];
  data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Reads an IDX file of bytes, plain or packed with gzip. `name` is for messages.
 * @throws Problem when it is no such file or is cut off.
 */
export function readIdx(file: Uint8Array, name: string): Idx {
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? unpacked(file, name) : file;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rank = bytes[3] ?? 0;
  const start = 4 + 4 * rank;
  if (bytes.length < 4 || view.getUint16(0) !== 0 || bytes[2] !== UNSIGNED_BYTE || rank === 0)
    throw new Problem('unreadable', `${name} is no IDX file of bytes: it does not begin with 00 00 08.`);
  if (bytes.length < start) throw new Problem('unreadable', `${name} is cut off within its header.`);
  const sizes = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const length = sizes.reduce((a, b) => a * b, 1);
  if (bytes.length !== start + length)
    throw new Problem(
      'unreadable',
      `${name} should hold ${sizes.join(' x ')} bytes after its header, and holds ${bytes.length - start}.`,
    );
  return { sizes, data: bytes.subarray(start) };
}

function unpacked(file: Uint8Array, name: string): Uint8Array {
  try {
    return gunzipSync(file);
  } catch {
    throw new Problem('unreadable', `${name} begins like a gzip file but cannot be unpacked.`);
  }
}

export function writeIdx({ sizes, data }: Idx): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length + data.length);
  const view = new DataView(bytes.buffer);
  bytes[2] = UNSIGNED_BYTE;
  bytes[3] = sizes.length;
  sizes.forEach((size, i) => {
    view.setUint32(4 + 4 * i, size);
  });
  bytes.set(data, 4 + 4 * sizes.length);
  return bytes;
}
