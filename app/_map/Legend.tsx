'use client';

import { useTranslations } from 'next-intl';
import { AREA_LEVELS } from '../_lib/counts';
import { selectedLayer, useStore } from '../_lib/store';
import { AREA_COLOR, NEAR_COLOR } from '../_lib/style';

/** What the colours of the chosen layer mean, where they mean more than one thing. */
export function Legend() {
  const t = useTranslations('legend');
  const layer = useStore(selectedLayer);
  const panel = useStore((state) => state.panels.layers);
  if (!layer?.visible || layer.kind !== 'geocoded' || layer.state !== 'ready') return null;
  const { level } = layer.counts;
  const area = AREA_LEVELS.some((name) => level[name]);
  if (!level.near && !area) return null;
  const entries = [
    { color: layer.style.symbol.color, text: t('exact') },
    ...(level.near ? [{ color: NEAR_COLOR, text: t('near') }] : []),
    ...(area ? [{ color: AREA_COLOR, text: t('area') }] : []),
  ];
  return (
    <aside className="legend card" aria-label={t('name')} style={panel ? undefined : { left: 16 }}>
      <b>{layer.name}</b>
      <ul>
        {entries.map(({ color, text }) => (
          <li key={text}>
            <i className="swatch" style={{ background: color }} />
            {text}
          </li>
        ))}
      </ul>
    </aside>
  );
}
