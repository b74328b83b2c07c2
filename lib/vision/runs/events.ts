import { setTimeout as sleep } from 'node:timers/promises';
import type { Epoch } from './kind';
import { epochsAfter, getRun, latestOf, type Run } from './store';

const POLL_MS = 400;
const OVER = new Set(['done', 'failed', 'cancelled']);

export interface RunEvent {
  run: Run;
  /** Those since the event before. */
  epochs: Epoch[];
  /** What the last epoch gave beside its figures; with new epochs only. */
  latest: Record<string, unknown> | null;
}

/**
 * A run each time it has changed, with the epochs that are new; the first at once with all of them. Ends with the run
 * (a paused one may go on) or when `signal` aborts.
 * @throws Problem not-found
 */
export async function* runEvents(id: string, signal: AbortSignal): AsyncGenerator<RunEvent> {
  let before = '';
  let seen = 0;
  while (!signal.aborted) {
    const run = await getRun(id);
    const now = JSON.stringify(run);
    if (now !== before) {
      const epochs = await epochsAfter(id, seen);
      seen = epochs.at(-1)?.epoch ?? seen;
      yield { run, epochs, latest: epochs.length > 0 ? await latestOf(id) : null };
    }
    before = now;
    if (OVER.has(run.state)) return;
    await sleep(POLL_MS, undefined, { signal }).catch(() => {});
  }
}
