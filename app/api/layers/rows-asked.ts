import { readFilter } from '@/lib/layers/filter';
import { readSort } from '@/lib/layers/order';
import type { RowsAsked } from '@/lib/layers/rows';

/** What the parameters of a page of rows ask for; filter and sort are JSON there. */
export const rowsAsked = <Rest extends object>({
  filter,
  sort,
  ...rest
}: Rest & { filter?: string; sort?: string }): RowsAsked => ({
  ...rest,
  ...(filter === undefined ? {} : { filter: readFilter(filter) }),
  ...(sort === undefined ? {} : { sort: readSort(sort) }),
});
