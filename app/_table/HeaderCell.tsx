// biome-ignore-all lint/a11y/useSemanticElements: the grid's rows are placed one by one, which no table element can
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus, and its arrows choose cells
'use client';

import { ArrowDown, ArrowUp, EllipsisVertical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import type { PointerEvent } from 'react';
import type { Layer } from '../_lib/types';
import { ColumnMenu } from './ColumnMenu';
import { type TableColumn, WIDTHS } from './columns';
import { focusAfterMenu } from './focus';
import { useTable, viewOf } from './state';

interface HeaderCellProps {
  layer: Layer;
  column: TableColumn;
  index: number;
  id: string;
  active: boolean;
  menuOpen: boolean;
  onMenu: (open: boolean) => void;
}

/** Ascending, descending, as it came. */
export function cycleSort(layerId: string, { sort }: TableColumn): void {
  const { sort: now } = viewOf(useTable.getState(), layerId);
  const same = now.column === sort.column && now.by === sort.by;
  const next = !same ? sort : now.descending ? {} : { ...sort, descending: true };
  useTable.getState().changeView(layerId, { sort: next });
}

/** A column's head: a click sorts, the menu has the rest, its right edge is dragged to make it wider. */
export function HeaderCell({ layer, column, index, id, active, menuOpen, onMenu }: HeaderCellProps) {
  const t = useTranslations('table');
  const sort = useTable((state) => viewOf(state, layer.id).sort);
  const filtered = useTable((state) =>
    viewOf(state, layer.id).conditions.some((one) => one.column === column.column?.name),
  );
  const sorted =
    sort.column === column.sort.column && sort.by === column.sort.by && Object.keys(sort).length > 0;
  const direction = sorted ? (sort.descending ? 'descending' : 'ascending') : 'none';

  const drag = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const from = event.clientX;
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => {
      const width = column.width + moved.clientX - from;
      useTable.getState().setWidth(layer.id, column.id, Math.max(WIDTHS.min, Math.min(WIDTHS.max, width)));
    };
    grip.addEventListener('pointermove', move);
    grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), {
      once: true,
    });
  };
  return (
    <div
      role="columnheader"
      id={id}
      aria-colindex={index + 1}
      aria-sort={direction}
      data-active={active || undefined}
      data-filtered={filtered || undefined}
      style={{ width: column.width }}
      className={column.number ? 'number' : ''}
    >
      <button
        type="button"
        className="head-sort"
        tabIndex={-1}
        title={column.title}
        onClick={() => cycleSort(layer.id, column)}
      >
        <span>{column.title}</span>
        {direction === 'ascending' && <ArrowUp size={13} aria-hidden />}
        {direction === 'descending' && <ArrowDown size={13} aria-hidden />}
      </button>
      {column.column && (
        <DropdownMenu.Root modal={false} open={menuOpen} onOpenChange={onMenu}>
          <DropdownMenu.Trigger
            className="head-menu"
            tabIndex={-1}
            aria-label={t('columnMenu', { column: column.title })}
          >
            <EllipsisVertical size={14} />
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content
              className="menu"
              align="end"
              sideOffset={4}
              collisionPadding={8}
              onCloseAutoFocus={focusAfterMenu}
            >
              <ColumnMenu layer={layer} column={column} />
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      )}
      <i
        className="head-grip"
        aria-hidden
        onPointerDown={drag}
        onDoubleClick={() => useTable.getState().setWidth(layer.id, column.id, null)}
      />
    </div>
  );
}
