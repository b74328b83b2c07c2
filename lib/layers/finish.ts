import type { Queryable } from '@/lib/db/database';
import { noCounts } from './store';
import { forgetFilling } from './tiles/assign';
import type { Column, Counts } from './types';

const DIMENSIONS = ['point', 'line', 'polygon'] as const;

/** Sums a filled layer up (rows by status and level, extent) and marks it ready. */
export async function finishLayer(layerId: string, columns: Column[], client: Queryable): Promise<Counts> {
  const { rows } = await client.query(
    `select status, level, st_dimension(geom) as dimension, count(*)::int as rows, min(st_xmin(geom)) as west,
       min(st_ymin(geom)) as south, max(st_xmax(geom)) as east, max(st_ymax(geom)) as north,
       sum(st_npoints(geom))::float8 as vertices, bool_and(cell is not null or st_isempty(geom)) as tiled
     from feature where layer_id = $1 group by status, level, dimension`,
    [layerId],
  );
  const counts = noCounts();
  let tiled = true;
  let extent: [number, number, number, number] | null = null;
  for (const row of rows) {
    counts.rows += row.rows;
    counts.status[row.status] = (counts.status[row.status] ?? 0) + row.rows;
    if (row.level) counts.level[row.level] = (counts.level[row.level] ?? 0) + row.rows;
    if (row.tiled === false) tiled = false;
    if (row.west === null) continue;
    counts.vertices += row.vertices;
    counts.geometry[DIMENSIONS[row.dimension as number]!] += row.rows;
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
    `update layer set state = 'ready', counts = $2, extent = $3, columns = $4, tiled = $5, revision = revision + 1
     where id = $1`,
    [layerId, JSON.stringify(counts), extent, JSON.stringify(columns), tiled],
  );
  forgetFilling(layerId);
  return counts;
}
