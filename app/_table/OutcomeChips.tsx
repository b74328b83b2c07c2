'use client';

import { useTranslations } from 'next-intl';
import { filterFor, outcomes, toneOf } from '../_lib/counts';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';

/** The words of the layer's counts, each a filter. */
export function OutcomeChips({ layer }: { layer: Layer }) {
  const t = useTranslations('table');
  const outcomeName = useTranslations('outcome');
  const { number } = useFigures();
  const filter = useStore((state) => state.filter);
  const set = useStore((state) => state.set);
  const all = !filter.status && !filter.level;
  return (
    <fieldset className="chips" aria-label={t('filters')}>
      <button
        type="button"
        className="chip"
        aria-pressed={all}
        onClick={() => set({ filter: { q: filter.q } })}
      >
        {t('all')} {number(layer.counts.rows)}
      </button>
      {outcomes(layer).map(({ outcome, count }) => {
        const own = filterFor(outcome);
        const on = !all && own.status === filter.status && own.level === filter.level;
        return (
          <button
            key={outcome}
            type="button"
            className="chip"
            aria-pressed={on}
            data-tone={toneOf(outcome)}
            onClick={() => set({ filter: on ? { q: filter.q } : { ...own, q: filter.q } })}
          >
            {outcomeName(outcome)} {number(count)}
          </button>
        );
      })}
    </fieldset>
  );
}
