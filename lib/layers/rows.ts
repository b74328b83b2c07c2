import { query } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { getLayer, UUID } from './store';
import type { Row } from './types';

/** A point of anything: of a polygon one inside it, however it is bent. */
const COLUMNS = `n, properties, answer, status, level, st_x(spot) as lon, st_y(spot) as lat,
  case when geometrytype(geom) <> 'POINT'
    then array[st_xmin(geom), st_ymin(geom), st_xmax(geom), st_ymax(geom)] end as extent`;
const SPOT = `cross join lateral (
  select case when geometrytype(geom) = 'POINT' then geom else st_pointonsurface(geom) end as spot) at`;

type DatabaseRow = Omit<Row, 'extent'> & { extent: Row['extent'] | null };

const fromRow = ({ extent, ...row }: DatabaseRow): Row => (extent ? { ...row, extent } : row);

/** One row by its number. @throws Problem not-found */
export async function getRow(layerId: string, n: number): Promise<Row> {
  const [row] = UUID.test(layerId)
    ? await query<DatabaseRow>(`select ${COLUMNS} from feature ${SPOT} where layer_id = $1 and n = $2`, [
        layerId,
        n,
      ])
    : [];
  if (!row) throw new Problem('not-found', `Layer ${layerId} has no row ${n}.`);
  return fromRow(row);
}

export interface RowFilter {
  status?: string;
  level?: string;
  /** Text that some value of the row contains, in any case. */
  q?: string;
  offset?: number;
  limit?: number;
}

/** Counting goes no further than this: a search for "a" must not read a million rows. */
const COUNT_LIMIT = 10_000;

export interface RowPage {
  rows: Row[];
  /** Rows that pass the filter. */
  total: number;
  /** `total` is exact; else there are at least that many. */
  exact: boolean;
}

/** One page of the layer's table. @throws Problem not-found */
export async function rowPage(layerId: string, filter: RowFilter): Promise<RowPage> {
  const layer = await getLayer(layerId);
  const where = [
    'layer_id = $1',
    '($2::text is null or status = $2)',
    '($3::text is null or level = $3)',
    `($4::text is null or exists (select 1 from jsonb_each_text(properties) v where v.value ilike $4)
       or exists (select 1 from jsonb_each_text(answer) v where v.value ilike $4))`,
  ].join(' and ');
  const pattern = filter.q ? `%${filter.q.replace(/[\\%_]/g, '\\$&')}%` : null;
  const values = [layerId, filter.status ?? null, filter.level ?? null, pattern];
  const found = await query<DatabaseRow>(
    `select ${COLUMNS} from feature ${SPOT} where ${where} order by n offset $5 limit $6`,
    [...values, filter.offset ?? 0, filter.limit ?? 100],
  );
  const rows = found.map(fromRow);
  if (layer.state === 'ready' && !pattern && !(filter.status && filter.level)) {
    const { counts } = layer;
    const total = filter.status
      ? (counts.status[filter.status] ?? 0)
      : filter.level
        ? (counts.level[filter.level] ?? 0)
        : counts.rows;
    return { rows, total, exact: true };
  }
  const [count] = await query<{ count: number }>(
    `select count(*)::int as count from (select 1 from feature where ${where} limit ${COUNT_LIMIT}) some_rows`,
    values,
  );
  return { rows, total: count!.count, exact: count!.count < COUNT_LIMIT };
}
