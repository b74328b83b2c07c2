'use client';

import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFigures } from '../_lib/hooks';
import { inPageLanguage } from '../_lib/sentence';
import { ProgressLine } from '../_shell/ProgressLine';
import type { AddressTask } from './use-address-tasks';

/** An address file on its way in: sending, importing, done, stopped or failed. */
export function TaskCard({ task, onDismiss }: { task: AddressTask; onDismiss: () => void }) {
  const t = useTranslations('addressesPage');
  const { number, bytes } = useFigures();
  const { job, names } = task;
  const name = names.length > 1 ? t('several', { name: names[0]!, n: names.length - 1 }) : names[0]!;
  const told = job?.state === 'failed' ? (job.error?.detail ?? job.error?.title) : undefined;
  const fault = task.fault ?? (told && inPageLanguage(told));
  const ended = fault !== undefined || (job && !['queued', 'running'].includes(job.state));
  const share = task.bytes ? (100 * task.sent) / task.bytes : 0;
  return (
    <section className="card task" aria-label={name}>
      <div className="task-head">
        <b>{name}</b>
        <button type="button" className="btn ghost" onClick={ended ? onDismiss : task.stop}>
          {t(ended ? 'dismiss' : 'stop')}
        </button>
      </div>
      {fault !== undefined && (
        <p className="notice" role="alert">
          <CircleAlert size={17} />
          <span>{fault}</span>
        </p>
      )}
      {job?.state === 'done' && (
        <p className="muted" role="status">
          <CircleCheck size={16} /> {t('done', { name })}
        </p>
      )}
      {job?.state === 'cancelled' && <p className="muted">{t('cancelled', { name })}</p>}
      {!ended && job && <ProgressLine job={job} name={t(job.state === 'queued' ? 'waiting' : 'importing')} />}
      {!ended && !job && (
        <div className="progress-line">
          <b>{t('sending')}</b>
          <div className="bar" role="progressbar" aria-label={t('sending')} aria-valuenow={Math.round(share)}>
            <i style={{ width: `${share}%` }} />
          </div>
          <span>
            {bytes(task.sent)} / {bytes(task.bytes)} · {number(share)} %
          </span>
        </div>
      )}
      {task.lost && <p className="notice warn">{t('lost')}</p>}
    </section>
  );
}
