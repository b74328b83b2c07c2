import type { Worker } from 'node:worker_threads';
import type { Moment } from '@/lib/nn/host-adamw';
import { startThread } from '../thread';
import type { Lane, LaneStart, LossValues, TrainingImage } from './lane';

export type Request =
  | { kind: 'learn'; image: Omit<TrainingImage, 'random'> & { random: number[] }; add: boolean }
  | { kind: 'gather'; from: number; to: number; runs: number }
  | { kind: 'move'; from: number; to: number; moment: Moment }
  | { kind: 'refresh' };

export type Answer = { losses?: LossValues; sum?: number; error?: string };

/** A lane in a thread of its own, on one core. */
export class WorkerLane implements Lane {
  private constructor(private readonly worker: Worker) {}

  /** The rows must lie in shared memory. */
  static async open(start: LaneStart): Promise<WorkerLane> {
    const lane = new WorkerLane(startThread('lib/vision/mask-rcnn/lane-thread.ts', start));
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
