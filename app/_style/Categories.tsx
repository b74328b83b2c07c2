'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { PALETTE } from '@/lib/layers/style/colours';
import type { By } from '@/lib/layers/style/schema';
import { restyle } from '../_lib/actions';
import { useFigures } from '../_lib/hooks';
import type { Layer } from '../_lib/types';
import { Chooser } from '../_shell/Menu';
import { IconButton } from '../_shell/Tip';
import { ColourButton } from './ColourButton';
import { Others } from './Others';
import { useColumnValues } from './use-column-data';
import { useMeaning } from './use-words';

/** Values that a person can look through. */
const MOST_VALUES = 200;
/** A value as the chooser has it: none has a letter of its own. */
const keyOf = (value: string | null) => value ?? '\u0000';

interface CategoriesProps {
  layer: Layer;
  by: By & { type: 'categories' };
}

/** The values of a column, each with its colour and how often it comes. */
export function Categories({ layer, by }: CategoriesProps) {
  const t = useTranslations('style');
  const meaning = useMeaning(layer);
  const { number } = useFigures();
  const reading = useColumnValues(layer, by.column, MOST_VALUES);
  const values = 'data' in reading ? reading.data.values : [];
  const counts = new Map(values.map(({ value, count }) => [value, count]));
  const used = new Set(by.categories.flatMap(({ values }) => values));
  const left = values.filter(({ value }) => !used.has(value));
  const put = (categories: (typeof by)['categories']) => restyle(layer, { by: { ...by, categories } });
  const countOf = (values: (string | null)[]) =>
    values.reduce<number>((sum, value) => sum + (counts.get(value) ?? 0), 0);
  return (
    <>
      <ul className="classes">
        {by.categories.map((category, at) => {
          const name = meaning(
            category.label
              ? { type: 'label', text: category.label }
              : { type: 'values', values: category.values },
          );
          return (
            <li className="class-row" key={category.values.map(keyOf).join('\n')}>
              <ColourButton
                label={t('colourOf', { name })}
                value={category.color}
                auto={t('auto')}
                shown={layer.style.symbol.color}
                onChange={(color) => put(by.categories.map((one, i) => (i === at ? { ...one, color } : one)))}
              />
              <span className="class-name" title={name}>
                {name}
              </span>
              <span className="muted small">{'data' in reading && number(countOf(category.values))}</span>
              <IconButton
                label={t('removeValue', { name })}
                onClick={() => put(by.categories.filter((_, i) => i !== at))}
              >
                <X size={15} />
              </IconButton>
            </li>
          );
        })}
        <Others layer={layer} by={by} />
      </ul>
      <div className="setting">
        <small className="muted">
          {'data' in reading
            ? t('moreValues', {
                shown: values.filter(({ value }) => used.has(value)).length,
                all: reading.data.unique,
              })
            : 'done' in reading
              ? t('reading', { done: Math.round(reading.done * 100) })
              : t('failed')}
        </small>
        {left.length > 0 && by.categories.length < MOST_VALUES && (
          <Chooser
            label={t('addValue')}
            value=""
            className="btn small"
            choices={left.map(({ value, count }) => ({
              value: keyOf(value),
              label: meaning({ type: 'values', values: [value] }),
              note: number(count),
            }))}
            onChoose={(key) => {
              const color = PALETTE[by.categories.length % PALETTE.length]!;
              put([...by.categories, { values: [key === '\u0000' ? null : key], color, label: null }]);
            }}
          >
            <Plus size={14} />
            {t('addValue')}
          </Chooser>
        )}
      </div>
    </>
  );
}
