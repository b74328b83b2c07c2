import { endRetry, type RetryInput, retryFailed } from '@/lib/corrections/retry';
import type { JobContext, JobKind } from '@/lib/jobs/kind';

/** Rows that were not found are geocoded once more; a cancelled run keeps the answers it found. */
export const retryFailedRows: JobKind = {
  name: 'retry-failed',
  run: (context) => retryFailed(context as JobContext<RetryInput, never>),
  discard: (input) => endRetry(input as RetryInput),
};
