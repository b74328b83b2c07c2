import type { CellValue } from '@/lib/layers/columns';
import type { Edited, RowChange } from '@/lib/layers/edit';
import type { Filter } from '@/lib/layers/filter';
import type { Sort } from '@/lib/layers/order';
import type { RowPage, Searching } from '@/lib/layers/rows';
import type { Statistics } from '@/lib/layers/statistics';
import { apiBase, request, URL_LENGTH } from '../_lib/api';
import type { Column, Extent, Layer } from '../_lib/types';

/** The server's part of the table. */

export type { CellValue, Edited, RowChange, RowPage, Searching, Statistics };

/** Which rows in which order; `order` of an earlier page keeps them where they were seen. */
export interface Which {
  filter: Filter;
  sort: Sort;
  order?: string;
}

const WAIT_MS = 700;

const path = (id: string, rest: string) => `${apiBase()}/layers/${id}/${rest}`;

function inUrl({ filter, sort, order }: Which, more: Record<string, number>): string {
  const parts = new URLSearchParams(Object.entries(more).map(([name, value]) => [name, String(value)]));
  if (Object.keys(filter).length > 0) parts.set('filter', JSON.stringify(filter));
  if (Object.keys(sort).length > 0) parts.set('sort', JSON.stringify(sort));
  if (order) parts.set('order', order);
  return parts.toString();
}

export const tableApi = {
  /** A page of rows; `find`: the place of a row too. Answers after a moment, with how far it is if need be. */
  rows(
    id: string,
    which: Which,
    page: { offset: number; limit: number; find?: number },
    signal?: AbortSignal,
  ): Promise<RowPage | Searching> {
    const more = { ...page, wait: WAIT_MS };
    const text = inUrl(which, more);
    return text.length > URL_LENGTH
      ? request('POST', path(id, 'rows'), { ...which, ...more }, signal)
      : request('GET', path(id, `rows?${text}`), undefined, signal);
  },
  numbers: (id: string, which: Which, places: { offset: number; limit: number }) =>
    request<{ n: number[] } | Searching>('POST', path(id, 'rows/numbers'), { ...which, ...places }),
  extent: async (id: string, filter: Filter) =>
    (await request<{ extent: Extent | null }>('POST', path(id, 'extent'), { filter })).extent,
  statistics(
    id: string,
    column: string,
    filter: Filter,
    signal: AbortSignal,
  ): Promise<Statistics | Searching> {
    const text = new URLSearchParams({ column, filter: JSON.stringify(filter), wait: String(WAIT_MS) });
    return request('GET', path(id, `statistics?${text}`), undefined, signal);
  },
  edit: (id: string, changes: RowChange[], widen = false) =>
    request<Edited>('PATCH', path(id, 'features'), { changes, widen }),
  addColumn: (id: string, column: { name: string; type?: Column['type']; restore?: boolean; at?: number }) =>
    request<Layer>('POST', path(id, 'columns'), column),
  changeColumn: (
    id: string,
    column: string,
    change: { name?: string; hidden?: boolean; type?: Column['type']; at?: number },
  ) => request<Layer>('PATCH', path(id, 'columns'), { column, ...change }),
  removeColumn: (id: string, column: string) =>
    request<Layer>('DELETE', path(id, `columns?${new URLSearchParams({ column })}`)),
};
