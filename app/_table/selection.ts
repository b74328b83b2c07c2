import { useStore } from '../_lib/store';
import type { Row } from '../_lib/types';
import { tableApi, type Which } from './api';

/** Choosing rows of the table: one, several (Ctrl), a stretch (Shift), all. */

/** Rows that can be chosen together. */
export const MOST_SELECTED = 100_000;

const numbersOf = (layer: string): readonly number[] => {
  const { selection } = useStore.getState();
  return selection?.layer === layer ? selection.n : [];
};

export function setSelection(layer: string, n: readonly number[]): void {
  useStore.getState().set({ selection: n.length > 0 ? { layer, n: n.slice(0, MOST_SELECTED) } : null });
}

export function toggleRow(layer: string, n: number): void {
  const before = numbersOf(layer);
  setSelection(layer, before.includes(n) ? before.filter((other) => other !== n) : [...before, n]);
}

/** Numbers of the rows at places `from` to `to` of the table; those not fetched yet are asked for. */
export async function numbersAt(
  layer: string,
  which: Which,
  rows: ReadonlyMap<number, Row>,
  from: number,
  to: number,
): Promise<number[]> {
  const [first, last] = [
    Math.min(from, to),
    Math.min(Math.max(from, to), Math.min(from, to) + MOST_SELECTED - 1),
  ];
  const held: number[] = [];
  for (let index = first; index <= last; index++) {
    const row = rows.get(index);
    if (!row) {
      const answer = await tableApi.numbers(layer, which, { offset: first, limit: last - first + 1 });
      return 'n' in answer ? answer.n : [];
    }
    held.push(row.n);
  }
  return held;
}
