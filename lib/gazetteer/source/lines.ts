import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { Problem } from '@/lib/problems';
import type { SourceFile } from './files';

/** Lines are handed over in batches of about this many bytes. */
const BATCH = 1 << 18;
const LONGEST_LINE = 1 << 22;
const LF = 10;

function isAscii(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 127) return false;
  return true;
}

/**
 * Decodes whole lines: UTF-8 where the first bytes beyond ASCII are that, else CP949. iconv-lite, because
 * TextDecoder('euc-kr') is not CP949 and spoils 똠 and its like in silence.
 */
class LineDecoder {
  private encoding?: 'utf8' | 'cp949';

  decode(bytes: Buffer): string {
    if (!this.encoding) {
      if (isAscii(bytes)) return bytes.toString('latin1');
      this.encoding = isUtf8(bytes) ? 'utf8' : 'cp949';
    }
    return this.encoding === 'utf8' ? bytes.toString('utf8') : iconv.decode(bytes, 'cp949');
  }
}

/**
 * A file's lines without their line ends, in batches.
 * @throws Problem when the file cannot be read to its end, or is no text.
 */
export async function* lineBatches(file: SourceFile): AsyncGenerator<string[]> {
  const decoder = new LineDecoder();
  let parts: Buffer[] = [];
  let size = 0;
  let first = true;
  const take = (bytes: Buffer): string[] => {
    let text = decoder.decode(bytes);
    if (first && text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    first = false;
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (let i = 0; i < lines.length; i++) if (lines[i]!.endsWith('\r')) lines[i] = lines[i]!.slice(0, -1);
    return lines;
  };
  try {
    for await (const chunk of await file.open()) {
      parts.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size < BATCH) continue;
      const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      const end = bytes.lastIndexOf(LF) + 1;
      if (end === 0 && bytes.length > LONGEST_LINE) throw new Problem('unreadable', 'it has no lines');
      if (end > 0) yield take(bytes.subarray(0, end));
      parts = end < bytes.length ? [bytes.subarray(end)] : [];
      size = bytes.length - end;
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem(
      'unreadable',
      `${file.path} could not be read to its end: ${why}. Get the file again.`,
      {
        path: file.path,
      },
    );
  }
  const rest = Buffer.concat(parts);
  if (rest.length) yield take(rest);
}

/** The first lines of a file, for recognising it. */
export async function firstLines(file: SourceFile, count = 5): Promise<string[]> {
  const stream = await file.open();
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      parts.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= 1 << 16) break;
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem('unreadable', `${file.path} could not be read: ${why}. Get the file again.`);
  } finally {
    stream.destroy();
  }
  let bytes = Buffer.concat(parts);
  if (size >= 1 << 16) bytes = bytes.subarray(0, bytes.lastIndexOf(LF) + 1);
  const text = new LineDecoder().decode(bytes).replace(/^\ufeff/, '');
  return text.split(/\r?\n/, count).filter((line) => line !== '');
}
