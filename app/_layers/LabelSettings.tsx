'use client';

import { useTranslations } from 'next-intl';
import { templateColumns, templateOf } from '@/lib/layers/style/template';
import { restyle } from '../_lib/actions';
import { answerPart } from '../_lib/answer';
import { useFigures } from '../_lib/hooks';
import type { Layer } from '../_lib/types';
import { Chooser } from '../_shell/Menu';
import { RangeSetting } from './RangeSetting';

const NONE = '\u0000';

/** Which column is written beside each symbol, and how large. */
export function LabelSettings({ layer }: { layer: Layer }) {
  const t = useTranslations('inspector');
  const names = useTranslations('answer');
  const { number } = useFigures();
  const { template, size } = layer.style.label;
  const column = template && templateColumns(template)[0];
  const choices = [
    { value: NONE, label: t('noLabel') },
    ...layer.columns.map(({ name, key }) => ({
      value: name,
      label: key && names.has(answerPart(key) as never) ? names(answerPart(key) as never) : name,
      note: key ? t('ofAnswer') : undefined,
    })),
  ];
  return (
    <>
      <div className="setting">
        <span className="setting-label">{t('labelColumn')}</span>
        <Chooser
          label={t('labelColumn')}
          value={column ?? NONE}
          choices={choices}
          onChoose={(value) =>
            restyle(layer, { label: { template: value === NONE ? null : templateOf(value) } })
          }
        />
      </div>
      <RangeSetting
        label={t('labelSize')}
        value={size}
        min={9}
        max={28}
        step={0.5}
        text={`${number(size, 1)} px`}
        onChange={(value) => restyle(layer, { label: { size: value } })}
      />
    </>
  );
}
