/**
 * Results that take seconds to make and are asked for again and again (the order of a million rows, figures of a
 * column): made once for all who ask at the same time, kept while there is room, given up when nobody asks.
 */

interface Making<T> {
  promise: Promise<T>;
  result?: T;
  /** 0 to 1. */
  done: number;
  bytes: number;
  asked: number;
  stop: AbortController;
}

/** Makes a result; `stop` says that nobody waits any more, `report` takes the share that is done. */
export type Maker<T> = (stop: AbortSignal, report: (done: number) => void) => Promise<T>;

/** A result that nobody asks for while it is being made is given up after this time. */
const PATIENCE_MS = 6000;

// One of each name for the process: routes are bundled apart from each other and would each have their own.
const shared = globalThis as typeof globalThis & { jariKept?: Record<string, Map<string, unknown>> };

export class Kept<T> {
  private readonly held: Map<string, Making<T>>;

  constructor(
    name: string,
    private readonly limits: { bytes: number; results: number },
    private readonly sizeOf: (result: T) => number,
  ) {
    shared.jariKept ??= {};
    shared.jariKept[name] ??= new Map();
    this.held = shared.jariKept[name] as Map<string, Making<T>>;
  }

  /** A result that is ready. */
  peek(key: string): T | undefined {
    const making = this.held.get(key);
    if (making?.result === undefined) return undefined;
    this.held.delete(key); // to the end: the least recently asked for go first
    this.held.set(key, making);
    return making.result;
  }

  /**
   * The result of a key, made where it is not there.
   * @param wait milliseconds; for ever when absent
   * @returns the share that is done (0 to 1) where it is not ready after `wait`: asking again goes on waiting
   */
  async get(key: string, make: Maker<T>, wait?: number): Promise<{ result: T } | { done: number }> {
    const ready = this.peek(key);
    if (ready !== undefined) return { result: ready };
    let making = this.held.get(key);
    if (!making || making.stop.signal.aborted) making = this.begin(key, make);
    if (wait === undefined) {
      making.asked = Number.POSITIVE_INFINITY;
      return { result: await making.promise };
    }
    return this.waited(making, wait);
  }

  private begin(key: string, make: Maker<T>): Making<T> {
    const stop = new AbortController();
    const making: Making<T> = { promise: undefined as never, done: 0, bytes: 0, asked: 0, stop };
    this.held.set(key, making);
    making.promise = make(stop.signal, (done) => {
      making.done = done;
    }).then(
      (result) => {
        making.result = result;
        making.bytes = this.sizeOf(result);
        this.tidy();
        return result;
      },
      (error) => {
        if (this.held.get(key) === making) this.held.delete(key);
        throw error;
      },
    );
    making.promise.catch(() => {}); // thrown where it is awaited
    return making;
  }

  private async waited(making: Making<T>, wait: number): Promise<{ result: T } | { done: number }> {
    const touch = () => {
      making.asked = Math.max(making.asked, Date.now());
    };
    touch();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(() => resolve(), wait);
    });
    try {
      await Promise.race([making.promise, patience]);
    } finally {
      clearTimeout(timer);
    }
    if (making.result !== undefined) return { result: making.result };
    touch();
    setTimeout(() => {
      if (making.result === undefined && Date.now() - making.asked >= PATIENCE_MS) making.stop.abort();
    }, PATIENCE_MS + 100).unref();
    return { done: making.done };
  }

  private tidy(): void {
    let bytes = 0;
    for (const { bytes: one } of this.held.values()) bytes += one;
    for (const [key, making] of this.held) {
      if (bytes <= this.limits.bytes && this.held.size <= this.limits.results) return;
      if (making.result === undefined) continue;
      this.held.delete(key);
      bytes -= making.bytes;
    }
  }
}
