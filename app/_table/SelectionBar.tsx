'use client';

import { ListFilter, Maximize, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { sentenceOf } from '../_lib/actions';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { IconButton } from '../_shell/Tip';
import { tableApi } from './api';
import { asRanges, useTable, viewOf } from './state';

/** How many rows are selected, and what can be done with them together. */
export function SelectionBar({ layer }: { layer: Layer }) {
  const t = useTranslations('table');
  const { number } = useFigures();
  const selection = useStore((state) => state.selection);
  const shared = useStore((state) => state.shared !== null);
  const only = useTable((state) => viewOf(state, layer.id).only);
  const { set, flyTo, say } = useStore.getState();
  const n = selection?.layer === layer.id ? selection.n : [];
  if (n.length === 0 && !only) return null;
  const zoom = async () => {
    try {
      const extent = await tableApi.extent(layer.id, { n: asRanges(n) });
      if (!extent) return say(t('noPlace'));
      const [west, south, east, north] = extent;
      flyTo(west === east && south === north ? { lon: west, lat: south } : extent);
    } catch (error) {
      say(sentenceOf(error), { tone: 'bad' });
    }
  };
  return (
    <fieldset className="selection" aria-label={t('selection')}>
      {n.length > 0 && (
        <>
          <span role="status">{t('selected', { n: number(n.length) })}</span>
          {!shared && (
            <IconButton label={t('zoomToSelection')} onClick={() => void zoom()}>
              <Maximize size={16} />
            </IconButton>
          )}
        </>
      )}
      <IconButton
        label={only ? t('showAllRows') : t('onlySelected')}
        aria-pressed={only !== null}
        onClick={() => useTable.getState().changeView(layer.id, { only: only ? null : n })}
      >
        <ListFilter size={16} />
      </IconButton>
      {n.length > 0 && (
        <IconButton label={t('clearSelection')} onClick={() => set({ selection: null, feature: null })}>
          <X size={16} />
        </IconButton>
      )}
    </fieldset>
  );
}
