'use client';

import { useTranslations } from 'next-intl';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { useTable } from './state';
import type { Pages } from './use-pages';

/** What there is to say instead of rows, or beside them: how far a search is, nothing found, what failed. */
export function RowsState({
  layer,
  pages,
  filteredOut,
}: {
  layer: Layer;
  pages: Pages;
  filteredOut: boolean;
}) {
  const t = useTranslations('table');
  const { number } = useFigures();
  const { total, fault, loading, searching, stopped, again, stop } = pages;
  const clear = () => {
    useStore.getState().set({ filter: {} });
    useTable.getState().changeView(layer.id, { conditions: [], match: 'all', only: null });
  };
  if (fault || stopped) {
    return (
      <div className="rows-note" role={fault ? 'alert' : 'status'}>
        <span>{fault || t('stopped')}</span>
        <button type="button" className="btn" onClick={again}>
          {t('again')}
        </button>
      </div>
    );
  }
  if (searching !== null) {
    return (
      <div className="rows-note" role="status">
        <span>{t('searching', { share: number(searching * 100), rows: number(layer.counts.rows) })}</span>
        <span className="bar" aria-hidden>
          <i style={{ width: `${Math.round(searching * 100)}%` }} />
        </span>
        <button type="button" className="btn" onClick={stop}>
          {t('stop')}
        </button>
      </div>
    );
  }
  if (loading) {
    return (
      <div className="rows-note late" role="status">
        {t('loading')}
      </div>
    );
  }
  if (total === 0) {
    return (
      <div className="rows-note" role="status">
        <span>{layer.counts.rows === 0 ? t('empty') : t('none')}</span>
        {layer.counts.rows > 0 && (
          <button type="button" className="btn" onClick={clear}>
            {t('clearFilters')}
          </button>
        )}
      </div>
    );
  }
  if (filteredOut) {
    return (
      <div className="rows-note" role="status">
        <span>{t('filteredOut')}</span>
        <button type="button" className="btn" onClick={clear}>
          {t('clearFilters')}
        </button>
      </div>
    );
  }
  return null;
}
