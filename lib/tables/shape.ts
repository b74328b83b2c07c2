import { looksLikeHeader } from './header';
import type { TextRecord } from './scan';
import type { TableFormat } from './types';

/** Rows that decide what columns the table has. */
export const SAMPLE = 200;
/** Rows of title that may stand above a header. */
const MOST_TITLES = 10;

export const isBlank = ({ values }: TextRecord) => values.length === 1 && values[0] === '';

/**
 * How many values most rows have. Official files end some rows with one more delimiter: what is empty in all
 * rows and missing in some is no column.
 */
export function usualWidth(rows: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  const closing = counts.has(width - 1) && rows.every((row) => (row[width - 1] ?? '') === '');
  return closing ? width - 1 : width;
}

/**
 * How many rows of title ("약국 현황", "2026-07 기준") stand above the header: rows of one or two values above
 * one that fills most columns and looks like a header. Spreadsheets of offices have them.
 */
export function titleRows(rows: readonly string[][]): number {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const filled = (row: readonly string[]) => row.filter((value) => value.trim() !== '').length;
  const isTitle = (row: readonly string[]) => filled(row) <= Math.min(2, (width - 1) / 2);
  const header = rows.findIndex((row) => !isTitle(row));
  const found = header > 0 && header <= MOST_TITLES && filled(rows[header]!) * 2 > width;
  return found && looksLikeHeader(rows.slice(header)) ? header : 0;
}

interface Shape {
  /** Names as written; empty when there is no header. */
  header: string[];
  /** Number of columns. */
  width: number;
  /** How many of the records stand before the data: blank lines, titles and the header. */
  before: number;
}

/** What the first records of a table say of its columns. */
export function shape(first: readonly TextRecord[], { header: hasHeader, kind }: TableFormat): Shape {
  const filled = first
    .slice(0, SAMPLE + 1)
    .map((record, i) => ({ values: record.values, i, blank: isBlank(record) }))
    .filter(({ blank }) => !blank);
  const rows = filled.map(({ values }) => values);
  const at = hasHeader ? titleRows(rows) : -1;
  const header = rows[at] ?? [];
  const before = at < 0 ? 0 : (filled[at]?.i ?? first.length - 1) + 1;
  const data = rows.slice(at + 1);
  // Rows of a sheet end at their last value: the longest shows the columns.
  if (kind === 'xlsx') {
    return { header, width: Math.max(1, header.length, ...data.map(({ length }) => length)), before };
  }
  const usual = usualWidth(data);
  let named = header.length;
  while (named > usual && header[named - 1]!.trim() === '') named--;
  return { header: header.slice(0, named), width: Math.max(named, usual, 1), before };
}
