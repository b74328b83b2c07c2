'use client';

import { useEffect, useState } from 'react';
import { api, type ColumnClasses, type ColumnValues } from '../_lib/api';
import type { Layer } from '../_lib/types';

/** Something read of a whole column: here, on its way (share done, 0 to 1), or not to be had. */
export type Reading<T> = { data: T } | { done: number } | { failed: true };

/** Asks until it is there: a million rows take longer than one answer should. */
export async function readFully<T extends object>(
  ask: () => Promise<T | { searching: number }>,
  report: (done: number) => void = () => {},
  left: () => boolean = () => false,
): Promise<T | null> {
  while (!left()) {
    const answer = await ask();
    if (!('searching' in answer)) return answer;
    report(answer.searching);
  }
  return null;
}

function useReading<T extends object>(key: string | null, ask: () => Promise<T | { searching: number }>) {
  const [reading, setReading] = useState<Reading<T>>({ done: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the question depends on
  useEffect(() => {
    if (key === null) return;
    let left = false;
    setReading({ done: 0 });
    readFully(
      ask,
      (done) => !left && setReading({ done }),
      () => left,
    )
      .then((data) => data && !left && setReading({ data }))
      .catch(() => !left && setReading({ failed: true }));
    return () => {
      left = true;
    };
  }, [key]);
  return reading;
}

/** The values of a column with their counts, the most frequent first. */
export const useColumnValues = (
  { id, revision }: Layer,
  column: string,
  limit: number,
): Reading<ColumnValues> =>
  useReading(`${id} ${revision} ${column}`, () => api.columnValues(id, column, limit));

/** A column's numbers in classes. */
export const useColumnClasses = (
  { id, revision }: Layer,
  column: string,
  method: string,
  count: number,
): Reading<ColumnClasses> =>
  useReading(`${id} ${revision} ${column} ${method} ${count}`, () =>
    api.columnClasses(id, column, method, count),
  );
