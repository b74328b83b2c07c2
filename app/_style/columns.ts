import type { Column } from '../_lib/types';

/** Parts of an answer that are words. */
const WORDS = /^jari_(?!score$|uncertainty_m$|postcode$)/;

/** Columns that may hold numbers: those of numbers first, then text, which may be numbers written as 0.50. */
export function likelyNumbers(columns: readonly Column[]): Column[] {
  const possible = columns.filter(({ key }) => !key || !WORDS.test(key));
  const isNumber = ({ type }: Column) => type !== 'text';
  return [...possible.filter(isNumber), ...possible.filter((column) => !isNumber(column))];
}
