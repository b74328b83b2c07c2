import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import yauzl from 'yauzl';
import { config } from '@/lib/config';
import { Problem } from '@/lib/problems';
import { type XmlHandler, XmlReader } from './xml';

/** A workbook may grow by this much when unpacked; sheets of numbers and repeated text do by 10 at most. */
const GROWTH = 20;
/** Shared texts are held in memory. */
const LARGEST_HELD = 512 * 1024 * 1024;

const broken = (why: string) =>
  new Problem('unreadable', `The workbook cannot be read: ${why}. Open it in Excel and save it again.`);

/** The parts of a workbook, by name. Close it after use. */
export class Archive {
  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
  ) {}

  /** @throws Problem when it is no ZIP, or unpacks to more than is allowed. */
  static async open(path: string): Promise<Archive> {
    const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
      yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, file) => {
        if (error) reject(broken('its ZIP directory is damaged or cut off'));
        else resolve(file);
      });
    });
    const entries = new Map<string, yauzl.Entry>();
    let unpacked = 0;
    try {
      await new Promise<void>((resolve, reject) => {
        zip.on('entry', (entry: yauzl.Entry) => {
          unpacked += entry.uncompressedSize;
          entries.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry);
          if (entries.size > 10_000) reject(broken('it has more than 10,000 parts'));
          else zip.readEntry();
        });
        zip.on('end', resolve);
        zip.on('error', () => reject(broken('its ZIP directory is damaged')));
        zip.readEntry();
      });
      const allowed = config.MAX_UPLOAD_BYTES * GROWTH;
      if (unpacked > allowed || unpacked > Math.max(zip.fileSize * 1000, 100 * 1024 * 1024)) {
        throw new Problem(
          'too-large',
          `The workbook unpacks to ${unpacked.toLocaleString('en')} bytes, far more than a table of its size; it is not opened.`,
        );
      }
    } catch (error) {
      zip.close();
      throw error;
    }
    return new Archive(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  close(): void {
    this.zip.close();
  }

  /** The text of a part in pieces. Its real size is held to the one declared (yauzl checks it). */
  async *read(name: string, signal?: AbortSignal): AsyncGenerator<string> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) throw broken(`its part ${name} is missing`);
    const stream = await new Promise<Readable>((resolve, reject) => {
      this.zip.openReadStream(entry, (error, opened) => {
        if (error) reject(broken(`its part ${name} is damaged`));
        else resolve(opened);
      });
    });
    const decoder = new StringDecoder('utf8');
    try {
      for await (const bytes of stream) {
        signal?.throwIfAborted();
        yield decoder.write(bytes as Buffer);
      }
      yield decoder.end();
    } catch (error) {
      if (signal?.aborted) throw error;
      throw broken(`its part ${name} is damaged`);
    } finally {
      stream.destroy();
    }
  }

  /** Reads a part that is held in memory, if it is there. */
  async parse(name: string, handler: XmlHandler): Promise<void> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) return;
    if (entry.uncompressedSize > LARGEST_HELD) {
      throw new Problem('too-large', `The part ${name} of the workbook is too large; save the sheet as CSV.`);
    }
    const reader = new XmlReader(handler);
    for await (const piece of this.read(name)) reader.push(piece);
  }
}
