import type { Layer, Row } from '../_lib/types';
import { tableApi } from './api';
import { cellText, type TableColumn } from './columns';
import type { Place } from './grid-key';
import { asRanges } from './state';

/** A value as spreadsheets read it from the clipboard. */
const tsvCell = (text: string) => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows as tab-separated text, with the names of the columns. */
export function asTsv(columns: readonly TableColumn[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map((column) => cellText(column.read(row)))),
  ];
  return lines.map((cells) => cells.map(tsvCell).join('\t')).join('\n');
}

/** Rows copied at once. */
const MOST = 10_000;

/** Puts the selected rows on the clipboard, or the active cell where fewer than two are selected. */
export async function copyRows(
  layer: Layer,
  columns: readonly TableColumn[],
  held: ReadonlyMap<number, Row>,
  chosen: ReadonlySet<number>,
  active: Place,
): Promise<void> {
  const row = held.get(active.row);
  if (chosen.size < 2) {
    const column = columns[active.col];
    const text = active.row < 0 ? column?.title : row && column && cellText(column.read(row));
    if (text) await navigator.clipboard.writeText(text);
    return;
  }
  const rows: Row[] = [];
  const wanted = [...chosen].slice(0, MOST);
  for (let at = 0; at < wanted.length; at += 1000) {
    const filter = { n: asRanges(wanted.slice(at, at + 1000)) };
    const page = await tableApi.rows(layer.id, { filter, sort: {} }, { offset: 0, limit: 1000 });
    if ('rows' in page) rows.push(...page.rows);
  }
  await navigator.clipboard.writeText(asTsv(columns, rows));
}
