import type { Worker } from 'node:worker_threads';
import type { Detection, Detector } from './detector';
import type { Image } from './image';
import { startThread } from './thread';

/** What the thread is told of its detector: as of `openDetector`. */
export interface DetectorStart {
  model: string;
  dataDir: string;
}

/** What a thread says first, and after each image. */
export type Said =
  | { kind: 'ready'; name: string; classes: readonly string[] }
  | { kind: 'found'; detections: Detection[] }
  | { kind: 'failed'; reason: string };

/** A detector in a thread of its own, on one core. */
class DetectorThread {
  private waiting?: { resolve(said: Said): void; reject(error: Error): void };

  constructor(private readonly worker: Worker) {
    worker.on('message', (said: Said) => {
      if (said.kind === 'failed') this.waiting?.reject(new Error(said.reason));
      else this.waiting?.resolve(said);
    });
    worker.on('error', (error) => this.end(error));
    worker.on('exit', (code) => this.end(new Error(`A detection thread ended (${code}).`)));
  }

  private ended?: Error;

  private end(reason: Error): void {
    this.ended ??= reason;
    this.waiting?.reject(reason);
  }

  answer(): Promise<Said> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  ask(image: Image): Promise<Said> {
    if (this.ended) return Promise.reject(this.ended);
    const answer = this.answer();
    this.worker.postMessage(image);
    return answer;
  }

  close(): Promise<number> {
    return this.worker.terminate();
  }
}

/**
 * The same detector several times, each on a core of its own and with an image of its own. ONNX Runtime's threads share
 * out every operation of one image instead, and wait for each other after each.
 */
export class DetectorLanes implements Detector {
  private readonly idle: DetectorThread[];
  private readonly queue: ((thread: DetectorThread) => void)[] = [];

  private constructor(
    readonly name: string,
    readonly classes: readonly string[],
    private readonly threads: readonly DetectorThread[],
  ) {
    this.idle = [...threads];
  }

  /** @throws what `openDetector` throws */
  static async open(start: DetectorStart, lanes: number): Promise<DetectorLanes> {
    const threads = Array.from(
      { length: lanes },
      () => new DetectorThread(startThread('lib/vision/detector-thread.ts', start)),
    );
    try {
      const [first] = await Promise.all(threads.map((thread) => thread.answer()));
      const { name, classes } = first as Extract<Said, { kind: 'ready' }>;
      return new DetectorLanes(name, classes, threads);
    } catch (error) {
      await Promise.all(threads.map((thread) => thread.close()));
      throw error;
    }
  }

  get lanes(): number {
    return this.threads.length;
  }

  async detect(image: Image): Promise<Detection[]> {
    const thread =
      this.idle.pop() ?? (await new Promise<DetectorThread>((resolve) => this.queue.push(resolve)));
    try {
      const said = await thread.ask(image);
      return (said as Extract<Said, { kind: 'found' }>).detections;
    } finally {
      const next = this.queue.shift();
      if (next) next(thread);
      else this.idle.push(thread);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }
}
