import { joinColumns } from '@/lib/tables/columns';
import { type ReadOptions, readTable } from '@/lib/tables/read';
import type { TableFormat, TableRow } from '@/lib/tables/types';
import { type GeocodeOptions, geocodeBatch } from './geocode';
import type { Answer } from './types';

export interface GeocodedRow {
  row: TableRow;
  answer: Answer;
}

/** Chunks under way at once: while the database looks up one, the next is read and parsed. */
const AHEAD = 3;

/**
 * Geocodes a table as a stream of chunks, every row once and in order.
 * @param addressColumns indices of the columns that make up the address, in order.
 * @param options.fromRow first row (1-based) to do; those before were done earlier.
 */
export async function* geocodeTable(
  path: string,
  format: TableFormat,
  addressColumns: readonly number[],
  { point, ...options }: ReadOptions & Pick<GeocodeOptions, 'point'> = {},
): AsyncGenerator<GeocodedRow[]> {
  const underWay: Promise<GeocodedRow[]>[] = [];
  try {
    for await (const rows of readTable(path, format, options)) {
      const chunk = geocodeRows(rows, addressColumns, point);
      chunk.catch(() => {}); // reported when its turn comes
      underWay.push(chunk);
      if (underWay.length >= AHEAD) yield await underWay.shift()!;
    }
    while (underWay.length) yield await underWay.shift()!;
  } finally {
    await Promise.allSettled(underWay);
  }
}

async function geocodeRows(
  rows: readonly TableRow[],
  columns: readonly number[],
  point: GeocodeOptions['point'],
): Promise<GeocodedRow[]> {
  const only = columns.length === 1 ? columns[0]! : undefined;
  const texts = rows.map(({ values }) =>
    only === undefined ? joinColumns(values, columns) : (values[only] ?? ''),
  );
  const answers = await geocodeBatch(texts, { point });
  return rows.map((row, i) => ({
    row,
    answer: row.fault && !texts[i] ? { status: 'error', reason: 'failed' } : answers[i]!,
  }));
}
