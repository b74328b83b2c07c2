import type { ProblemDetails } from '@/lib/problems';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface Progress {
  /** Units done (rows, mostly). */
  done: number;
  /** Units in all; absent while not known, 1 where only a share is known. May be an estimate. */
  total?: number;
  /** Units a second, lately. */
  rate?: number;
  eta_s?: number;
  /** Units by how they ended: ok, not_found, ... */
  counts?: Record<string, number>;
  /** What is being done, where a job has several steps. */
  step?: string;
  /** Figures of what is being done, by name: the loss of an epoch so far. */
  values?: Record<string, number>;
}

export interface Job {
  id: string;
  kind: string;
  input: Record<string, unknown>;
  state: JobState;
  progress: Partial<Progress>;
  result: Record<string, unknown> | null;
  error: ProblemDetails | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}

export const hasEnded = (job: Pick<Job, 'state'>) => !['queued', 'running'].includes(job.state);
