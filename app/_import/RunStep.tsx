'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api } from '../_lib/api';
import { Editions } from '../_lib/Editions';
import { useFigures } from '../_lib/hooks';
import { inPageLanguage } from '../_lib/sentence';
import { useStore } from '../_lib/store';
import { ProgressLine } from '../_shell/ProgressLine';

interface RunStepProps {
  layerId: string;
  jobId: string;
  onEnd: () => void;
}

/** The job at work: done of total, rate, time left, found and not found, and a way to stop. */
export function RunStep({ layerId, jobId, onEnd }: RunStepProps) {
  const t = useTranslations('import');
  const { number } = useFigures();
  const job = useStore((state) => state.jobs[layerId]);
  const lost = useStore((state) => state.lost);
  const ready = useStore((state) =>
    state.layers.some(({ id, state }) => id === layerId && state === 'ready'),
  );
  const [stopping, setStopping] = useState(false);
  const [fault, setFault] = useState('');

  useEffect(() => {
    const { select, showPanel, say } = useStore.getState();
    if (job?.state === 'cancelled') {
      say(t('cancelled'));
      onEnd();
    }
    if (job?.state === 'done' && ready) {
      select(layerId);
      showPanel('inspector', true);
      const counts = job.progress.counts ?? {};
      say(
        t('finished', {
          done: number(job.progress.done ?? 0),
          ok: number(counts.ok ?? job.progress.done ?? 0),
        }),
      );
      onEnd();
    }
  }, [job, ready, layerId, onEnd, t, number]);

  const stop = async () => {
    setStopping(true);
    try {
      await api.cancelJob(jobId);
    } catch (error) {
      setStopping(false);
      setFault(sentenceOf(error));
    }
  };
  const failed = job?.state === 'failed';
  const told = job?.error?.detail ?? job?.error?.title;
  const reason = failed ? (told ? inPageLanguage(told) : t('failed')) : fault;
  return (
    <>
      <div className="dialog-body">
        {reason && (
          <p className="notice" role="alert">
            <CircleAlert size={17} />
            <span>{reason}</span>
          </p>
        )}
        {!failed && <ProgressLine job={job} name={t(job?.state === 'running' ? 'running' : 'waiting')} />}
        {lost && <p className="notice warn">{t('lost')}</p>}
      </div>
      <div className="dialog-foot">
        <Editions className="editions muted small" />
        {failed ? (
          <button type="button" className="btn" onClick={onEnd}>
            {t('close')}
          </button>
        ) : (
          <>
            <button type="button" className="btn ghost" onClick={onEnd}>
              {t('background')}
            </button>
            <button type="button" className="btn" disabled={stopping} onClick={() => void stop()}>
              {t(stopping ? 'stopping' : 'stop')}
            </button>
          </>
        )}
      </div>
    </>
  );
}
