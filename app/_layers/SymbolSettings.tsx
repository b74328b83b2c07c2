'use client';

import { useTranslations } from 'next-intl';
import { PALETTE } from '@/lib/layers/style/colours';
import { restyle } from '../_lib/actions';
import { useFigures } from '../_lib/hooks';
import type { Layer } from '../_lib/types';
import { RangeSetting } from './RangeSetting';

/** Colour, size and opacity of a layer's symbols. */
export function SymbolSettings({ layer }: { layer: Layer }) {
  const t = useTranslations('inspector');
  const { number } = useFigures();
  const { color, size, opacity } = layer.style.symbol;
  const own = !PALETTE.some((value) => value === color.toLowerCase());
  return (
    <>
      <div className="setting stacked">
        <span className="setting-label" id="colour-label">
          {t('colour')}
        </span>
        <div className="colours" role="radiogroup" aria-labelledby="colour-label">
          {PALETTE.map((value, index) => (
            // biome-ignore lint/a11y/useSemanticElements: a round of colour, not a form's radio button
            <button
              key={value}
              type="button"
              role="radio"
              className="colour"
              aria-checked={value === color.toLowerCase()}
              aria-label={t('colourName', { n: index + 1, value })}
              onClick={() => restyle(layer, { symbol: { color: value } })}
            >
              <i style={{ background: value }} />
            </button>
          ))}
          <label className="colour own">
            <input
              type="color"
              aria-label={t('ownColour')}
              value={color}
              data-own={own || undefined}
              onChange={(event) => restyle(layer, { symbol: { color: event.target.value } })}
            />
          </label>
        </div>
      </div>
      <RangeSetting
        label={t('size')}
        value={size}
        min={3}
        max={32}
        step={1}
        text={`${number(size)} px`}
        onChange={(value) => restyle(layer, { symbol: { size: value } })}
      />
      <RangeSetting
        label={t('opacity')}
        value={opacity}
        min={0.1}
        max={1}
        step={0.05}
        text={`${number(opacity * 100)} %`}
        onChange={(value) => restyle(layer, { symbol: { opacity: value } })}
      />
    </>
  );
}
