import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import jschardet from 'jschardet';
import { decodeAll } from './decode';

/** Bytes looked at to tell the encoding apart once a file is known not to be UTF-8. */
const WINDOW = 256 * 1024;

export interface Look {
  /** The first bytes of the file. */
  head: Buffer;
  /** The bytes around the first one that is not ASCII; `head` when that has one, or none has. */
  telling: Buffer;
  /** The whole file is UTF-8 (ASCII included). */
  utf8: boolean;
  size: number;
}

const notAscii = (bytes: Buffer) => bytes.findIndex((byte) => byte >= 0x80);

/** Length of an unfinished UTF-8 character at the end of `bytes`. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** One pass over the file: is it UTF-8 throughout, and which part of it tells. */
export async function lookAt(path: string): Promise<Look> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    let kept = 0; // bytes of an unfinished character at the beginning of the buffer
    let size = 0;
    let utf8 = true;
    let head: Buffer = Buffer.alloc(0);
    let telling: Buffer | undefined;
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, buffer.length - kept);
      const bytes = buffer.subarray(0, kept + bytesRead);
      if (size === 0) head = Buffer.from(bytes.subarray(0, WINDOW));
      size += bytesRead;
      const rest = bytesRead === 0 ? 0 : unfinished(bytes);
      if (utf8 && !isUtf8(bytes.subarray(0, bytes.length - rest))) utf8 = false;
      if (!telling) {
        const at = notAscii(bytes);
        // From the line's beginning, so that no two-byte character is cut.
        const from = at < 0 ? -1 : bytes.lastIndexOf(0x0a, at) + 1;
        if (at >= 0)
          telling =
            size <= buffer.length && at < head.length
              ? head
              : Buffer.from(bytes.subarray(from, from + WINDOW));
      }
      if (bytesRead === 0 || (!utf8 && telling)) break;
      bytes.copy(buffer, 0, bytes.length - rest);
      kept = rest;
    }
    size = (await file.stat()).size;
    return { head, telling: telling ?? head, utf8, size };
  } finally {
    await file.close();
  }
}

const isHangul = (code: number) => code >= 0xac00 && code <= 0xd7a3;

/** Characters of a text by kind, as shares of those that are not ASCII. */
function looks(text: string): { hangul: number; broken: number; odd: number } {
  let hangul = 0;
  let broken = 0;
  let odd = 0;
  let all = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    all++;
    if (isHangul(code)) hangul++;
    else if (code === 0xfffd) broken++;
    else if ((code >= 0xe000 && code < 0xf900) || (code >= 0x80 && code < 0xa0)) odd++;
  }
  return { hangul: hangul / (all || 1), broken: broken / (all || 1), odd: odd / (all || 1) };
}

/** Share of the characters that ordinary tables hold: ASCII text, Latin letters, Hangul, kana, Han, signs. */
function ordinary(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const ascii = code === 9 || code === 10 || code === 13 || (code >= 32 && code < 127);
    const letters = isHangul(code) || (code >= 0xa0 && code < 0x250) || (code >= 0x4e00 && code < 0xa000);
    const signs =
      (code >= 0x2010 && code < 0x2040) ||
      (code >= 0x3000 && code < 0x3100) ||
      (code >= 0xff00 && code < 0xffef);
    if (ascii || letters || signs) count++;
  }
  return text.length === 0 ? 0 : count / text.length;
}

/**
 * UTF-16 without a mark: spaces, digits and line ends have a NUL byte, always on the same side, and the text
 * reads as ordinary. (Pairs of ASCII letters read as Han characters, so looks alone would not do.)
 */
function utf16WithoutMark(head: Buffer): string | undefined {
  if (head.length < 4 || !head.includes(0)) return undefined;
  const nuls = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) nuls[i % 2]!++;
  const [even, odd] = nuls as [number, number];
  if (even + odd < head.length * 0.02 || Math.min(even, odd) > (even + odd) * 0.1) return undefined;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  const whole = head.subarray(0, head.length - (head.length % 2));
  return ordinary(decodeAll(whole, encoding)) >= 0.95 ? encoding : undefined;
}

/**
 * The encoding of a text file: its mark, then UTF-16 by its NULs, strict UTF-8 over the whole file, Korean
 * CP949 (a superset of EUC-KR), and last jschardet's opinion.
 *
 * @returns sure: false when a person should compare the preview.
 */
export function detectEncoding({ head, telling, utf8 }: Look): { encoding: string; sure: boolean } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', sure: true };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', sure: true };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', sure: true };
  const wide = utf16WithoutMark(head);
  if (wide) return { encoding: wide, sure: true };
  if (utf8) return { encoding: 'utf-8', sure: true };

  const sample = telling.subarray(0, 64 * 1024);
  const asUtf8 = looks(decodeAll(sample, 'utf-8'));
  const asKorean = looks(decodeAll(sample, 'cp949'));
  if (asKorean.broken < 0.02 && asKorean.hangul >= 0.5) return { encoding: 'cp949', sure: true };
  // UTF-8 with some bytes damaged: much of it would not decode by chance.
  if (asUtf8.broken < 0.2) return { encoding: 'utf-8', sure: false };
  if (asKorean.broken < 0.1 && asKorean.hangul >= 0.5) return { encoding: 'cp949', sure: false };

  const opinion = jschardet.detect(sample);
  const encoding = opinion.encoding?.toLowerCase();
  if (encoding && opinion.confidence > 0.5 && encoding !== 'ascii' && iconv.encodingExists(encoding)) {
    const read = looks(decodeAll(sample, encoding));
    if (read.broken < 0.02 && read.odd < 0.2) {
      return { encoding: encoding === 'euc-kr' ? 'cp949' : encoding, sure: opinion.confidence > 0.9 };
    }
  }
  return { encoding: asKorean.broken === 0 ? 'cp949' : 'windows-1252', sure: false };
}
