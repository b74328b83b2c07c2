'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { loadLayers, sentenceOf } from '../_lib/actions';
import { api } from '../_lib/api';
import { followJob } from '../_lib/follow-job';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Job, Layer } from '../_lib/types';
import { ProgressLine } from '../_shell/ProgressLine';
import { corrections } from './api';
import { chooseQueues, useCorrecting } from './store';

/** Geocodes the failed rows of a layer once more, with progress and a way to stop. */
export function RetryFailed({ layer, icon }: { layer: Layer; icon: ReactNode }) {
  const t = useTranslations('correct');
  const { number } = useFigures();
  const [job, setJob] = useState<Job | null>(null);
  const stop = useRef<() => void>(null);
  const lengths = useCorrecting((state) => state.lengths);
  useEffect(() => () => stop.current?.(), []);

  const { say, reload } = useStore.getState();
  const start = async () => {
    try {
      const { job } = await corrections.retry(layer.id);
      setJob(job);
      stop.current = followJob(job.id, {
        onLost: (lost) => useStore.getState().set({ lost }),
        onJob: async (now) => {
          setJob(now);
          if (now.state === 'queued' || now.state === 'running') return;
          setJob(null);
          if (now.state === 'done') say(t('retried', { better: number(Number(now.result?.better ?? 0)) }));
          if (now.state === 'failed') say(String(now.error?.detail ?? ''), { tone: 'bad' });
          await loadLayers();
          reload(layer.id);
          await chooseQueues(useCorrecting.getState().queues);
        },
      });
    } catch (error) {
      say(sentenceOf(error), { tone: 'bad' });
    }
  };
  const failed = lengths ? lengths.not_found + lengths.ambiguous + lengths.coarse : 0;
  if (job) {
    return (
      <div className="correct-retry">
        <ProgressLine job={job} name={t('retrying')} />
        <button type="button" className="btn" onClick={() => void api.cancelJob(job.id).catch(() => {})}>
          {t('stop')}
        </button>
      </div>
    );
  }
  return (
    <button type="button" className="btn" onClick={() => void start()} disabled={failed === 0}>
      {icon}
      {t('retry', { n: number(failed) })}
    </button>
  );
}
