'use client';

import { ArrowDownUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { METHODS } from '@/lib/layers/style/classify/all';
import { rampColors } from '@/lib/layers/style/ramps';
import type { By } from '@/lib/layers/style/schema';
import { restyle } from '../_lib/actions';
import { useFigures } from '../_lib/hooks';
import type { Layer } from '../_lib/types';
import { Chooser } from '../_shell/Menu';
import { IconButton } from '../_shell/Tip';
import { ColourButton } from './ColourButton';
import { Histogram } from './Histogram';
import { Others } from './Others';
import { RampChooser } from './RampChooser';
import { useColumnClasses } from './use-column-data';
import { useMeaning, useTableWords } from './use-words';

type ByClasses = By & { type: 'classes' };
const COUNTS = [3, 4, 5, 6, 7, 8, 9];

interface ClassesProps {
  layer: Layer;
  by: ByClasses;
  /** Makes the classes anew. */
  onClasses: (how: { method?: ByClasses['method']; count?: number }) => void;
}

/** Classes of a column's numbers: how they are cut, their colours, and where the numbers lie. */
export function Classes({ layer, by, onClasses }: ClassesProps) {
  const t = useTranslations('style');
  const words = useTableWords();
  const meaning = useMeaning(layer);
  const { number } = useFigures();
  const count = by.colors.length;
  const reading = useColumnClasses(layer, by.column, by.method, Math.max(2, count));
  const put = (change: Partial<ByClasses>) => restyle(layer, { by: { ...by, ...change } });
  const recolour = (change: { ramp?: string; reversed?: boolean }) => {
    const { ramp, reversed } = { ...by, ...change };
    put({ ramp, reversed, colors: rampColors(ramp, count, reversed) });
  };
  return (
    <>
      <div className="setting">
        <span className="setting-label">{t('method')}</span>
        <Chooser
          label={t('method')}
          value={by.method}
          choices={METHODS.map((method) => ({ value: method.name, label: words(method.words) }))}
          onChoose={(method) => onClasses({ method: method as ByClasses['method'] })}
        />
      </div>
      <div className="setting">
        <span className="setting-label">{t('count')}</span>
        <Chooser
          label={t('count')}
          value={String(count)}
          choices={COUNTS.map((count) => ({ value: String(count), label: String(count) }))}
          onChoose={(count) => onClasses({ count: Number(count) })}
        />
      </div>
      <div className="setting">
        <span className="setting-label">{t('ramp')}</span>
        <div className="range">
          <IconButton label={t('reverse')} onClick={() => recolour({ reversed: !by.reversed })}>
            <ArrowDownUp size={15} />
          </IconButton>
          <RampChooser
            label={t('ramp')}
            value={by.ramp}
            count={count}
            reversed={by.reversed}
            onChoose={(ramp) => recolour({ ramp })}
          />
        </div>
      </div>
      {'data' in reading ? (
        <Histogram bins={reading.data.histogram} breaks={by.breaks} colors={by.colors} />
      ) : (
        <small className="muted setting">
          {'done' in reading ? t('reading', { done: Math.round(reading.done * 100) }) : t('failed')}
        </small>
      )}
      <ul className="classes">
        {by.colors.map((color, at) => {
          const name = meaning({ type: 'range', from: by.breaks[at]!, to: by.breaks[at + 1]! });
          return (
            <li className="class-row" key={name}>
              <ColourButton
                label={t('colourOf', { name })}
                value={color}
                onChange={(changed) =>
                  put({ colors: by.colors.map((one, i) => (i === at ? (changed ?? one) : one)) })
                }
              />
              <span className="class-name">{name}</span>
              <span className="muted small">
                {'data' in reading &&
                  reading.data.counts.length === count &&
                  number(reading.data.counts[at]!)}
              </span>
            </li>
          );
        })}
        <Others layer={layer} by={by} />
      </ul>
    </>
  );
}
