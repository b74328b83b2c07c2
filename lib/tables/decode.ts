import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import iconv from 'iconv-lite';
import { Problem } from '@/lib/problems';

interface Decoder {
  write(bytes: Buffer): string;
  end(): string | undefined;
}

/** Bytes that are not of the encoding become U+FFFD; nothing throws. */
export function decoder(encoding: string): Decoder {
  const name = encoding.toLowerCase();
  if (name === 'utf-8' || name === 'utf8') return new StringDecoder('utf8'); // several times iconv's speed
  if (name === 'utf-16le') return new StringDecoder('utf16le');
  if (!iconv.encodingExists(name)) {
    throw new Problem(
      'bad-request',
      `The encoding "${encoding}" is not known; use utf-8, cp949 or utf-16le.`,
    );
  }
  return iconv.getDecoder(name, { stripBOM: false });
}

export function decodeAll(bytes: Buffer, encoding: string): string {
  const decoding = decoder(encoding);
  return withoutMark(decoding.write(bytes) + (decoding.end() ?? ''));
}

const withoutMark = (text: string) => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/** The text of a file in pieces, without its byte order mark. */
export async function* decodeFile(
  path: string,
  encoding: string,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const decoding = decoder(encoding);
  let first = true;
  for await (const bytes of createReadStream(path, { highWaterMark: 256 * 1024, signal })) {
    const piece = decoding.write(bytes as Buffer);
    if (!piece) continue;
    yield first ? withoutMark(piece) : piece;
    first = false;
  }
  const rest = decoding.end();
  if (rest) yield rest;
}
