import type { Readable } from 'node:stream';
import { Problem } from '@/lib/problems';
import type { Member } from './reader';

/** Reads a stream of bytes by pieces of any length, in order. */
export class ByteReader {
  /** Bytes taken so far. */
  position = 0;
  private readonly chunks: AsyncIterator<Buffer>;
  private buffer: Buffer = Buffer.alloc(0);
  private ended = false;

  private constructor(
    private readonly stream: Readable,
    private readonly path: string,
    private readonly signal?: AbortSignal,
  ) {
    this.chunks = stream[Symbol.asyncIterator]();
  }

  static async open(member: Member, signal?: AbortSignal): Promise<ByteReader> {
    return new ByteReader(await member.open(), member.path, signal);
  }

  /** Whether `length` bytes can be taken at once. */
  has(length: number): boolean {
    return this.buffer.length >= length;
  }

  /** Brings in bytes until `length` of them are there; false where the file ends before. */
  async fill(length: number): Promise<boolean> {
    if (this.buffer.length >= length) return true;
    const parts = [this.buffer];
    let size = this.buffer.length;
    while (size < length && !this.ended) {
      this.signal?.throwIfAborted();
      const next = await this.chunks.next().catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        throw new Problem(
          'unreadable',
          `${this.path} could not be read to its end: ${why}. Get the file again.`,
        );
      });
      if (next.done) this.ended = true;
      else {
        parts.push(next.value);
        size += next.value.length;
      }
    }
    this.buffer = Buffer.concat(parts);
    return size >= length;
  }

  /** The next bytes, which `fill` has brought in; valid until the next `fill`. */
  take(length: number): Buffer {
    const taken = this.buffer.subarray(0, length);
    this.buffer = this.buffer.subarray(length);
    this.position += length;
    return taken;
  }

  /** Passes over bytes without holding them. */
  async skip(length: number): Promise<boolean> {
    let left = length;
    while (left > 0) {
      if (!(await this.fill(1))) return false;
      left -= this.take(Math.min(left, this.buffer.length)).length;
    }
    return true;
  }

  close(): void {
    this.stream.destroy();
  }
}

/** A file of so few bytes that it is read whole. @throws Problem too-large */
export async function readSmall(member: Member, most = 1024 * 1024): Promise<Buffer> {
  if (member.bytes > most) {
    throw new Problem(
      'too-large',
      `${member.path} has ${member.bytes.toLocaleString('en')} bytes, more than a file of its kind has.`,
    );
  }
  const chunks: Buffer[] = [];
  for await (const chunk of await member.open()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
