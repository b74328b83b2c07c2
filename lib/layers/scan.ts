import { query } from '@/lib/db/database';
import { type Filter, filterSql } from './filter';
import type { Column, Layer } from './types';

/**
 * Reading a layer of a million rows without stopping everybody else: the embedded database does one thing at a
 * time, so a scan is many short statements, between which others run, progress is known, and it can be given up.
 */

/** Rows of one statement: about a tenth of a second on the embedded database. */
const CHUNK = 20_000;

export interface Chunk {
  /** Row numbers, ascending. */
  numbers: Int32Array;
  /** What each of them holds in the column, as text; null: nothing. Empty when no column was asked for. */
  texts: (string | null)[];
  /** Share of the layer that has been read, 0 to 1. */
  done: number;
}

export interface Span {
  first: number;
  last: number;
}

/** Row numbers of a layer in spans of about a chunk each, however wide the gaps between them. */
export async function spans({ id, counts }: Pick<Layer, 'id' | 'counts'>): Promise<Span[]> {
  const [row] = await query<{ first: number | null; last: number | null }>(
    `select (select n from feature where layer_id = $1 order by n limit 1) as first,
       (select n from feature where layer_id = $1 order by n desc limit 1) as last`,
    [id],
  );
  const { first, last } = row!;
  if (first === null || last === null) return [];
  const step = Math.ceil(CHUNK * Math.max(1, (last - first + 1) / Math.max(1, counts.rows)));
  const all: Span[] = [];
  for (let at = first; at <= last; at += step) all.push({ first: at, last: Math.min(last, at + step - 1) });
  return all;
}

/** Numbers as PostgreSQL's int4send writes them. */
export function int32s(bytes: Buffer | null): Int32Array {
  const numbers = new Int32Array((bytes?.length ?? 0) / 4);
  for (let i = 0; i < numbers.length; i++) numbers[i] = bytes!.readInt32BE(i * 4);
  return numbers;
}

/** What a row holds, as text; `$4` is the name within the row. */
function heldSql(column: Column | 'status' | null): { sql: string; name: string } {
  if (column === null) return { sql: '$4::text', name: '' };
  if (column === 'status') return { sql: `concat_ws($4::text, status, level)`, name: ' ' };
  if (column.key) return { sql: 'answer->>$4::text', name: column.key };
  return { sql: 'properties->>$4::text', name: column.field ?? column.name };
}

/**
 * The rows that pass a filter, in order of their numbers, with what they hold in one column
 * (or their status and level).
 * @throws Problem bad-request for a filter that does not fit; the signal's reason when it is given up
 */
export async function* scan(
  layer: Pick<Layer, 'id' | 'counts' | 'columns'>,
  filter: Filter,
  column: Column | 'status' | null,
  signal?: AbortSignal,
): AsyncGenerator<Chunk> {
  const where = filterSql(layer, filter, 5);
  const held = heldSql(column);
  const all = await spans(layer);
  for (const [i, { first, last }] of all.entries()) {
    signal?.throwIfAborted();
    const [row] = await query<{ numbers: Buffer | null; texts: (string | null)[] | null }>(
      `select string_agg(int4send(n), '') as numbers, ${column ? 'json_agg(held)' : 'null'} as texts
       from (select n, ${held.sql} as held from feature
         where layer_id = $1 and n between $2 and $3 and ${where.sql} order by n) some_rows`,
      [layer.id, first, last, held.name, ...where.values],
    );
    yield { numbers: int32s(row!.numbers), texts: row!.texts ?? [], done: (i + 1) / all.length };
  }
}
