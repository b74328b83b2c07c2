import { setTimeout as sleep } from 'node:timers/promises';
import type { JobKind } from './kind';
import { getJob } from './store';
import { hasEnded, type Job } from './types';
import { work } from './work';

const LOOK_MS = 50;

/** Works here until a job has ended; another worker may take it from here. @throws Problem not-found */
export async function workUntilEnded(id: string, kinds: JobKind[]): Promise<Job> {
  const stopping = new AbortController();
  const worker = work(kinds, stopping.signal);
  try {
    for (;;) {
      const job = await getJob(id);
      if (hasEnded(job)) return job;
      await sleep(LOOK_MS);
    }
  } finally {
    stopping.abort();
    await worker;
  }
}
