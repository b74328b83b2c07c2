import { ApiError, api } from './api';
import type { Job } from './types';

export interface JobWatch {
  onJob: (job: Job) => void;
  /** true while the line to the server is cut; the watch goes on by itself. */
  onLost: (lost: boolean) => void;
}

const RETRY_MS = 2000;
const OPEN_WITHIN_MS = 5000;
const ENDED = new Set(['done', 'failed', 'cancelled']);

/**
 * Follows a job over server-sent events until it ends. When the line breaks it says so and asks again, every
 * two seconds, so that neither a restart of the server nor a sleeping laptop loses the progress.
 * @returns a function that stops following (the job itself goes on)
 */
export function followJob(id: string, { onJob, onLost }: JobWatch): () => void {
  let stopped = false;
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const accept = (job: Job) => {
    if (stopped) return;
    onLost(false);
    onJob(job);
    if (ENDED.has(job.state)) stop();
  };
  const open = () => {
    source?.close();
    source = new EventSource(`/api/jobs/${id}/events`);
    // A server that is just starting may take the request and never answer it.
    const watchdog = setTimeout(broken, OPEN_WITHIN_MS);
    source.onopen = () => clearTimeout(watchdog);
    source.onmessage = (event: MessageEvent<string>) => accept(JSON.parse(event.data) as Job);
    source.onerror = () => {
      clearTimeout(watchdog);
      broken();
    };
  };
  const broken = () => {
    source?.close();
    clearTimeout(retry);
    if (!stopped) retry = setTimeout(() => void ask(), 300);
  };
  /** Asks once in the ordinary way: an answer says whether there is still something to follow. */
  const ask = async () => {
    try {
      accept(await api.job(id));
      if (!stopped) open();
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        // It is gone, with what it was to make: for whoever waits, that is an end.
        accept({ id, state: 'cancelled', progress: {} } as Job);
      } else if (!stopped) {
        onLost(true);
        retry = setTimeout(() => void ask(), RETRY_MS);
      }
    }
  };
  const stop = () => {
    stopped = true;
    clearTimeout(retry);
    source?.close();
  };
  open();
  return stop;
}
