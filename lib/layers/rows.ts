import { query } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { type Filter, filterSql } from './filter';
import { type Order, orderOf, type Sort } from './order';
import { spans } from './scan';
import { getLayer, UUID } from './store';
import type { Layer, Row } from './types';

/** A point of anything: of a polygon one inside it, however it is bent. */
const COLUMNS = `n, properties, answer, status, level, st_x(spot) as lon, st_y(spot) as lat,
  case when geometrytype(geom) <> 'POINT'
    then array[st_xmin(geom), st_ymin(geom), st_xmax(geom), st_ymax(geom)] end as extent`;
const SPOT = `cross join lateral (
  select case when geometrytype(geom) = 'POINT' then geom else st_pointonsurface(geom) end as spot) at`;

type DatabaseRow = Omit<Row, 'extent'> & { extent: Row['extent'] | null };

const fromRow = ({ extent, ...row }: DatabaseRow): Row => (extent ? { ...row, extent } : row);

/** Rows by their numbers, in the order asked for; those that are not there are left out. */
export async function getRows(layerId: string, numbers: number[]): Promise<Row[]> {
  if (numbers.length === 0) return [];
  const found = await query<DatabaseRow>(
    `select ${COLUMNS} from feature ${SPOT} where layer_id = $1 and n = any($2)`,
    [layerId, numbers],
  );
  const byNumber = new Map(found.map((row) => [row.n, row]));
  return numbers.flatMap((n) => {
    const row = byNumber.get(n);
    return row ? [fromRow(row)] : [];
  });
}

/** One row by its number. @throws Problem not-found */
export async function getRow(layerId: string, n: number): Promise<Row> {
  const [row] = UUID.test(layerId) ? await getRows(layerId, [n]) : [];
  if (!row) throw new Problem('not-found', `Layer ${layerId} has no row ${n}.`);
  return row;
}

export interface RowsAsked {
  filter?: Filter;
  /** Short for members of the filter. */
  status?: string;
  level?: string;
  q?: string;
  sort?: Sort;
  /** Of an earlier page: rows stay where they were seen, though their values may have changed. */
  order?: string;
  offset?: number;
  limit?: number;
  /** Number of a row whose place is asked for. */
  find?: number;
  /** Milliseconds to wait where an order has to be made first; for ever when absent. */
  wait?: number;
}

export interface RowPage {
  rows: Row[];
  /** Rows that pass the filter. */
  total: number;
  /** To be given back for the next page. */
  order: string;
  /** Place of the row asked for by `find`, from 0; null: it does not pass the filter. */
  found?: number | null;
}

/** The rows are still being looked through or put in order; ask again. */
export interface Searching {
  /** Share that is done, 0 to 1. */
  searching: number;
}

function filterOf({ filter, status, level, q }: RowsAsked): Filter {
  return {
    ...filter,
    ...(status ? { status: [status] } : {}),
    ...(level ? { level: [level] } : {}),
    ...(q ? { text: q } : {}),
  };
}

async function ordered(layer: Layer, asked: RowsAsked): Promise<Order | Searching> {
  const order = await orderOf(layer, {
    filter: filterOf(asked),
    ...(asked.sort ? { sort: asked.sort } : {}),
    ...(asked.order ? { token: asked.order } : {}),
    ...(asked.wait === undefined ? {} : { wait: asked.wait }),
  });
  return typeof order === 'number' ? { searching: order } : order;
}

/** One page of the layer's table. @throws Problem not-found, bad-request */
export async function rowPage(
  layerId: string,
  asked: RowsAsked & { wait: number },
): Promise<RowPage | Searching>;
export async function rowPage(layerId: string, asked: RowsAsked & { wait?: undefined }): Promise<RowPage>;
export async function rowPage(layerId: string, asked: RowsAsked): Promise<RowPage | Searching>;
export async function rowPage(layerId: string, asked: RowsAsked): Promise<RowPage | Searching> {
  const layer = await getLayer(layerId);
  const order = await ordered(layer, asked);
  if ('searching' in order) return order;
  const rows = await getRows(layerId, order.slice(asked.offset ?? 0, asked.limit ?? 100));
  const place = asked.find === undefined ? -1 : order.find(asked.find);
  return {
    rows,
    total: order.length,
    order: order.token,
    ...(asked.find === undefined ? {} : { found: place < 0 ? null : place }),
  };
}

/** Numbers of the rows at some places of the table, for selecting them. @throws Problem not-found, bad-request */
export async function rowNumbers(layerId: string, asked: RowsAsked): Promise<{ n: number[] } | Searching> {
  const order = await ordered(await getLayer(layerId), asked);
  return 'searching' in order ? order : { n: order.slice(asked.offset ?? 0, asked.limit ?? order.length) };
}

/** The rectangle that holds the rows of a filter; null where none has a place. @throws Problem */
export async function rowsExtent(layerId: string, filter: Filter): Promise<Layer['extent']> {
  const layer = await getLayer(layerId);
  const where = filterSql(layer, filter, 4);
  let extent: Layer['extent'] = null;
  for (const { first, last } of await spans(layer)) {
    const [row] = await query<{ box: NonNullable<Layer['extent']> | [null] }>(
      `select array[min(st_xmin(geom)), min(st_ymin(geom)), max(st_xmax(geom)), max(st_ymax(geom))] as box
       from feature where layer_id = $1 and n between $2 and $3 and ${where.sql}`,
      [layerId, first, last, ...where.values],
    );
    const box = row!.box;
    if (box[0] === null) continue;
    const [west, south, east, north] = box as NonNullable<Layer['extent']>;
    extent = extent
      ? [
          Math.min(extent[0], west),
          Math.min(extent[1], south),
          Math.max(extent[2], east),
          Math.max(extent[3], north),
        ]
      : [west, south, east, north];
  }
  return extent;
}
