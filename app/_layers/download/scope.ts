import { useEffect, useState } from 'react';
import type { Filter } from '@/lib/layers/filter';
import { useStore } from '../../_lib/store';
import type { Layer } from '../../_lib/types';
import { tableApi } from '../../_table/api';
import { asRanges, tableFilter, useTable } from '../../_table/state';

/** Which rows of a layer go into the file. */
export type Scope = 'whole' | 'filtered' | 'selected';

export interface Rows {
  scope: Scope;
  /** None for the whole layer. */
  filter?: Filter;
  /** How many; undefined while the server still looks. */
  count?: number;
}

/** What can be chosen now: the whole layer, the rows its table shows where these are fewer, the selected ones. */
export function useScopes(layer: Layer): Rows[] {
  useTable((state) => state.views[layer.id]);
  useStore((state) => state.filter);
  const selection = useStore((state) => state.selection);
  const filter = tableFilter(layer.id);
  const filtered = Object.keys(filter).length > 0 ? filter : undefined;
  const count = useCount(layer, filtered);
  return [
    { scope: 'whole', count: layer.counts.rows },
    ...(filtered ? [{ scope: 'filtered' as const, filter: filtered, count }] : []),
    ...(selection?.layer === layer.id
      ? [{ scope: 'selected' as const, filter: { n: asRanges(selection.n) }, count: selection.n.length }]
      : []),
  ];
}

/** Rows that pass a filter; undefined until it is known. A filter that the server refuses is told when it is used. */
function useCount(layer: Layer, filter: Filter | undefined): number | undefined {
  const [known, setKnown] = useState<{ key: string; count: number }>();
  const key = filter && JSON.stringify([layer.id, layer.revision, filter]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds all that the answer depends on
  useEffect(() => {
    if (!filter || !key) return;
    const abort = new AbortController();
    const ask = async () => {
      const which = { filter, sort: {} };
      while (!abort.signal.aborted) {
        const answer = await tableApi.rows(layer.id, which, { offset: 0, limit: 1 }, abort.signal);
        if ('total' in answer) return setKnown({ key, count: answer.total });
      }
    };
    ask().catch(() => {});
    return () => abort.abort();
  }, [key]);
  return known?.key === key ? known?.count : undefined;
}
