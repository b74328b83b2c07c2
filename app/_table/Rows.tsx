// biome-ignore-all lint/a11y/useSemanticElements: the rows in sight are placed one by one, which no table element can
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus, and its arrows choose cells
'use client';

import { useTranslations } from 'next-intl';
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useIsPhone, useRecovery } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer, Row } from '../_lib/types';
import { editCells } from './actions';
import { type CellValue, tableApi } from './api';
import { Cell } from './Cell';
import { CellEditor } from './CellEditor';
import { tableColumns } from './columns';
import { copyRows } from './copy-rows';
import { gridKey, type Place } from './grid-key';
import { cycleSort, HeaderCell } from './HeaderCell';
import { RowsState } from './RowsState';
import { MOST_SELECTED, numbersAt, setSelection, toggleRow } from './selection';
import { showRow } from './show-row';
import { tableFilter, useTable, viewOf } from './state';
import { usePages } from './use-pages';
import { useRevision } from './use-revision';
import { useVirtual } from './use-virtual';

const ROW_HEIGHT = 35;
const HEAD_HEIGHT = 36;

/** The rows themselves: only those in sight are in the page, and only pages looked at are fetched. */
export function Rows({ layer }: { layer: Layer }) {
  const t = useTranslations('table');
  const answer = useTranslations('answer');
  const phone = useIsPhone();
  const id = useId();
  const filter = useStore((state) => state.filter);
  const feature = useStore((state) => state.feature);
  const selection = useStore((state) => state.selection);
  const shared = useStore((state) => state.shared !== null);
  const view = useTable((state) => viewOf(state, layer.id));
  const widths = useTable((state) => state.widths[layer.id]);
  const edits = useTable((state) => state.edits[layer.id] ?? 0);
  const revision = useRevision(layer);
  // biome-ignore lint/correctness/useExhaustiveDependencies: tableFilter reads these two
  const which = useMemo(() => ({ filter: tableFilter(layer.id), sort: view.sort }), [layer.id, view, filter]);
  const pages = usePages({ layerId: layer.id, which, revision, edits });
  const { total, rows, loading, need } = pages;
  useRecovery(pages.fault !== '', pages.again);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Place>({ row: 0, col: 0 });
  const [editing, setEditing] = useState(false);
  const [menu, setMenu] = useState<string | null>(null);
  const anchor = useRef(0);

  // The first rows there ever were give the widths: a filter must not make the columns jump.
  const [sampled, setSampled] = useState<Row[]>([]);
  useEffect(() => {
    if (sampled.length === 0 && !loading && rows.size > 0) setSampled([...rows.values()].slice(0, 20));
  }, [sampled, loading, rows]);
  const columns = useMemo(
    () =>
      tableColumns(layer, sampled, widths ?? {}, (key) =>
        answer.has(key as never) ? answer(key as never) : key,
      ),
    [layer, answer, sampled, widths],
  );
  const canEdit = (col: number) => !shared && layer.state === 'ready' && columns[col]?.editable === true;
  const virtual = useVirtual(scroller, { count: total, rowHeight: ROW_HEIGHT, head: HEAD_HEIGHT });
  const { first, last, scrollTo } = virtual;
  // Another order, other rows: looked at from the top.
  const looked = useRef(which);
  useEffect(() => {
    if (looked.current === which) return;
    looked.current = which;
    scrollTo(0);
    setActive((before) => ({ ...before, row: Math.min(before.row, 0) }));
  }, [which, scrollTo]);
  useEffect(() => {
    if (last >= first) need(first, last);
  }, [first, last, need]);

  const chosen = useMemo(
    () => new Set(selection?.layer === layer.id ? selection.n : []),
    [selection, layer.id],
  );

  // A feature chosen on the map is brought into sight, wherever the order has it.
  const [filteredOut, setFilteredOut] = useState(false);
  const sought =
    feature?.layer === layer.id ? feature.n : selection?.layer === layer.id ? selection.n.at(-1) : null;
  const inSight = useRef(pages);
  inSight.current = pages;
  const fromHere = useRef<number | null>(null);
  useEffect(() => {
    setFilteredOut(false);
    if (sought === null || sought === undefined || sought === fromHere.current) return;
    let stale = false;
    const bring = (place: number) => {
      scrollTo(place);
      setActive((before) => ({ ...before, row: place }));
      anchor.current = place;
    };
    const held = [...inSight.current.rows].find(([, row]) => row.n === sought);
    if (held) {
      bring(held[0]);
      return;
    }
    void tableApi
      .rows(layer.id, inSight.current.which, { offset: 0, limit: 1, find: sought })
      .then((page) => {
        if (stale || 'searching' in page || page.found === undefined) return;
        if (page.found === null) setFilteredOut(true);
        else bring(page.found);
      })
      .catch(() => {}); // the rows themselves tell what hinders
    return () => {
      stale = true;
    };
  }, [sought, layer.id, scrollTo]);

  const go = useCallback(
    (place: Place) => {
      setActive(place);
      if (place.row >= 0) scrollTo(place.row);
      document
        .getElementById(`${id}-${place.row}-${place.col}`)
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
    [scrollTo, id],
  );

  const select = async (index: number, how: 'one' | 'toggle' | 'stretch') => {
    const row = rows.get(index);
    if (how === 'stretch') {
      const n = await numbersAt(layer.id, pages.which, rows, anchor.current, index);
      fromHere.current = n.at(-1) ?? null;
      useStore.getState().set({ feature: null });
      setSelection(layer.id, n);
      return;
    }
    anchor.current = index;
    if (!row) return;
    fromHere.current = row.n;
    if (how === 'toggle') {
      useStore.getState().set({ feature: null });
      toggleRow(layer.id, row.n);
    } else {
      setSelection(layer.id, [row.n]);
      showRow(layer.id, row, phone);
    }
  };
  const selectAll = async () => {
    const n = await numbersAt(layer.id, pages.which, new Map(), 0, total - 1);
    fromHere.current = n.at(-1) ?? null;
    useStore.getState().set({ feature: null });
    setSelection(layer.id, n);
    if (total > MOST_SELECTED) useStore.getState().say(t('mostSelected', { n: MOST_SELECTED }));
  };

  const edit = (place: Place) => {
    const column = columns[place.col];
    if (place.row < 0) setMenu(column?.column ? column.id : null);
    else if (canEdit(place.col) && rows.has(place.row)) setEditing(true);
    else if (rows.has(place.row)) void select(place.row, 'one');
  };
  const write = async (place: Place, value: CellValue, widen = false) => {
    const row = rows.get(place.row);
    const column = columns[place.col]?.column;
    if (!row || !column) return;
    // The row shows what was written at once; the server's answer follows, or its refusal and the old value.
    const before = row.properties;
    rows.set(place.row, { ...row, properties: { ...before, [column.field ?? column.name]: value } });
    const label = t('change.edited', { column: column.name, n: row.n });
    if (!(await editCells(layer, [{ n: row.n, values: { [column.name]: value } }], label, widen))) {
      rows.set(place.row, row);
      setActive((now) => ({ ...now }));
    }
  };
  const leave = () => {
    setEditing(false);
    scroller.current?.focus({ preventScroll: true });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return;
    const known = gridKey(event, {
      active,
      rows: total,
      columns: columns.length,
      page: virtual.page,
      go,
      edit,
      select: (row, how) => void select(row, how),
      selectAll: () => void selectAll(),
      copy: () => void copyRows(layer, columns, rows, chosen, active),
      clear: (place) => {
        if (canEdit(place.col) && rows.has(place.row)) {
          void write(place, columns[place.col]!.column!.type === 'text' ? '' : null);
        }
      },
      sort: (col) => columns[col] && cycleSort(layer.id, columns[col]),
    });
    if (!known) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onRowClick = (event: MouseEvent, index: number, col: number) => {
    if (editing) return;
    setActive({ row: index, col });
    const how = event.shiftKey ? 'stretch' : event.ctrlKey || event.metaKey ? 'toggle' : 'one';
    if (event.detail < 2) void select(index, how);
  };

  const indices = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  const reaches = active.row < 0 || (active.row >= first && active.row <= last);
  return (
    <>
      <div
        ref={scroller}
        className="rows"
        role="grid"
        aria-label={t('title', { name: layer.name })}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-activedescendant={reaches ? `${id}-${active.row}-${active.col}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        aria-busy={loading}
      >
        <div role="rowgroup" className="rows-head">
          <div role="row" aria-rowindex={1}>
            {columns.map((column, col) => (
              <HeaderCell
                key={column.id}
                layer={layer}
                column={column}
                index={col}
                id={`${id}--1-${col}`}
                active={active.row === -1 && active.col === col}
                menuOpen={menu === column.id}
                onMenu={(open) => setMenu(open ? column.id : null)}
              />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="rows-body" style={{ height: virtual.height }}>
          {indices.map((index) => {
            const row = rows.get(index);
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={row ? chosen.has(row.n) : false}
                data-n={row?.n}
                style={{ transform: `translateY(${virtual.top(index)}px)` }}
              >
                {columns.map((column, col) => {
                  const here = active.row === index && active.col === col;
                  const open = here && editing && row && column.column;
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's own keys do this
                    <div
                      key={column.id}
                      id={`${id}-${index}-${col}`}
                      role="gridcell"
                      aria-colindex={col + 1}
                      aria-readonly={!canEdit(col)}
                      data-active={here || undefined}
                      data-editing={open ? true : undefined}
                      style={{ width: column.width }}
                      className={column.number ? 'number' : ''}
                      onClick={(event) => onRowClick(event, index, col)}
                      onDoubleClick={() => canEdit(col) && row && setEditing(true)}
                    >
                      {open ? (
                        <CellEditor
                          row={row}
                          column={column.column!}
                          onCancel={leave}
                          onSave={(value, widen, then) => {
                            void write({ row: index, col }, value, widen);
                            leave();
                            if (then === 'down' && index < total - 1) go({ row: index + 1, col });
                            if (then === 'right' && canEdit(col + 1)) {
                              go({ row: index, col: col + 1 });
                              setEditing(true);
                            }
                          }}
                        />
                      ) : row ? (
                        <Cell row={row} column={column} />
                      ) : column.id === 'n' ? (
                        '…'
                      ) : (
                        ''
                      )}
                    </div>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
      <RowsState layer={layer} pages={pages} filteredOut={filteredOut} />
    </>
  );
}
