'use client';

import { useTranslations } from 'next-intl';
import { type LegendEntry, legendOf } from '@/lib/layers/style/legend';
import { selectedLayer, useStore } from '../_lib/store';

/** What the colours of the chosen layer mean, where they mean more than one thing. */
export function Legend() {
  const t = useTranslations('legend');
  const outcome = useTranslations('outcome');
  const layer = useStore(selectedLayer);
  const panel = useStore((state) => state.panels.layers);
  if (!layer?.visible || layer.state !== 'ready') return null;
  const { entries } = legendOf(layer);
  if (entries.length < 2) return null;
  const words = ({ meaning }: LegendEntry): string => {
    switch (meaning.type) {
      case 'values':
        return meaning.values
          .map((value) => (value && outcome.has(value as never) ? outcome(value as never) : (value ?? '–')))
          .join(' · ');
      case 'others':
        return t('exact');
      default:
        return '';
    }
  };
  return (
    <aside className="legend card" aria-label={t('name')} style={panel ? undefined : { left: 16 }}>
      <b>{layer.name}</b>
      <ul>
        {entries.map((entry) => (
          <li key={JSON.stringify(entry.meaning)}>
            <i className="swatch" style={{ background: entry.color }} />
            {words(entry)}
          </li>
        ))}
      </ul>
    </aside>
  );
}
