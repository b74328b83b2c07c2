'use client';

import { useTranslations } from 'next-intl';
import { OTHERS_COLOR, PALETTE } from '@/lib/layers/style/colours';
import { byLevel } from '@/lib/layers/style/default';
import { rampColors } from '@/lib/layers/style/ramps';
import type { By } from '@/lib/layers/style/schema';
import { restyle } from '../_lib/actions';
import { api, type ColumnClasses, type ColumnValues } from '../_lib/api';
import { useStore } from '../_lib/store';
import type { Column, Layer } from '../_lib/types';
import { sentenceOf } from '../_lib/words';
import { Chooser } from '../_shell/Menu';
import { Categories } from './Categories';
import { Classes } from './Classes';
import { ColumnChooser } from './ColumnChooser';
import { Rules } from './Rules';
import { readFully } from './use-column-data';

const OTHERS = { color: OTHERS_COLOR, shown: true };
const isNumber = ({ type }: Column) => type !== 'text';

/** Categories of the most frequent values, a colour each. */
async function categoriesOf(layer: Layer, column: string): Promise<By> {
  const level = byLevel(layer.columns);
  if (level.type === 'categories' && level.column === column) return level;
  const read = await readFully<ColumnValues>(() => api.columnValues(layer.id, column, PALETTE.length));
  const values = (read?.values ?? []).filter(({ value }) => value !== null);
  return {
    type: 'categories',
    column,
    categories: values.map(({ value }, i) => ({
      values: [value],
      color: PALETTE[i % PALETTE.length]!,
      label: null,
    })),
    others: OTHERS,
  };
}

type ClassesOf = Pick<By & { type: 'classes' }, 'method' | 'ramp' | 'reversed'> & { count: number };
const FIRST_CLASSES: ClassesOf = { method: 'quantiles', ramp: 'Viridis', reversed: true, count: 5 };

/** Classes of a column's numbers, as many as there can be. */
async function classesOf(layer: Layer, column: string, how: ClassesOf): Promise<By> {
  const { method, ramp, reversed, count } = how;
  const read = await readFully<ColumnClasses>(() => api.columnClasses(layer.id, column, method, count));
  const breaks = read!.breaks;
  const colors = rampColors(ramp, breaks.length - 1, reversed);
  return { type: 'classes', column, method, ramp, reversed, breaks, colors, others: OTHERS };
}

/** What gives the colour: nothing, the values of a column, classes of its numbers, or rules. */
export function BySettings({ layer }: { layer: Layer }) {
  const t = useTranslations('style');
  const { by } = layer.style;
  const numeric = layer.columns.filter(isNumber);
  const put = (making: By | Promise<By>) =>
    Promise.resolve(making)
      .then((by) => restyle(useStore.getState().layers.find(({ id }) => id === layer.id) ?? layer, { by }))
      .catch((error) => useStore.getState().say(sentenceOf(error), { tone: 'bad' }));

  const chooseType = (type: string) => {
    const column = 'column' in by ? by.column : undefined;
    if (type === 'single') void put({ type });
    if (type === 'rules') void put({ type, rules: [], others: { color: null, shown: true } });
    if (type === 'categories') {
      const first =
        layer.columns.find(({ name, key }) => name === column || (!column && key === 'jari_level')) ??
        layer.columns.find((one) => !isNumber(one)) ??
        layer.columns[0];
      if (first) void put(categoriesOf(layer, first.name));
    }
    if (type === 'classes') {
      const first = numeric.find(({ name }) => name === column) ?? numeric[0];
      if (first) void put(classesOf(layer, first.name, FIRST_CLASSES));
    }
  };
  return (
    <>
      <div className="setting">
        <span className="setting-label">{t('by')}</span>
        <Chooser
          label={t('by')}
          value={by.type}
          choices={(['single', 'categories', 'classes', 'rules'] as const).map((type) => {
            const impossible = type === 'classes' && numeric.length === 0;
            return {
              value: type,
              label: t(`by_${type}`),
              ...(impossible ? { disabled: true, note: t('noNumbers') } : {}),
            };
          })}
          onChoose={chooseType}
        />
      </div>
      {(by.type === 'categories' || by.type === 'classes') && (
        <div className="setting">
          <span className="setting-label">{t('column')}</span>
          <ColumnChooser
            label={t('column')}
            columns={by.type === 'classes' ? numeric : layer.columns}
            value={by.column}
            onChoose={(column) => {
              if (column === null) return;
              const count = by.type === 'classes' ? by.colors.length : 0;
              void put(
                by.type === 'classes'
                  ? classesOf(layer, column, { ...by, count: Math.max(2, count) })
                  : categoriesOf(layer, column),
              );
            }}
          />
        </div>
      )}
      {by.type === 'categories' && <Categories layer={layer} by={by} key={by.column} />}
      {by.type === 'classes' && (
        <Classes
          layer={layer}
          by={by}
          onClasses={(how) =>
            void put(classesOf(layer, by.column, { ...by, count: by.colors.length, ...how }))
          }
        />
      )}
      {by.type === 'rules' && <Rules layer={layer} by={by} />}
    </>
  );
}
