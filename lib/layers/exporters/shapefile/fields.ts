import { query } from '@/lib/db/database';
import { columnText, filterSql } from '../../filter';
import type { Column, Layer } from '../../types';
import type { ExportOptions } from '../exporter';

/** A column as a dBASE file holds it. */
export interface Field {
  /** At most 10 bytes of UTF-8, unlike the others in any case. */
  name: string;
  column: string;
  /** C: text; N: number, as text. */
  type: 'C' | 'N';
  width: number;
  decimals: number;
}

const NAME_BYTES = 10;
/** dBASE: a byte says how wide a text is, and 255 is not used. */
export const TEXT_BYTES = 254;
/** Any double as JavaScript writes it fits: -1.2345678901234567e-100. */
const REAL = { width: 24, decimals: 15 };
/** GDAL and QGIS read wider whole numbers as text or as real ones. */
const WHOLE_DIGITS = 18;

/** The beginning of a text that fits in so many bytes of UTF-8, no sign cut in two. */
export function cutBytes(text: string, bytes: number): string {
  if (text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes) return text;
  let end = 0;
  let size = 0;
  for (const sign of text) {
    size += Buffer.byteLength(sign);
    if (size > bytes) break;
    end += sign.length;
  }
  return text.slice(0, end);
}

/** Names of fields for names of columns: letters, digits and _, cut to 10 bytes, `_1` where two would be alike. */
export function fieldNames(columns: readonly string[]): string[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const plain = column.normalize('NFC').replace(/[^\p{L}\p{N}_]+/gu, '_') || 'field';
    let name = cutBytes(plain, NAME_BYTES);
    for (let i = 1; taken.has(name.toLowerCase()); i++) {
      name = `${cutBytes(plain, NAME_BYTES - 1 - String(i).length)}_${i}`;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}

/** Longest text of each column in bytes. */
async function widths(
  layer: Layer,
  columns: readonly Column[],
  filter: ExportOptions['filter'],
): Promise<number[]> {
  if (columns.length === 0) return [];
  const values: unknown[] = [layer.id];
  const add = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const sums = columns.map((column) => `coalesce(max(octet_length(${columnText(column, add)})), 0)`);
  const where = filterSql(layer, filter ?? {}, values.length + 1);
  const [row] = await query<{ widths: number[] }>(
    `select array[${sums.join(', ')}]::int[] as widths from feature where layer_id = $1 and (${where.sql})`,
    [...values, ...where.values],
  );
  return row!.widths;
}

/** The fields for the columns of an export, as wide as their values need. */
export async function fieldsOf(
  layer: Layer,
  columns: readonly Column[],
  { filter }: ExportOptions,
): Promise<Field[]> {
  const names = fieldNames(columns.map(({ name }) => name));
  const longest = await widths(layer, columns, filter);
  return columns.map(({ name, type }, i): Field => {
    const width = Math.max(1, longest[i]!);
    const base = { name: names[i]!, column: name };
    if (type === 'text') return { ...base, type: 'C', width: Math.min(width, TEXT_BYTES), decimals: 0 };
    if (type === 'integer' && width <= WHOLE_DIGITS) return { ...base, type: 'N', width, decimals: 0 };
    return { ...base, type: 'N', ...REAL };
  });
}
