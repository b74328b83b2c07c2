import { Problem } from '@/lib/problems';

/** The row that a part of a path names. @throws Problem not-found */
export function rowNumber(text: string | undefined): number {
  if (/^\d{1,9}$/.test(text ?? '')) return Number(text);
  throw new Problem('not-found', `Rows are numbered from 1; there is no row "${text}".`);
}
