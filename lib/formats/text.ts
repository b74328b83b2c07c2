import { Problem } from '@/lib/problems';
import type { Member } from './reader';

/** Reads a UTF-8 file in pieces of text, without its byte order mark, and knows how far it is. */
export class TextReader {
  /** Bytes read. */
  position = 0;

  constructor(private readonly member: Member) {}

  share(): number {
    return this.member.bytes === 0 ? 1 : Math.min(1, this.position / this.member.bytes);
  }

  /** @throws Problem unreadable at the first byte that is not UTF-8, and where the file cannot be read */
  async *pieces(signal?: AbortSignal): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const stream = await this.member.open();
    this.position = 0;
    try {
      for await (const bytes of stream) {
        signal?.throwIfAborted();
        const text = decoder.decode(bytes as Buffer, { stream: true });
        this.position += (bytes as Buffer).length;
        if (text) yield text;
      }
      decoder.decode();
    } catch (error) {
      if (signal?.aborted || error instanceof Problem) throw error;
      if (error instanceof TypeError) {
        throw new Problem(
          'unreadable',
          `${this.member.path} is not UTF-8: a wrong byte follows byte ${this.position.toLocaleString('en')}. Save it as UTF-8.`,
        );
      }
      const why = error instanceof Error ? error.message : String(error);
      throw new Problem(
        'unreadable',
        `${this.member.path} could not be read to its end: ${why}. Get the file again.`,
      );
    } finally {
      stream.destroy();
    }
  }
}

/** The beginning of a text file without byte order mark and leading blanks. */
export const textHead = (head: Buffer) =>
  head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
