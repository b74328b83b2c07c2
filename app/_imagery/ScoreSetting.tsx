'use client';

import { useTranslations } from 'next-intl';
import { scoreOfRule, scoreRule } from '@/lib/vision/detect-image/score-rule';
import { RangeSetting } from '../_layers/RangeSetting';
import { restyle } from '../_lib/actions';
import type { Layer } from '../_lib/types';

/** From which score on the objects of a layer are shown; the others stay in it, unseen. */
export function ScoreSetting({ layer }: { layer: Layer }) {
  const t = useTranslations('imagery');
  const { by } = layer.style;
  const [first] = by.type === 'rules' ? by.rules : [];
  const least = first && scoreOfRule(first.rule);
  if (by.type !== 'rules' || !first || least === undefined) return null;
  const change = (score: number) =>
    restyle(layer, { by: { ...by, rules: [{ ...first, rule: scoreRule(score) }, ...by.rules.slice(1)] } });
  return (
    <div className="score-setting">
      <RangeSetting
        label={t('least')}
        value={least}
        min={0.05}
        max={0.99}
        step={0.01}
        text={least.toFixed(2)}
        onChange={change}
      />
      <p className="muted small">{t('leastAbout', { score: least.toFixed(2) })}</p>
    </div>
  );
}
