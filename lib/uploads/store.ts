import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { config } from '@/lib/config';
import { Problem } from '@/lib/problems';
import { safeName } from './name';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MAX_AGE_MS = 24 * 60 * 60 * 1000;
const MAX_FILES = 1000;

interface StoredFile {
  /** As the person's machine calls it. */
  name: string;
  bytes: number;
  path: string;
}

export interface Upload {
  id: string;
  files: StoredFile[];
}

const root = () => join(config.DATA_DIR, 'uploads');

/** Human size: 200 MB. */
export const megabytes = (bytes: number) =>
  bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MB` : `${bytes} bytes`;

/** Receives the files of one upload, one after another. */
export class UploadWriter {
  readonly id = randomUUID();
  private readonly folder = join(root(), this.id);
  private readonly files: StoredFile[] = [];
  private bytes = 0;

  /** @param limit bytes of all files together */
  constructor(private readonly limit: number) {}

  /**
   * Streams one file to disk.
   * @returns its bytes
   * @throws Problem too-large as soon as the limit is passed
   */
  async add(name: string, body: Readable): Promise<number> {
    if (this.files.length >= MAX_FILES) {
      throw new Problem('too-large', `More than ${MAX_FILES} files in one upload; send them in several.`);
    }
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const taken = new Set([join(this.folder, 'upload.json'), ...this.files.map((file) => file.path)]);
    const safe = safeName(name);
    let path = join(this.folder, safe);
    for (let i = 2; taken.has(path); i++) path = join(this.folder, `${i}_${safe}`);
    let bytes = 0;
    const counted = async function* (this: UploadWriter, source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        bytes += chunk.length;
        this.bytes += chunk.length;
        if (this.bytes > this.limit) {
          throw new Problem(
            'too-large',
            `The file is larger than the limit of ${megabytes(this.limit)}; split it or raise the limit in the settings.`,
            { limit: this.limit },
          );
        }
        yield chunk;
      }
    }.bind(this);
    await pipeline(body, counted, createWriteStream(path, { mode: 0o600 }));
    this.files.push({ name, bytes, path });
    return bytes;
  }

  /** Ends the upload: from now on `getUpload` finds it. */
  async finish(): Promise<Upload> {
    if (this.files.length === 0) throw new Problem('bad-request', 'The upload has no file in it.');
    const upload = { id: this.id, files: this.files };
    await writeFile(join(this.folder, 'upload.json'), JSON.stringify(upload), { mode: 0o600 });
    return upload;
  }

  /** Leaves nothing of it. */
  async abandon(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** @throws Problem not-found */
export async function getUpload(id: string): Promise<Upload> {
  const gone = new Problem(
    'not-found',
    `There is no upload ${id}; it was used already or is older than a day.`,
  );
  if (!UUID.test(id)) throw gone;
  try {
    const { files } = JSON.parse(await readFile(join(root(), id, 'upload.json'), 'utf8')) as Upload;
    // The folder may be mounted elsewhere on the machine of the worker.
    return { id, files: files.map((file) => ({ ...file, path: join(root(), id, basename(file.path)) })) };
  } catch {
    throw gone;
  }
}

/** Nothing happens when it is gone already. */
export async function removeUpload(id: string): Promise<void> {
  if (UUID.test(id)) await rm(join(root(), id), { recursive: true, force: true });
}

/** Removes uploads older than a day, finished or not, but those in `used`. */
export async function sweepUploads(used: ReadonlySet<string>, now = Date.now()): Promise<void> {
  for (const id of await readdir(root()).catch(() => [])) {
    if (used.has(id)) continue;
    const age = now - (await stat(join(root(), id)).catch(() => ({ mtimeMs: now }))).mtimeMs;
    if (age > MAX_AGE_MS) await removeUpload(id);
  }
}
