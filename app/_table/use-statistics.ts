'use client';

import { useEffect, useState } from 'react';
import type { Filter } from '@/lib/layers/filter';
import { sentenceOf } from '../_lib/actions';
import type { Layer } from '../_lib/types';
import { type Statistics, tableApi } from './api';

interface Known {
  statistics: Statistics | null;
  /** Share that has been read, 0 to 1. */
  searching: number;
  fault: string;
}

/** Figures of a column over the rows of a filter; asked for until they are there. */
export function useStatistics(layer: Layer, column: string | null, filter: Filter): Known {
  const [known, setKnown] = useState<Known>({ statistics: null, searching: 0, fault: '' });
  const key = JSON.stringify(filter);
  const { id, revision } = layer;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision has other figures
  useEffect(() => {
    if (column === null) return;
    const abort = new AbortController();
    setKnown({ statistics: null, searching: 0, fault: '' });
    const ask = async () => {
      try {
        for (;;) {
          const answer = await tableApi.statistics(id, column, JSON.parse(key), abort.signal);
          if (abort.signal.aborted) return;
          if (!('searching' in answer)) return setKnown({ statistics: answer, searching: 1, fault: '' });
          setKnown({ statistics: null, searching: answer.searching, fault: '' });
        }
      } catch (error) {
        if (!abort.signal.aborted) setKnown({ statistics: null, searching: 0, fault: sentenceOf(error) });
      }
    };
    void ask();
    return () => abort.abort();
  }, [id, revision, column, key]);
  return known;
}
