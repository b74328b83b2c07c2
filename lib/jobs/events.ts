import { setTimeout as sleep } from 'node:timers/promises';
import { getJob } from './store';
import { hasEnded, type Job } from './types';

const POLL_MS = 400;

/**
 * A job each time it has changed, the first at once, until it has ended or `signal` aborts. Polls: the
 * embedded database delivers no notifications.
 * @throws Problem not-found
 */
export async function* jobEvents(id: string, signal: AbortSignal): AsyncGenerator<Job> {
  let before = '';
  while (!signal.aborted) {
    const job = await getJob(id);
    const now = JSON.stringify(job);
    if (now !== before) yield job;
    before = now;
    if (hasEnded(job)) return;
    await sleep(POLL_MS, undefined, { signal }).catch(() => {});
  }
}
