/** What is kept, by key, up to so many bytes; what has not been asked for longest goes first. */
export class ByteCache {
  private readonly kept = new Map<string, Uint8Array>();
  private bytes = 0;

  /** @param overhead bytes counted for an entry beside its own */
  constructor(
    private readonly limit: number,
    private readonly overhead = 200,
  ) {}

  get size(): number {
    return this.bytes;
  }

  get(key: string): Uint8Array | undefined {
    const found = this.kept.get(key);
    if (found) {
      this.kept.delete(key); // put in again, it is the newest
      this.kept.set(key, found);
    }
    return found;
  }

  set(key: string, value: Uint8Array): void {
    this.delete(key);
    this.kept.set(key, value);
    this.bytes += value.byteLength + this.overhead;
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.limit) return;
      this.delete(oldest);
    }
  }

  /** Drops all whose keys `isStale`. */
  sweep(isStale: (key: string) => boolean): void {
    for (const key of [...this.kept.keys()]) if (isStale(key)) this.delete(key);
  }

  private delete(key: string): void {
    const value = this.kept.get(key);
    if (!value) return;
    this.kept.delete(key);
    this.bytes -= value.byteLength + this.overhead;
  }
}
