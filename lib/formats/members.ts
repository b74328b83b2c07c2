import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { openZip } from '@/lib/archives/zip';
import { config } from '@/lib/config';
import { Problem } from '@/lib/problems';
import type { Member } from './reader';

/** No file of features shrinks more than this; a ZIP bomb does. */
const MOST_RATIO = 200;
/** Bytes looked at to recognise a format. */
const HEAD = 64 * 1024;

/** What archives of macOS add. */
const NOISE = /(^|\/)(\.[^/]*|__MACOSX\/.*|Thumbs\.db)$/;

const isZip = (head: Buffer) => head.subarray(0, 4).toString('latin1') === 'PK\x03\x04';

/** A workbook of Excel is a ZIP too, but a table. */
const isWorkbook = (names: readonly string[]) => names.includes('[Content_Types].xml');

/** The first bytes of a file. */
export async function headOf(member: Member): Promise<Buffer> {
  const stream = await member.open();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= HEAD) break;
    }
  } catch (error) {
    throw new Problem('unreadable', `${member.path} cannot be read: ${(error as Error).message}.`);
  } finally {
    stream.destroy();
  }
  return Buffer.concat(chunks).subarray(0, HEAD);
}

async function beginning(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch(() => {
    throw new Problem(
      'unreadable',
      'The file cannot be opened: it is not there, is no file, or may not be read.',
    );
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * The files of an upload, those inside ZIPs in their place. Workbooks stay whole.
 * @throws Problem too-large beyond MAX_UNPACKED_BYTES, unreadable when a ZIP is damaged
 */
export async function openMembers(
  files: readonly { name: string; path: string; bytes: number }[],
): Promise<{ members: Member[]; close(): void }> {
  const members: Member[] = [];
  const closers: (() => void)[] = [];
  const close = () => {
    for (const closer of closers) closer();
  };
  try {
    for (const { name, path, bytes } of files) {
      const plain = {
        name,
        path: name,
        bytes,
        open: async (): Promise<Readable> => createReadStream(path, { highWaterMark: 256 * 1024 }),
      };
      if (!isZip(await beginning(path))) {
        members.push(plain);
        continue;
      }
      const zip = await openZip(path, name, {
        bytes: config.MAX_UNPACKED_BYTES,
        ratio: MOST_RATIO,
        refusal: (shown) =>
          `${shown} unpacks to more than is allowed (MAX_UNPACKED_BYTES), or shrinks as no file of features does; it is not opened.`,
      });
      closers.push(zip.close);
      const inner = zip.files.filter((file) => !NOISE.test(file.path));
      if (isWorkbook(inner.map((file) => file.path.slice(name.length + 1)))) members.push(plain);
      else members.push(...inner);
    }
  } catch (error) {
    close();
    throw error;
  }
  return { members, close };
}
