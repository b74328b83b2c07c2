'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { Condition } from '@/lib/layers/filter';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { IconButton } from '../_shell/Tip';
import type { Statistics } from './api';
import { tableFilter, useTable, viewOf } from './state';
import { useTask } from './task';
import { useColumnTitle } from './use-column-title';
import { useStatistics } from './use-statistics';

/** Figures of one column over the rows that the table shows; a value or a bar becomes a filter. */
export function StatisticsPane({ layer, column: name }: { layer: Layer; column: string }) {
  const t = useTranslations('table');
  const titleOf = useColumnTitle();
  const { number } = useFigures();
  const shown = useStore((state) => state.filter);
  const view = useTable((state) => viewOf(state, layer.id));
  // biome-ignore lint/correctness/useExhaustiveDependencies: tableFilter reads these two
  const filter = useMemo(() => tableFilter(layer.id), [layer.id, shown, view]);
  const { statistics, searching, fault } = useStatistics(layer, name, filter);
  const column = layer.columns.find((one) => one.name === name);
  const end = useTask((state) => state.end);
  const add = (condition: Condition) =>
    useTable.getState().changeView(layer.id, { conditions: [...view.conditions, condition] });
  return (
    <aside className="statistics" aria-label={t('statisticsOf', { column: name })}>
      <div className="panel-head">
        <h3>{column ? titleOf(column) : name}</h3>
        <IconButton label={t('close')} onClick={end}>
          <X size={17} />
        </IconButton>
      </div>
      {fault && <p className="notice">{fault}</p>}
      {!statistics && !fault && (
        <p className="muted" role="status">
          {t('reading', { share: number(searching * 100) })}
        </p>
      )}
      {statistics && (
        <>
          <Facts statistics={statistics} />
          {statistics.numbers && <Histogram statistics={statistics} onChoose={add} />}
          <Top statistics={statistics} onChoose={add} />
        </>
      )}
    </aside>
  );
}

function Facts({ statistics: { rows, empty, unique, numbers } }: { statistics: Statistics }) {
  const t = useTranslations('table.figure');
  const { number } = useFigures();
  const facts: [string, string][] = [
    [t('filled'), number(rows - empty)],
    [t('empty'), number(empty)],
    [t('unique'), number(unique)],
  ];
  if (numbers) {
    const { min, max, mean, median, sum, deviation } = numbers;
    for (const [name, value] of Object.entries({ min, max, mean, median, sum, deviation })) {
      if (value !== null) facts.push([t(name as 'min'), number(value, 6)]);
    }
  }
  return (
    <dl className="figures">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ChartProps {
  statistics: Statistics;
  onChoose: (condition: Condition) => void;
}

function Histogram({ statistics: { column, type, numbers }, onChoose }: ChartProps) {
  const t = useTranslations('table');
  const { number } = useFigures();
  if (!numbers || numbers.histogram.length < 2) return null;
  const { histogram, min, max } = numbers;
  const most = Math.max(...histogram.map(({ count }) => count));
  const single = type === 'integer' && histogram.every(({ from, to }) => to - from === 1);
  return (
    <figure className="histogram">
      <div className="bars">
        {histogram.map(({ from, to, count }, i) => {
          const last = i === histogram.length - 1;
          const range = single ? number(from) : `${number(from, 4)} – ${number(to, 4)}`;
          return (
            <button
              key={from}
              type="button"
              title={t('bin', { range, n: number(count) })}
              aria-label={t('bin', { range, n: number(count) })}
              onClick={() =>
                onChoose(
                  single
                    ? { column, is: 'equals', value: from }
                    : { column, is: 'between', from, to: last ? to : justBelow(to) },
                )
              }
            >
              <i style={{ height: `${(count / most) * 100}%` }} data-some={count > 0 || undefined} />
            </button>
          );
        })}
      </div>
      <figcaption className="muted small">
        <span>{number(min, 4)}</span>
        <span>{number(max, 4)}</span>
      </figcaption>
    </figure>
  );
}

/** A bin ends before its upper edge, which belongs to the next. */
const justBelow = (edge: number) => edge - Math.max(Math.abs(edge), 1) * 1e-12;

function Top({ statistics: { column, type, rows, empty, unique, top }, onChoose }: ChartProps) {
  const t = useTranslations('table');
  const { number } = useFigures();
  const filled = rows - empty;
  // Where every value is another, none is frequent.
  if (filled === 0 || (unique === filled && unique > 20)) return null;
  const most = top[0]?.count ?? 1;
  return (
    <>
      <h4 className="muted small">{t('frequent')}</h4>
      <ul className="frequent">
        {top.slice(0, 10).map(({ value, count }) => (
          <li key={value}>
            <button
              type="button"
              onClick={() =>
                onChoose({ column, is: 'equals', value: type === 'text' ? value : Number(value) })
              }
            >
              <span title={value}>{value}</span>
              <span className="muted">
                {number(count)} · {number((count / filled) * 100, 1)} %
              </span>
              <i style={{ width: `${(count / most) * 100}%` }} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
