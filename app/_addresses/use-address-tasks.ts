'use client';

import { useCallback, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api, sendFile } from '../_lib/api';
import { followJob } from '../_lib/follow-job';
import type { Job } from '../_lib/types';

/** One address file on its way in: sent, then imported by a job. */
export interface AddressTask {
  key: number;
  name: string;
  sent: number;
  bytes: number;
  job?: Job;
  fault?: string;
  lost?: boolean;
  stop: () => void;
}

let next = 0;

/**
 * The address files being added. They are sent one after the other; each is imported as soon as it is there.
 * @param onDone called when the database has changed
 */
export function useAddressTasks(onDone: () => void) {
  const [tasks, setTasks] = useState<AddressTask[]>([]);

  const change = useCallback((key: number, part: Partial<AddressTask>) => {
    setTasks((before) => before.map((task) => (task.key === key ? { ...task, ...part } : task)));
  }, []);
  const dismiss = useCallback((key: number) => {
    setTasks((before) => before.filter((task) => task.key !== key));
  }, []);

  const addOne = useCallback(
    async (file: File, key: number, signal: AbortSignal) => {
      try {
        const answer = await sendFile<{ job: Job | string }>(
          `/api/addresses?${new URLSearchParams({ name: file.name })}`,
          file,
          (sent) => change(key, { sent }),
          signal,
        );
        const id = typeof answer.job === 'string' ? answer.job : answer.job.id;
        change(key, { sent: file.size, stop: () => void api.cancelJob(id).catch(() => {}) });
        followJob(id, {
          onLost: (lost) => change(key, { lost }),
          onJob: (job) => {
            change(key, { job });
            if (job.state === 'done') onDone();
          },
        });
      } catch (error) {
        if ((error as Error).name === 'AbortError') dismiss(key);
        else change(key, { fault: sentenceOf(error) });
      }
    },
    [change, dismiss, onDone],
  );

  const add = useCallback(
    async (files: File[]) => {
      // Change files in order of their names, which is the order of their dates.
      const ordered = [...files].sort((a, b) => a.name.localeCompare(b.name));
      const started = ordered.map((file) => {
        const abort = new AbortController();
        const key = ++next;
        const task: AddressTask = {
          key,
          name: file.name,
          sent: 0,
          bytes: file.size,
          stop: () => abort.abort(),
        };
        return { file, key, signal: abort.signal, task };
      });
      setTasks((before) => [...before, ...started.map(({ task }) => task)]);
      for (const { file, key, signal } of started) {
        if (signal.aborted) dismiss(key);
        else await addOne(file, key, signal);
      }
    },
    [addOne, dismiss],
  );
  return { tasks, add, dismiss };
}
