'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { legendOf } from '@/lib/layers/style/legend';
import { useFigures, useIsPhone } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { IconButton } from '../_shell/Tip';
import { LegendSymbol } from '../_style/LegendSymbol';
import { useMeaning } from '../_style/use-words';

/** What the symbols on the map mean: every layer that is shown, the topmost first. */
export function Legend() {
  const t = useTranslations('legend');
  const style = useTranslations('style');
  const layers = useStore((state) => state.layers);
  const foldedOnDesk = useStore((state) => state.legendFolded);
  const set = useStore((state) => state.set);
  const phone = useIsPhone();
  // A phone has little room: there it is opened when it is wanted, each time.
  const [openOnPhone, setOpenOnPhone] = useState(false);
  const folded = phone ? !openOnPhone : foldedOnDesk;
  const shown = layers.filter((layer) => layer.visible && layer.state === 'ready' && layer.extent);
  if (shown.length === 0) return null;
  return (
    <aside className="legend card" aria-label={t('name')}>
      <div className="legend-head">
        <b>{t('name')}</b>
        <IconButton
          label={style(folded ? 'expand' : 'collapse')}
          aria-expanded={!folded}
          onClick={() => (phone ? setOpenOnPhone(folded) : set({ legendFolded: !folded }))}
        >
          {folded ? <ChevronUp size={15} /> : <ChevronDown size={15} />}
        </IconButton>
      </div>
      {!folded && shown.map((layer) => <LayerLegend key={layer.id} layer={layer} />)}
    </aside>
  );
}

/** One layer's part: a line where it has one symbol, else its name and a line for each. */
function LayerLegend({ layer }: { layer: Layer }) {
  const t = useTranslations('style');
  const meaning = useMeaning(layer);
  const { number } = useFigures();
  const { symbol, entries, heat, sizes, clusters } = legendOf(layer);
  const { style } = layer;
  const alone = entries.length === 1 && entries[0]!.meaning.type === 'layer' && !heat && !sizes;
  return (
    <section className="legend-layer">
      {!alone && <h3>{layer.name}</h3>}
      {heat && (
        <p className="legend-heat">
          <span>{t('few')}</span>
          <i style={{ background: `linear-gradient(90deg, ${heat.join(', ')})` }} />
          <span>{t('many')}</span>
        </p>
      )}
      <ul>
        {entries.map((entry) => (
          <li key={JSON.stringify(entry.meaning)}>
            <LegendSymbol symbol={symbol} style={style} color={entry.color} />
            <span>{meaning(entry.meaning)}</span>
            {entry.count !== undefined && <span className="muted">{number(entry.count)}</span>}
          </li>
        ))}
        {sizes?.ends.map(({ value, size }) => (
          <li key={size}>
            <LegendSymbol
              symbol="circle"
              style={style}
              color={style.symbol.color}
              size={Math.min(size, 44)}
            />
            <span>
              {sizes.column} {number(value, 2)}
            </span>
          </li>
        ))}
        {clusters && (
          <li>
            <i className="legend-symbol legend-cluster" style={{ background: style.symbol.color }}>
              n
            </i>
            <span>{t('clustered')}</span>
          </li>
        )}
      </ul>
    </section>
  );
}
