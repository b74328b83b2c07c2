'use client';

import { useTranslations } from 'next-intl';
import { STATUSES } from '@/lib/geocode/types';
import { useFigures } from '../_lib/hooks';
import type { Job } from '../_lib/types';

/** Progress in figures: done of total, rate, time left, and how the rows ended so far. */
export function ProgressLine({ job, name }: { job: Job | undefined; name: string }) {
  const t = useTranslations('progress');
  const steps = useTranslations('step');
  const outcomeName = useTranslations('outcome');
  const { number, duration } = useFigures();
  const { done = 0, total, rate, eta_s, counts = {}, step } = job?.progress ?? {};
  const share = total ? Math.min(100, (100 * done) / total) : 0;
  const figures = [
    total ? `${number(done)} / ${number(total)}` : number(done),
    rate ? t('rate', { n: number(rate) }) : '',
    eta_s !== undefined && done < (total ?? 0) ? t('left', { time: duration(eta_s) }) : '',
  ].filter(Boolean);
  // "read entrc_seoul.txt": what is being done, and to what.
  const [doing = '', ...what] = (step ?? '').split(' ');
  const stepText = [steps.has(doing as never) ? steps(doing as never) : doing, ...what].join(' ');
  const known = STATUSES.filter((status) => counts[status]);
  return (
    <div className="import-summary">
      <div className="progress-line">
        <b>{name}</b>
        <div
          className="bar"
          role="progressbar"
          aria-label={name}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share)}
        >
          <i style={{ width: `${share}%` }} />
        </div>
        <span>{figures.join(' · ')}</span>
      </div>
      <p className="muted" aria-live="polite">
        {[
          step && stepText,
          ...known.map(
            (status) => `${outcomeName(status === 'ok' ? 'found' : status)} ${number(counts[status]!)}`,
          ),
        ]
          .filter(Boolean)
          .join(' · ') || '\u00a0'}
      </p>
    </div>
  );
}
