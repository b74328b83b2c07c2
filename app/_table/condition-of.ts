import type { Condition, Test } from '@/lib/layers/filter';
import type { Column } from '../_lib/types';

/** A condition while it is being written. */
export interface Draft {
  value: string;
  from: string;
  to: string;
  values: (string | number | null)[];
}

export const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text));

/** The condition that a draft states; null while something is missing or no number. */
export function conditionOf(column: Column, is: Test, draft: Draft): Condition | null {
  const numeric = column.type !== 'text';
  const fits = (text: string) => (numeric ? isNumber(text) : text !== '');
  const read = (text: string) => (numeric ? Number(text) : text);
  const base = { column: column.name, is };
  if (is === 'empty' || is === 'not_empty') return base;
  if (is === 'one_of') return draft.values.length > 0 ? { ...base, values: draft.values } : null;
  if (is === 'between') {
    const [from, to] = [draft.from, draft.to].map((text) => text.trim());
    if (!from && !to) return null;
    if ((from && !fits(from)) || (to && !fits(to))) return null;
    return { ...base, ...(from ? { from: read(from) } : {}), ...(to ? { to: read(to) } : {}) };
  }
  return fits(draft.value) ? { ...base, value: read(draft.value) } : null;
}
