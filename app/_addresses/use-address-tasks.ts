'use client';

import { useCallback, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api, sendFile } from '../_lib/api';
import { followJob } from '../_lib/follow-job';
import type { Job } from '../_lib/types';

/** Address files on their way in: sent together, then imported by one job. */
export interface AddressTask {
  key: number;
  names: string[];
  sent: number;
  bytes: number;
  job?: Job;
  fault?: string;
  lost?: boolean;
  stop: () => void;
}

let next = 0;

/** Daily and monthly changes, told from whole editions by their published names. */
const CHANGES = /AlterD|dailyjusukr|_mod[_.]/i;

/**
 * The address files being added. Files dropped together belong together (a list without coordinates and its
 * entrances, say); changes are applied after whole editions.
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

  const send = useCallback(
    async (files: File[], update: boolean) => {
      const abort = new AbortController();
      const key = ++next;
      const bytes = files.reduce((sum, file) => sum + file.size, 0);
      const names = files.map(({ name }) => name);
      setTasks((before) => [...before, { key, names, bytes, sent: 0, stop: () => abort.abort() }]);
      const form = new FormData();
      for (const file of files) form.append('file', file, file.name);
      try {
        const { job } = await sendFile<{ job: Job }>(
          update ? '/api/addresses?update=1' : '/api/addresses',
          form,
          (sent) => change(key, { sent: Math.min(sent, bytes) }),
          abort.signal,
        );
        change(key, { sent: bytes, job, stop: () => void api.cancelJob(job.id).catch(() => {}) });
        followJob(job.id, {
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
      const changes = files.filter(({ name }) => CHANGES.test(name));
      const whole = files.filter((file) => !changes.includes(file));
      if (whole.length > 0) await send(whole, false);
      if (changes.length > 0) await send(changes, true);
    },
    [send],
  );
  return { tasks, add, dismiss };
}
