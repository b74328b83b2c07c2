import { type FileHandle, open } from 'node:fs/promises';

const FLUSH = 256 * 1024;

/** A file written from its start to its end in many small pieces, whose head may be written again at last. */
export class GrowingFile {
  private waiting: Uint8Array[] = [];
  private held = 0;
  /** Bytes so far, with those not on disk yet. */
  bytes = 0;

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  static async open(path: string): Promise<GrowingFile> {
    return new GrowingFile(path, await open(path, 'w', 0o600));
  }

  add(piece: Uint8Array): void {
    this.waiting.push(piece);
    this.held += piece.length;
    this.bytes += piece.length;
  }

  /** Writes what waits, once it is enough to be worth it. */
  async flush(least = FLUSH): Promise<void> {
    if (this.held < least) return;
    const piece = Buffer.concat(this.waiting);
    this.waiting = [];
    this.held = 0;
    await this.handle.write(piece);
  }

  /** Writes the rest, then `head` over the beginning. */
  async finish(head?: Uint8Array): Promise<void> {
    await this.flush(1);
    if (head) await this.handle.write(head, 0, head.length, 0);
    await this.handle.close();
  }

  /** Lets go of the file, whatever state it is in. */
  async close(): Promise<void> {
    await this.handle.close().catch(() => {});
  }
}
