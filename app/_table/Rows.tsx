// biome-ignore-all lint/a11y/useSemanticElements: the rows in sight are placed one by one, which no table element can
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus, and its arrows choose rows
'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { outcomeOf, toneOf } from '../_lib/counts';
import { useAnswerWord, useFigures, useRecovery } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer, Row } from '../_lib/types';
import { type TableColumn, tableColumns } from './columns';
import { usePages } from './use-pages';

const ROW_HEIGHT = 35;

/** The rows themselves: only those in sight are in the page, and only pages looked at are fetched. */
export function Rows({ layer }: { layer: Layer }) {
  const t = useTranslations('table');
  const answer = useTranslations('answer');
  const filter = useStore((state) => state.filter);
  const feature = useStore((state) => state.feature);
  const revision = useStore((state) => state.revisions[layer.id] ?? 0);
  const { number } = useFigures();
  const { total, exact, rows, fault, loading, need, again } = usePages(layer.id, filter, revision);
  useRecovery(fault !== '', again);
  const scroller = useRef<HTMLDivElement>(null);
  // The first rows there ever were give the widths: a filter must not make the columns jump.
  const [sampled, setSampled] = useState<Row[]>([]);
  useEffect(() => {
    if (sampled.length === 0 && !loading && rows.size > 0) setSampled([...rows.values()].slice(0, 20));
  }, [sampled, loading, rows]);
  const columns = useMemo(
    () => tableColumns(layer, sampled, (key) => (answer.has(key as never) ? answer(key as never) : key)),
    [layer, answer, sampled],
  );
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index;
  const last = items.at(-1)?.index;
  useEffect(() => {
    if (first !== undefined && last !== undefined) need(first, last);
  }, [first, last, need]);

  // A feature chosen on the map is brought into sight, where the order of rows says where it is.
  const plain = !filter.status && !filter.level && !filter.q;
  const chosen = feature?.layer === layer.id ? feature.n : null;
  useEffect(() => {
    if (chosen !== null && plain) virtual.scrollToIndex(chosen - 1, { align: 'auto' });
  }, [chosen, plain, virtual]);

  const open = (row: Row) => {
    const { set, flyTo, showPanel } = useStore.getState();
    if (row.lon !== null && row.lat !== null) {
      set({ feature: { layer: layer.id, n: row.n, at: [row.lon, row.lat] } });
      flyTo({ lon: row.lon, lat: row.lat });
    } else {
      set({ feature: { layer: layer.id, n: row.n } });
      showPanel('inspector', true);
    }
  };
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const at = [...rows].find(([, row]) => row.n === chosen)?.[0] ?? -1;
    const next = rows.get(Math.max(0, at + step));
    if (next) {
      open(next);
      virtual.scrollToIndex(Math.max(0, at + step));
    }
  };

  if (fault) {
    return (
      <div className="rows-none">
        <p>{fault}</p>
        <button type="button" className="btn" onClick={again}>
          {t('again')}
        </button>
      </div>
    );
  }
  return (
    <div
      ref={scroller}
      className="rows"
      role="grid"
      aria-rowcount={total}
      tabIndex={0}
      onKeyDown={walk}
      aria-busy={loading}
    >
      <div role="rowgroup" className="rows-head">
        <div role="row">
          {columns.map((column) => (
            <div
              key={column.id}
              role="columnheader"
              style={{ width: column.width }}
              className={column.number ? 'number' : ''}
            >
              {column.title}
            </div>
          ))}
        </div>
      </div>
      {total === 0 && !loading && <p className="rows-none">{t('none')}</p>}
      <div role="rowgroup" className="rows-body" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows.get(item.index);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the table do this
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 1}
              aria-selected={row?.n === chosen}
              data-n={row?.n}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => row && open(row)}
            >
              {columns.map((column) => (
                <div
                  key={column.id}
                  role="gridcell"
                  style={{ width: column.width }}
                  className={column.number ? 'number' : ''}
                >
                  {row ? <Cell row={row} column={column} /> : column.id === 'n' ? '…' : ''}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {!exact && <p className="rows-none">{t('atLeast', { n: number(total) })}</p>}
    </div>
  );
}

function Cell({ row, column }: { row: Row; column: TableColumn }) {
  const outcomeName = useTranslations('outcome');
  const word = useAnswerWord();
  const { number } = useFigures();
  const value = column.read(row);
  if (column.as === 'outcome') {
    const outcome = outcomeOf(row.status, row.level);
    return <span className={`pill ${toneOf(outcome)}`}>{outcomeName(outcome)}</span>;
  }
  if (value === null || value === undefined || value === '') return <span className="muted">–</span>;
  if (column.as === 'score') return number(Number(value), 2);
  if (column.as === 'metres') return number(Number(value));
  if (column.as === 'point' || column.as === 'reason') {
    const text = word(column.as, value);
    return <span title={text}>{text}</span>;
  }
  const text = column.number && typeof value === 'number' ? number(value, 8) : String(value);
  return <span title={text}>{text}</span>;
}
