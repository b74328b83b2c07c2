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
import { likelyNumbers } from './columns';
import { Rules } from './Rules';
import { readFully } from './use-column-data';

const OTHERS = { color: OTHERS_COLOR, shown: true };

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

/** More rows than this are not read only to find a good column to begin with. */
const QUICK = 50_000;
/** As many categories as an eye can still tell apart. */
const FEW = 12;

/** The column to begin with: the level of an answer, else the first that has a few values only. */
async function likelyCategories(layer: Layer): Promise<string> {
  const level = layer.columns.find(({ key }) => key === 'jari_level');
  if (level) return level.name;
  const own = layer.columns.filter(({ key, type }) => !key && type !== 'number');
  const columns = own.length > 0 ? own : layer.columns;
  if (layer.counts.rows > QUICK) return columns[0]!.name;
  for (const { name } of columns.slice(0, FEW)) {
    const read = await readFully<ColumnValues>(() => api.columnValues(layer.id, name, 1));
    if (read && read.unique > 1 && read.unique <= FEW) return name;
  }
  return columns[0]!.name;
}

type ClassesOf = Pick<By & { type: 'classes' }, 'method' | 'ramp' | 'reversed'> & { count: number };
const FIRST_CLASSES: ClassesOf = { method: 'quantiles', ramp: 'Viridis', reversed: true, count: 5 };

/** Classes of the first column that holds numbers. @throws the last one's refusal */
async function firstClasses(layer: Layer, columns: readonly Column[]): Promise<By> {
  let refusal: unknown;
  for (const { name } of columns) {
    try {
      return await classesOf(layer, name, FIRST_CLASSES);
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

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
  const numeric = likelyNumbers(layer.columns);
  const put = (making: By | Promise<By>) =>
    Promise.resolve(making)
      .then((by) => restyle(useStore.getState().layers.find(({ id }) => id === layer.id) ?? layer, { by }))
      .catch((error) => useStore.getState().say(sentenceOf(error), { tone: 'bad' }));

  const chooseType = (type: string) => {
    const column = 'column' in by ? by.column : undefined;
    if (type === 'single') void put({ type });
    if (type === 'rules') void put({ type, rules: [], others: { color: null, shown: true } });
    if (type === 'categories') {
      const first = column === undefined ? likelyCategories(layer) : Promise.resolve(column);
      void put(first.then((name) => categoriesOf(layer, name)));
    }
    if (type === 'classes') {
      const before = numeric.filter(({ name, type }) => name === column && type !== 'text');
      void put(firstClasses(layer, [...before, ...numeric]));
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
