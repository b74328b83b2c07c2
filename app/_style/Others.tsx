'use client';

import { useTranslations } from 'next-intl';
import type { By, Others as OthersOf } from '@/lib/layers/style/schema';
import { restyle } from '../_lib/actions';
import type { Layer } from '../_lib/types';
import { ColourButton } from './ColourButton';
import { useMeaning } from './use-words';

interface OthersProps {
  layer: Layer;
  by: Exclude<By, { type: 'single' }>;
}

/** What belongs to no class: its colour, and whether it is drawn. */
export function Others({ layer, by }: OthersProps) {
  const t = useTranslations('style');
  const meaning = useMeaning(layer);
  const name = meaning({ type: 'others' });
  const put = (others: Partial<OthersOf>) =>
    restyle(layer, { by: { ...by, others: { ...by.others, ...others } } });
  return (
    <li className="class-row">
      <ColourButton
        label={t('colourOf', { name })}
        value={by.others.color}
        auto={t('auto')}
        shown={layer.style.symbol.color}
        onChange={(color) => put({ color })}
      />
      <span className="class-name">{name}</span>
      <input
        type="checkbox"
        className="switch"
        aria-label={t('othersShown')}
        checked={by.others.shown}
        onChange={(event) => put({ shown: event.target.checked })}
      />
    </li>
  );
}
