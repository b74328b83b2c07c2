'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import type { Row } from '../_lib/types';
import { type RowPage, type Searching, tableApi, type Which } from './api';

const PAGE = 100;
/** While the list is being scrolled through, pages that are only passed by are not fetched. */
const PASSING_MS = 50;

interface Known {
  total: number;
  fault: string;
  loading: boolean;
  /** Share that has been looked through, 0 to 1, where that takes long; null otherwise. */
  searching: number | null;
  /** Nobody waits for it any more. */
  stopped: boolean;
}

export interface Pages extends Known {
  rows: Map<number, Row>;
  /** The order the rows are in now, for asking further things of it. */
  which: Which;
  /** Says which rows are looked at; the pages that hold them are fetched. */
  need: (first: number, last: number) => void;
  again: () => void;
  stop: () => void;
}

const START: Known = { total: 0, fault: '', loading: true, searching: null, stopped: false };

interface Asked {
  layerId: string;
  /** Its JSON tells whether it is another. */
  which: Which;
  /** Rises when the rows must be fetched in a new order. */
  revision: string;
  /** Rises when the rows have changed but are to stay where they are. */
  edits: number;
}

/** The rows of a layer's table, fetched in pages as they are scrolled to. */
export function usePages({ layerId, which, revision, edits }: Asked): Pages {
  const [known, setKnown] = useState(START);
  const [, redraw] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const rows = useRef(new Map<number, Row>());
  const asked = useRef(new Set<number>());
  const order = useRef<string>(undefined);
  const abort = useRef(new AbortController());
  const sight = useRef({ first: 0, last: PAGE - 1 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const key = JSON.stringify(which);
  const latest = useRef(which);
  latest.current = which;

  const fetchPage = useCallback(
    async (page: number) => {
      if (asked.current.has(page)) return;
      asked.current.add(page);
      const { signal } = abort.current;
      try {
        const ask = (): Promise<RowPage | Searching> =>
          tableApi.rows(
            layerId,
            { ...latest.current, ...(order.current ? { order: order.current } : {}) },
            { offset: page * PAGE, limit: PAGE },
            signal,
          );
        let answer = await ask();
        while ('searching' in answer && !signal.aborted) {
          const { searching } = answer;
          setKnown((before) => ({ ...before, searching }));
          answer = await ask();
        }
        if (signal.aborted || 'searching' in answer) return;
        const { rows: found, total } = answer;
        order.current = answer.order;
        for (const [index, row] of found.entries()) rows.current.set(page * PAGE + index, row);
        setKnown({ ...START, total, loading: false });
        redraw((n) => n + 1);
      } catch (error) {
        if (signal.aborted) return;
        asked.current.delete(page);
        setKnown((before) => ({ ...before, fault: sentenceOf(error), loading: false, searching: null }));
      }
    },
    [layerId],
  );

  const fetchSight = useCallback(() => {
    const { first, last } = sight.current;
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) void fetchPage(page);
  }, [fetchPage]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question, another revision or attempt: all anew
  useEffect(() => {
    abort.current = new AbortController();
    rows.current = new Map();
    asked.current = new Set();
    order.current = undefined;
    setKnown((before) => ({ ...START, total: before.total }));
    void fetchPage(0);
    fetchSight();
    return () => abort.current.abort();
  }, [fetchPage, fetchSight, key, revision, attempt]);

  // Values have changed: what is in sight is fetched again and shown until the new has come.
  const seen = useRef(edits);
  useEffect(() => {
    if (seen.current === edits) return;
    seen.current = edits;
    asked.current = new Set();
    for (const index of rows.current.keys()) {
      if (index < sight.current.first - PAGE || index > sight.current.last + PAGE) rows.current.delete(index);
    }
    fetchSight();
  }, [edits, fetchSight]);

  const need = useCallback(
    (first: number, last: number) => {
      sight.current = { first, last };
      clearTimeout(timer.current);
      timer.current = setTimeout(fetchSight, PASSING_MS);
    },
    [fetchSight],
  );
  useEffect(() => () => clearTimeout(timer.current), []);

  const again = useCallback(() => setAttempt((n) => n + 1), []);
  const stop = useCallback(() => {
    abort.current.abort();
    setKnown({ ...START, loading: false, stopped: true });
  }, []);
  return {
    ...known,
    rows: rows.current,
    which: { ...which, ...(order.current ? { order: order.current } : {}) },
    need,
    again,
    stop,
  };
}
