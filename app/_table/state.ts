import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Condition, Filter } from '@/lib/layers/filter';
import type { Sort } from '@/lib/layers/order';
import { useStore } from '../_lib/store';

/** How one layer's table is looked at. */
export interface TableView {
  conditions: readonly Condition[];
  match: 'all' | 'any';
  sort: Sort;
  /** Only these rows (the ones that were selected then). */
  only: readonly number[] | null;
}

const PLAIN: TableView = { conditions: [], match: 'all', sort: {}, only: null };

interface TableState {
  views: Record<string, TableView>;
  /** Pixels by layer and column. */
  widths: Record<string, Record<string, number>>;
  /** Rises when rows of a layer have been changed from here: those in sight are fetched again, in their places. */
  edits: Record<string, number>;
  /** Revision of a layer after our own latest change: nothing new to the table. */
  known: Record<string, number>;
  changeView: (layer: string, change: Partial<TableView>) => void;
  setWidth: (layer: string, column: string, width: number | null) => void;
  edited: (layer: string, revision: number) => void;
}

export const useTable = create<TableState>()(
  persist(
    (set) => ({
      views: {},
      widths: {},
      edits: {},
      known: {},
      changeView: (layer, change) =>
        set(({ views }) => ({ views: { ...views, [layer]: { ...PLAIN, ...views[layer], ...change } } })),
      setWidth: (layer, column, width) =>
        set(({ widths }) => {
          const own = { ...widths[layer] };
          if (width === null) delete own[column];
          else own[column] = Math.round(width);
          return { widths: { ...widths, [layer]: own } };
        }),
      edited: (layer, revision) =>
        set(({ edits, known }) => ({
          edits: { ...edits, [layer]: (edits[layer] ?? 0) + 1 },
          known: { ...known, [layer]: revision },
        })),
    }),
    { name: 'jari-table', version: 1, partialize: ({ widths }) => ({ widths }) },
  ),
);

export const viewOf = (state: Pick<TableState, 'views'>, layer: string): TableView =>
  state.views[layer] ?? PLAIN;

/** Row numbers, runs of neighbours as one range: a million chosen rows stay a short text. */
export function asRanges(numbers: readonly number[]): NonNullable<Filter['n']> {
  const ranges: NonNullable<Filter['n']> = [];
  const sorted = [...numbers].sort((a, b) => a - b);
  for (let i = 0; i < sorted.length; i++) {
    const first = sorted[i]!;
    while (sorted[i + 1] === sorted[i]! + 1) i++;
    const last = sorted[i]!;
    ranges.push(first === last ? first : [first, last]);
  }
  return ranges;
}

/** The rows that a layer's table shows now, as a filter for the server; the outcome chips and the search box too. */
export function tableFilter(layer: string): Filter {
  const { conditions, match, only } = viewOf(useTable.getState(), layer);
  const { selected, filter } = useStore.getState();
  const { status, level, q } = selected === layer ? filter : {};
  return {
    ...(conditions.length > 0 ? { match, conditions: [...conditions] } : {}),
    ...(only ? { n: asRanges(only) } : {}),
    ...(status ? { status: [status] } : {}),
    ...(level ? { level: [level] } : {}),
    ...(q ? { text: q } : {}),
  };
}
