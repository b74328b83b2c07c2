import type { Queryable } from '@/lib/db/database';
import type { Column, Counts } from './types';

/** Sums a filled layer up (rows by status and level, extent) and marks it ready. */
export async function finishLayer(layerId: string, columns: Column[], client: Queryable): Promise<Counts> {
  const { rows } = await client.query(
    `select status, level, count(*)::int as rows,
       min(st_x(geom)) as west, min(st_y(geom)) as south, max(st_x(geom)) as east, max(st_y(geom)) as north
     from feature where layer_id = $1 group by status, level`,
    [layerId],
  );
  const counts: Counts = { rows: 0, status: {}, level: {} };
  let extent: [number, number, number, number] | null = null;
  for (const row of rows) {
    counts.rows += row.rows;
    counts.status[row.status] = (counts.status[row.status] ?? 0) + row.rows;
    if (row.level) counts.level[row.level] = (counts.level[row.level] ?? 0) + row.rows;
    if (row.west === null) continue;
    extent = extent
      ? [
          Math.min(extent[0], row.west),
          Math.min(extent[1], row.south),
          Math.max(extent[2], row.east),
          Math.max(extent[3], row.north),
        ]
      : [row.west, row.south, row.east, row.north];
  }
  await client.query(
    `update layer set state = 'ready', counts = $2, extent = $3, columns = $4 where id = $1`,
    [layerId, JSON.stringify(counts), extent, JSON.stringify(columns)],
  );
  return counts;
}
