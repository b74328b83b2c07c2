'use client';

import { useEffect, useState } from 'react';
import type { Epoch, Run, RunEvent } from './types';

const RETRY_MS = 2000;

/** A run with all its epochs, as they come. */
export interface Followed {
  run: Run;
  history: Epoch[];
  latest: Record<string, unknown> | null;
}

const isOver = ({ state }: Run) => ['done', 'failed', 'cancelled'].includes(state);

/** Follows a run over server-sent events; when the line breaks it asks again. */
function follow(id: string, onEvent: (event: RunEvent, first: boolean) => void): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    let first = true;
    source = new EventSource(`/api/training-runs/${id}/events`);
    source.onmessage = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as RunEvent;
      onEvent(event, first);
      first = false;
      if (isOver(event.run)) source?.close();
    };
    source.onerror = () => {
      source?.close();
      retry = setTimeout(open, RETRY_MS);
    };
  };
  open();
  return () => {
    source?.close();
    clearTimeout(retry);
  };
}

/**
 * The runs of those ids, followed until they have ended. A run that goes on after its end (it was resumed) is followed
 * anew when `states` changes.
 */
export function useRuns(ids: string[], states: string): Map<string, Followed> {
  const [known, setKnown] = useState<Map<string, Followed>>(new Map());
  const key = ids.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `states` says that a run may go on
  useEffect(() => {
    const stops = key
      .split(',')
      .filter(Boolean)
      .map((id) =>
        follow(id, ({ run, epochs, latest }, first) =>
          setKnown((before) => {
            const old = before.get(id);
            const history = first ? epochs : [...(old?.history ?? []), ...epochs];
            const now = { run, history, latest: latest ?? (first ? null : (old?.latest ?? null)) };
            return new Map(before).set(id, now);
          }),
        ),
      );
    return () => {
      for (const stop of stops) stop();
    };
  }, [key, states]);
  return known;
}
