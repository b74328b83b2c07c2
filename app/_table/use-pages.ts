'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api, type RowFilter } from '../_lib/api';
import type { Row } from '../_lib/types';

const PAGE = 100;

interface Pages {
  total: number;
  /** `total` is a lower bound otherwise. */
  exact: boolean;
  rows: Map<number, Row>;
  fault: string;
  loading: boolean;
  /** Says which rows are looked at; the pages that hold them are fetched. */
  need: (first: number, last: number) => void;
  again: () => void;
}

/** The rows of a layer's table, fetched in pages as they are scrolled to. */
export function usePages(layerId: string, filter: RowFilter, revision: number): Pages {
  const [state, setState] = useState({ total: 0, exact: true, fault: '', loading: true, version: 0 });
  const rows = useRef(new Map<number, Row>());
  const asked = useRef(new Set<number>());
  const abort = useRef<AbortController>(null);
  const [attempt, setAttempt] = useState(0);
  const { status, level, q } = filter;

  const fetchPage = useCallback(
    async (page: number) => {
      if (asked.current.has(page)) return;
      asked.current.add(page);
      const { signal } = abort.current!;
      try {
        const answer = await api.rows(layerId, { status, level, q }, page * PAGE, PAGE, signal);
        if (signal.aborted) return;
        answer.rows.forEach((row, index) => {
          rows.current.set(page * PAGE + index, row);
        });
        setState((before) => ({
          total: answer.total,
          exact: answer.exact ?? true,
          fault: '',
          loading: false,
          version: before.version + 1,
        }));
      } catch (error) {
        if (signal.aborted) return;
        asked.current.delete(page);
        setState((before) => ({ ...before, fault: sentenceOf(error), loading: false }));
      }
    },
    [layerId, status, level, q],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: revision and attempt ask for the same pages anew
  useEffect(() => {
    abort.current = new AbortController();
    rows.current = new Map();
    asked.current = new Set();
    setState((before) => ({ ...before, loading: true, fault: '' }));
    void fetchPage(0);
    return () => abort.current?.abort();
  }, [fetchPage, revision, attempt]);

  const need = useCallback(
    (first: number, last: number) => {
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) void fetchPage(page);
    },
    [fetchPage],
  );
  const again = useCallback(() => setAttempt((n) => n + 1), []);
  return { ...state, rows: rows.current, need, again };
}
