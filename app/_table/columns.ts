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
}

/** Answer parts worth a column, in order; the rest is in the bubble. */
const ANSWER: { key: string; width: number; as?: TableColumn['as']; number?: boolean }[] = [
  { key: 'address', width: 260 },
  { key: 'score', width: 72, as: 'score', number: true },
  { key: 'uncertainty_m', width: 112, as: 'metres', number: true },
  { key: 'point', width: 96, as: 'point' },
  { key: 'reason', width: 320, as: 'reason' },
];

const CHARACTER = { wide: 13, narrow: 7.5 };

/** Width that holds `text` in pixels, roughly: Hangul and Han characters are nearly twice as wide as Latin. */
function textWidth(text: string): number {
  let width = 26;
  for (const character of text) width += character > '\u1100' ? CHARACTER.wide : CHARACTER.narrow;
  return width;
}

/** Width of a column that holds most of its first values. */
function widthOf(column: Column, rows: Row[]): number {
  const texts = rows.map((row) => textWidth(String(row.properties[column.name] ?? '').slice(0, 60)));
  const longest = texts.sort((a, b) => a - b).at(Math.floor(texts.length * 0.9)) ?? 0;
  return Math.min(320, Math.max(column.type === 'text' ? 120 : 84, textWidth(column.name), longest));
}

/** The columns of a layer's table: row number, how it ended, the user's own, then the answer's. */
export function tableColumns(layer: Layer, rows: Row[], titleOf: (key: string) => string): TableColumn[] {
  const own = layer.columns
    .filter((column) => !column.key)
    .map(
      (column): TableColumn => ({
        id: `own ${column.name}`,
        title: column.name,
        width: widthOf(column, rows),
        number: column.type !== 'text',
        read: (row) => row.properties[column.name],
      }),
    );
  const number: TableColumn = {
    id: 'n',
    title: '#',
    width: Math.max(64, textWidth(String(layer.counts.rows)) + 8),
    number: true,
    read: (row) => row.n,
  };
  // Rows placed by their coordinates have nothing to judge, unless some had none.
  const judged = layer.kind === 'geocoded' || layer.counts.rows > (layer.counts.status.ok ?? 0);
  const keys = new Map(layer.columns.flatMap(({ key }) => (key ? [[answerPart(key), key] as const] : [])));
  const answers = ANSWER.filter(({ key }) => keys.has(key)).map(
    ({ key, ...rest }): TableColumn => ({
      id: `answer ${key}`,
      title: titleOf(key),
      read: (row) => row.answer?.[keys.get(key)!],
      ...rest,
    }),
  );
  const outcome: TableColumn = {
    id: 'outcome',
    title: titleOf('status'),
    width: 112,
    read: (row) => row.status,
    as: 'outcome',
  };
  return [number, ...(judged ? [outcome] : []), ...own, ...(judged ? answers : [])];
}
