import { createHash } from 'node:crypto';
import { type Static, Type } from '@sinclair/typebox';
import { query } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { numberIn } from './columns';
import { type Filter, filterSql, isEverything } from './filter';
import { jsonParameter } from './json-parameter';
import { Kept } from './kept';
import { int32s, scan, spans } from './scan';
import { naturalKey, Sorter } from './sort';
import type { Column, Layer } from './types';

export const SortSchema = Type.Object(
  {
    column: Type.Optional(Type.String()),
    by: Type.Optional(Type.Unsafe<'n' | 'status'>({ type: 'string', enum: ['n', 'status'] })),
    descending: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, title: 'Sort', description: 'Empty ones come last' },
);

/** By which column rows are ordered (empty ones last), or by `status`; absent: by their numbers. */
export type Sort = Static<typeof SortSchema>;

/** The order of a URL's `sort` parameter. @throws Problem bad-request */
export const readSort = jsonParameter('sort', SortSchema);

/** Rows in the order a table shows them. */
export interface Order {
  /** Opaque: the same order again, also after values have changed. */
  token: string;
  length: number;
  /** Row numbers at places `offset` and on. */
  slice(offset: number, limit: number): number[];
  /** Place of a row from 0; -1: it is not among them. */
  find(n: number): number;
  bytes: number;
}

const orders = new Kept<Order>('orders', { bytes: 64 * 1024 * 1024, results: 200 }, ({ bytes }) => bytes);

const listed = (token: string, numbers: Int32Array): Order => ({
  token,
  length: numbers.length,
  slice: (offset, limit) => [...numbers.subarray(offset, offset + limit)],
  find: (n) => numbers.indexOf(n),
  bytes: numbers.byteLength,
});

/** Rows without gaps, as nearly every layer has them: their places are known without a list. */
const counted = (token: string, first: number, length: number, descending: boolean): Order => ({
  token,
  length,
  slice: (offset, limit) => {
    const size = Math.max(0, Math.min(limit, length - offset));
    return Array.from(
      { length: size },
      (_, i) => first + (descending ? length - 1 - offset - i : offset + i),
    );
  },
  find: (n) => {
    const at = descending ? first + length - 1 - n : n - first;
    return at >= 0 && at < length ? at : -1;
  },
  bytes: 0,
});

/** Only members that an index answers at once. */
const isQuick = ({ conditions, text }: Filter) => !conditions?.length && !text?.trim();

function sortColumn({ columns }: Layer, { column: name, by }: Sort): Column | 'status' | null {
  if (name === undefined) return by === 'status' ? 'status' : null;
  const column = columns.find((column) => column.name === name);
  if (!column) {
    throw new Problem('bad-request', `The layer has no column "${name}" to sort by.`, { parameter: 'sort' });
  }
  return column;
}

interface Wanted {
  filter: Filter;
  sort: Sort;
  token: string;
}

/** The order where the database has it at hand: no column is to be read. */
async function quickOrder(layer: Layer, { filter, sort, token }: Wanted): Promise<Order | undefined> {
  const descending = sort.descending ?? false;
  const byNumber = sort.by !== 'status';
  if (sort.column !== undefined || !isQuick(filter)) return undefined;
  if (byNumber && isEverything(filter) && layer.state === 'ready') {
    const all = await spans(layer);
    const [first, last] = [all[0]?.first ?? 1, all.at(-1)?.last ?? 0];
    if (last - first + 1 === layer.counts.rows) return counted(token, first, layer.counts.rows, descending);
  }
  const where = filterSql(layer, filter, 2);
  const direction = descending ? 'desc' : 'asc';
  const by = byNumber ? `n ${direction}` : `status ${direction}, level ${direction} nulls last, n`;
  const [row] = await query<{ numbers: Buffer | null }>(
    `select string_agg(int4send(n), '' order by ${by}) as numbers
     from feature where layer_id = $1 and ${where.sql}`,
    [layer.id, ...where.values],
  );
  return listed(token, int32s(row!.numbers));
}

async function makeOrder(
  layer: Layer,
  wanted: Wanted,
  stop: AbortSignal,
  report: (done: number) => void,
): Promise<Order> {
  const quick = await quickOrder(layer, wanted);
  if (quick) return quick;
  const { filter, sort, token } = wanted;
  const column = sortColumn(layer, sort);
  const keyOf: (text: string | null) => string | number | null =
    column && column !== 'status' && column.type !== 'text'
      ? numberIn
      : (text) => (text ? naturalKey(text) : null);
  const sorter = new Sorter(sort.descending ?? false);
  for await (const { numbers, texts, done } of scan(layer, filter, column, stop)) {
    await sorter.add(numbers, column ? texts.map(keyOf) : [...numbers]);
    report(done);
  }
  return listed(token, await sorter.finish());
}

export interface OrderAsked {
  filter?: Filter;
  sort?: Sort;
  /** Token of an order made before: it is used while it is kept, so that rows stay where they were seen. */
  token?: string;
  /** Milliseconds to wait for it; for ever when absent. */
  wait?: number;
}

/**
 * The rows of a layer that pass a filter, in an order: made once, kept for the pages that follow.
 * @returns the share that is done (0 to 1) where it is not ready after `wait`: asking again goes on waiting for
 *   the same; when nobody asks for some seconds it is given up
 * @throws Problem bad-request
 */
export async function orderOf(layer: Layer, asked: OrderAsked): Promise<Order | number> {
  const held = asked.token?.startsWith(`${layer.id} `) ? orders.peek(asked.token) : undefined;
  if (held) return held;
  const { filter = {}, sort = {} } = asked;
  const key = JSON.stringify([filter, sort.column, sort.by, sort.descending ?? false]);
  const hash = createHash('sha256').update(key).digest('base64url');
  const token = `${layer.id} ${layer.revision} ${hash}`;
  const make = (stop: AbortSignal, report: (done: number) => void) =>
    makeOrder(layer, { filter, sort, token }, stop, report);
  // A layer that is being filled has new rows at every look.
  if (layer.state === 'filling') return make(new AbortController().signal, () => {});
  const got = await orders.get(token, make, asked.wait);
  return 'result' in got ? got.result : got.done;
}
