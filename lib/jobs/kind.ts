import type { Queryable } from '@/lib/db/database';
import type { Progress } from './types';

/** What a running job has in its hands. */
export interface JobContext<Input = Record<string, unknown>, Checkpoint = unknown> {
  readonly id: string;
  readonly input: Input;
  /** What the last committed chunk left; undefined at a first run. */
  readonly checkpoint: Checkpoint | undefined;
  /** Aborts when the job is cancelled, was handed to another worker, or the process is to end. */
  readonly signal: AbortSignal;
  /** Shows progress; kept at the next heart beat. Rate and time left are worked out here. */
  progress(progress: Progress): void;
  /**
   * One chunk: `work`'s writes and the checkpoint, both or neither.
   * @throws when the job is no longer this worker's (cancelled, handed on): stop then.
   */
  commit(
    work: (client: Queryable) => Promise<void>,
    checkpoint: Checkpoint,
    progress: Progress,
  ): Promise<void>;
}

export interface JobKind {
  name: string;
  /** Jobs of one lane run one at a time, whatever their kinds. */
  lane?: string;
  /** Long work of the device (training, detection): runs beside other jobs, one at a time in each worker. */
  aside?: true;
  /** @returns the job's result, as JSON. */
  run(context: JobContext): Promise<Record<string, unknown>>;
  /** Takes away what a failed or cancelled job left. May be called twice. */
  discard?(input: Record<string, unknown>): Promise<void>;
  /** Called once the job has ended in any way. */
  release?(input: Record<string, unknown>): Promise<void>;
}
