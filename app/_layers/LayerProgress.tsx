'use client';

import { useTranslations } from 'next-intl';
import { api } from '../_lib/api';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';

/** Progress of a layer that is still being filled, in the list. */
export function LayerProgress({ layerId }: { layerId: string }) {
  const t = useTranslations('layers');
  const left = useTranslations('progress');
  const { number, duration } = useFigures();
  const job = useStore((state) => state.jobs[layerId]);
  if (!job) return null;
  const { done = 0, total, eta_s } = job.progress;
  const looking = job.kind === 'detect-image';
  const figures = () => {
    if (!total) return done > 0 ? number(done) : t('preparing');
    const of = { done: number(done), total: number(total) };
    return [
      looking ? t('windows', of) : `${of.done} / ${of.total}`,
      eta_s !== undefined && done < total ? left('left', { time: duration(eta_s) }) : '',
    ]
      .filter(Boolean)
      .join(' · ');
  };
  return (
    <div className="layer-progress">
      <div
        className="bar"
        role="progressbar"
        aria-label={t(looking ? 'looking' : 'filling')}
        aria-valuenow={total ? (100 * done) / total : undefined}
      >
        <i style={{ width: `${total ? Math.min(100, (100 * done) / total) : 0}%` }} />
      </div>
      <span>{figures()}</span>
      <button type="button" className="btn ghost" onClick={() => void api.cancelJob(job.id).catch(() => {})}>
        {t('stop')}
      </button>
    </div>
  );
}
