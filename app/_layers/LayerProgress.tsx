'use client';

import { useTranslations } from 'next-intl';
import { api } from '../_lib/api';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';

/** Progress of a layer that is still being filled, in the list. */
export function LayerProgress({ layerId }: { layerId: string }) {
  const t = useTranslations('layers');
  const { number } = useFigures();
  const job = useStore((state) => state.jobs[layerId]);
  if (!job) return null;
  const { done = 0, total } = job.progress;
  return (
    <div className="layer-progress">
      <div
        className="bar"
        role="progressbar"
        aria-label={t('filling')}
        aria-valuenow={total ? (100 * done) / total : undefined}
      >
        <i style={{ width: `${total ? Math.min(100, (100 * done) / total) : 0}%` }} />
      </div>
      <span>
        {number(done)}
        {total ? ` / ${number(total)}` : ''}
      </span>
      <button type="button" className="btn ghost" onClick={() => void api.cancelJob(job.id).catch(() => {})}>
        {t('stop')}
      </button>
    </div>
  );
}
