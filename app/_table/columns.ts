import type { Sort } from '@/lib/layers/order';
import { answerPart } from '../_lib/answer';
import type { Column, Layer, Row } from '../_lib/types';

export interface TableColumn {
  id: string;
  title: string;
  width: number;
  number?: boolean;
  read: (row: Row) => unknown;
  /** How it is drawn, where that is not plain text. */
  as?: 'outcome' | 'reason' | 'point' | 'score' | 'metres';
  sort: Sort;
  /** The layer's column; the row number and the outcome are none. */
  column?: Column;
  /** A person may write into it. */
  editable?: boolean;
}

/** Answer parts worth a column, in order; the rest is in the bubble. */
const ANSWER: { key: string; width: number; as?: TableColumn['as']; number?: boolean }[] = [
  { key: 'address', width: 260 },
  { key: 'score', width: 88, as: 'score', number: true },
  { key: 'uncertainty_m', width: 112, as: 'metres', number: true },
  { key: 'point', width: 104, as: 'point' },
  { key: 'reason', width: 320, as: 'reason' },
];

export const WIDTHS = { min: 64, max: 900 };

const CHARACTER = { wide: 13, narrow: 7.5 };

/** Width that holds `text` in pixels, roughly: Hangul and Han characters are nearly twice as wide as Latin. */
function textWidth(text: string): number {
  let width = 26;
  for (const character of text) width += character > '\u1100' ? CHARACTER.wide : CHARACTER.narrow;
  return width;
}

/** Room for the arrow and the menu beside a title. */
const HEADER_TOOLS = 40;

export const cellText = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/** Width of a column that holds most of its first values. */
function widthOf(title: string, type: Column['type'], values: unknown[]): number {
  const texts = values.map((value) => textWidth(cellText(value).slice(0, 60)));
  const longest = texts.sort((a, b) => a - b).at(Math.floor(texts.length * 0.9)) ?? 0;
  return Math.min(320, Math.max(type === 'text' ? 120 : 96, textWidth(title) + HEADER_TOOLS, longest));
}

/**
 * The columns of a layer's table: row number, how it ended, the user's own, then the answer's; hidden ones left out.
 * @param rows the first ones; they give the widths
 * @param widths chosen by hand, by column id
 */
export function tableColumns(
  layer: Layer,
  rows: Row[],
  widths: Record<string, number>,
  titleOf: (key: string) => string,
): TableColumn[] {
  const shown = layer.columns.filter(({ hidden }) => !hidden);
  const own = shown
    .filter(({ key }) => !key)
    .map((column): TableColumn => {
      const { name, type, field = name } = column;
      const read = (row: Row) => row.properties[field];
      return {
        id: `own ${field}`,
        title: name,
        width: widthOf(name, type, rows.map(read)),
        number: type !== 'text',
        read,
        sort: { column: name },
        column,
        editable: true,
      };
    });
  const number: TableColumn = {
    id: 'n',
    title: '#',
    width: Math.max(72, textWidth(String(layer.counts.rows)) + 12),
    number: true,
    read: (row) => row.n,
    sort: { by: 'n' },
  };
  // Rows placed by their coordinates have nothing to judge, unless some had none.
  const judged = layer.kind === 'geocoded' || layer.counts.rows > (layer.counts.status.ok ?? 0);
  const parts = new Map(shown.flatMap((column) => (column.key ? [[answerPart(column.key), column]] : [])));
  const answers = ANSWER.flatMap(({ key, ...rest }): TableColumn[] => {
    const column = parts.get(key);
    return column
      ? [
          {
            id: `answer ${key}`,
            title: titleOf(key),
            read: (row) => row.answer?.[column.key!],
            sort: { column: column.name },
            column,
            ...rest,
          },
        ]
      : [];
  });
  const outcome: TableColumn = {
    id: 'outcome',
    title: titleOf('status'),
    width: 112,
    read: (row) => row.status,
    as: 'outcome',
    sort: { by: 'status' },
  };
  return [number, ...(judged ? [outcome] : []), ...own, ...(judged ? answers : [])].map((column) => ({
    ...column,
    width: widths[column.id] ?? column.width,
  }));
}
