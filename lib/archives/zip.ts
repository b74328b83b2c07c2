import { isUtf8 } from 'node:buffer';
import { posix, resolve } from 'node:path';
import { pipeline, type Readable, Transform } from 'node:stream';
import iconv from 'iconv-lite';
import yauzl from 'yauzl';
import { Problem } from '@/lib/problems';

const UTF8_FLAG = 0x800;
/** Small members are let be, however well they are packed. */
const SMALL = 1 << 24;

/** A file inside an archive. */
export interface ArchiveMember {
  /** File name without folders. */
  name: string;
  /** For people: container and inner path. */
  path: string;
  /** The same from the root of the disk. */
  location: string;
  bytes: number;
  modified: Date;
  open(): Promise<Readable>;
}

/** Against ZIP bombs. */
interface ZipLimits {
  /** Bytes of all members, unpacked. */
  bytes: number;
  /** How many times its packed size a member may have. */
  ratio: number;
  /** What is said of an archive beyond them; `member` is where it was seen. */
  refusal: (shown: string, member: string) => string;
}

/** Korean ZIP programs write member names in CP949 and do not say so. */
function memberName(raw: Buffer, flags: number): string {
  return flags & UTF8_FLAG || isUtf8(raw) ? raw.toString('utf8') : iconv.decode(raw, 'cp949');
}

function broken(shown: string, error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error);
  return new Problem('unreadable', `${shown} is not a whole ZIP file (${why}); download it again.`, {
    path: shown,
  });
}

/**
 * Lists a ZIP's members; they are read from it one by one later, as streams. A member never gives more bytes
 * than the directory says (yauzl sees to it), so the limits hold for what is unpacked too.
 * @throws Problem too-large beyond the limits, unreadable when it is no whole ZIP
 */
export async function openZip(
  path: string,
  shown: string,
  limits: ZipLimits,
): Promise<{ files: ArchiveMember[]; close(): void }> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, opened) =>
      error ? reject(broken(shown, error)) : resolve(opened),
    ),
  );
  const files: ArchiveMember[] = [];
  let total = 0;
  await new Promise<void>((done, reject) => {
    zip.on('error', (error) => reject(broken(shown, error)));
    zip.on('end', done);
    zip.on('entry', (entry: yauzl.Entry) => {
      const inner = memberName(entry.fileName as unknown as Buffer, entry.generalPurposeBitFlag);
      total += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if (total > limits.bytes || (ratio > limits.ratio && entry.uncompressedSize > SMALL)) {
        reject(new Problem('too-large', limits.refusal(shown, inner)));
        return;
      }
      if (!inner.endsWith('/')) {
        files.push({
          name: posix.basename(inner),
          path: `${shown}/${inner}`,
          location: `${resolve(path)}/${inner}`,
          bytes: entry.uncompressedSize,
          modified: entry.getLastModDate(),
          open: () => openEntry(zip, entry, shown),
        });
      }
      zip.readEntry();
    });
    zip.readEntry();
  }).catch((error) => {
    zip.close();
    throw error;
  });
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, close: () => zip.close() };
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, shown: string): Promise<Readable> {
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(broken(shown, error));
      // pipeline hands errors of the one on to the other, and so a stream that is left early is closed.
      else resolve(pipeline(stream, checksum(entry.crc32), () => {}));
    }),
  );
}

// Not zlib.crc32, which Node has since 20.15 only.
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** Passes bytes on and fails at their end where they are not those that were packed; yauzl does not check. */
function checksum(expected: number): Transform {
  let sum = -1;
  return new Transform({
    highWaterMark: 1 << 18,
    transform(chunk: Buffer, _, done) {
      for (let i = 0; i < chunk.length; i++) sum = table[(sum ^ chunk[i]!) & 255]! ^ (sum >>> 8);
      done(null, chunk);
    },
    flush(done) {
      done(~sum >>> 0 === expected ? null : new Error('its checksum is wrong'));
    },
  });
}
