import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Moment } from '@/lib/nn/host-adamw';
import type { Lane, LaneStart, LossValues, TrainingImage } from './lane';

/** Seen from the program's folder, which is where all processes of Jari run. */
const ENTRY = 'lib/vision/mask-rcnn/lane-thread.ts';
/** In Node.js 20 threads do not inherit the loader of TypeScript. */
const BEGIN = `
const { workerData } = require('node:worker_threads');
import('tsx/esm/api').then(({ register }) => { register(); return import(workerData.entry); });
`;

export type Request =
  | { kind: 'learn'; image: Omit<TrainingImage, 'random'> & { random: number[] }; add: boolean }
  | { kind: 'gather'; from: number; to: number; runs: number }
  | { kind: 'move'; from: number; to: number; moment: Moment }
  | { kind: 'refresh' };

export type Answer = { losses?: LossValues; sum?: number; error?: string };

/** A lane in a thread of its own, on one core: runs of ONNX Runtime hold up the thread they are started from. */
export class WorkerLane implements Lane {
  private constructor(private readonly worker: Worker) {}

  /** The rows must lie in shared memory. */
  static async open(start: LaneStart): Promise<WorkerLane> {
    const entry = pathToFileURL(join(process.cwd(), ENTRY)).href;
    const data: LaneStart & { entry: string } = { ...start, entry };
    const worker = new Worker(BEGIN, { eval: true, workerData: data, execArgv: [] });
    const lane = new WorkerLane(worker);
    lane.listen();
    await lane.answer();
    return lane;
  }

  private waiting?: { resolve(answer: Answer): void; reject(error: Error): void };

  private listen(): void {
    this.worker.on('message', (answer: Answer) => {
      if (answer.error) this.waiting?.reject(new Error(answer.error));
      else this.waiting?.resolve(answer);
    });
    this.worker.on('error', (error) => this.waiting?.reject(error));
    this.worker.on('exit', (code) => this.waiting?.reject(new Error(`A training thread ended (${code}).`)));
  }

  private answer(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  private ask(request: Request): Promise<Answer> {
    const answer = this.answer();
    this.worker.postMessage(request);
    return answer;
  }

  async learn({ picture, truth, random }: TrainingImage, add: boolean): Promise<LossValues> {
    const image = { picture, truth, random: random.state };
    const { losses } = await this.ask({ kind: 'learn', image, add });
    return losses!;
  }

  async gather(from: number, to: number, runs: number): Promise<number> {
    const { sum } = await this.ask({ kind: 'gather', from, to, runs });
    return sum!;
  }

  async move(from: number, to: number, moment: Moment): Promise<void> {
    await this.ask({ kind: 'move', from, to, moment });
  }

  async refresh(): Promise<void> {
    await this.ask({ kind: 'refresh' });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
