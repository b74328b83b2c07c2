import type { Geometry } from 'geojson';
import { query } from '@/lib/db/database';
import { type Filter, filterSql, isEverything } from './filter';
import type { Layer } from './types';

/** Some features of a layer. */
export interface Selection {
  filter?: Filter;
  /** Only features that touch it; longitude, latitude. */
  area?: Geometry;
}

/** A selection as a condition of SQL on the table `feature`. @param first number of the first `$` that is free */
export function selectionSql(
  layer: Pick<Layer, 'columns'>,
  { filter = {}, area }: Selection,
  first: number,
): { sql: string; values: unknown[] } {
  const where = filterSql(layer, filter, first);
  if (!area) return where;
  const shape = `st_setsrid(st_geomfromgeojson($${first + where.values.length}::text), 4326)`;
  return {
    sql: `(${where.sql}) and geom && ${shape} and st_intersects(geom, ${shape})`,
    values: [...where.values, JSON.stringify(area)],
  };
}

/** How many features are in a selection. */
export async function countSelected(layer: Layer, selection: Selection): Promise<number> {
  if (!selection.area && isEverything(selection.filter ?? {})) return layer.counts.rows;
  const where = selectionSql(layer, selection, 2);
  const [row] = await query<{ count: number }>(
    `select count(*)::int as count from feature where layer_id = $1 and (${where.sql})`,
    [layer.id, ...where.values],
  );
  return row!.count;
}
