'use client';

import { useTranslations } from 'next-intl';
import { holds } from '@/lib/layers/style/default';
import type { Style } from '@/lib/layers/style/schema';
import { ScoreSetting } from '../_imagery/ScoreSetting';
import { restyle } from '../_lib/actions';
import type { Layer } from '../_lib/types';
import { Chooser } from '../_shell/Menu';
import { BySettings } from '../_style/BySettings';
import { Properties } from '../_style/Properties';

const POINTS: Style['points'][] = ['symbols', 'clusters', 'heat'];

/** How a layer is drawn: what gives the colour, how points are shown, and every property that applies. */
export function SymbolSettings({ layer }: { layer: Layer }) {
  const t = useTranslations('style');
  const { points } = layer.style;
  const { point, line, polygon } = holds(layer);
  const coloured = points !== 'heat' || line || polygon;
  return (
    <>
      {layer.kind === 'detection' && <ScoreSetting layer={layer} />}
      {coloured && <BySettings layer={layer} />}
      {point && (
        <div className="setting">
          <span className="setting-label">{t('points')}</span>
          <Chooser
            label={t('points')}
            value={points}
            choices={POINTS.map((value) => ({
              value,
              label: t(`points_${value}`),
            }))}
            onChoose={(value) => restyle(layer, { points: value as Style['points'] })}
          />
        </div>
      )}
      <Properties layer={layer} group="heat" />
      <Properties layer={layer} group="cluster" />
      {coloured && (
        <Properties
          layer={layer}
          group="symbol"
          without={layer.style.by.type === 'classes' ? ['color'] : []}
        />
      )}
      <h3 className="setting-group">{t('layerGroup')}</h3>
      <Properties layer={layer} group="layer" />
    </>
  );
}
