import { query } from '@/lib/db/database';
import { filterSql } from '../filter';
import type { Layer } from '../types';
import type { ExportOptions } from './exporter';

/** One kind of geometry that the features of an export have. */
export interface Shape {
  type:
    | 'Point'
    | 'MultiPoint'
    | 'LineString'
    | 'MultiLineString'
    | 'Polygon'
    | 'MultiPolygon'
    | 'GeometryCollection';
  /** Positions have a height. */
  z: boolean;
  count: number;
}

/** The kinds of geometry in an export, the commonest first; features without a place are not counted. */
export function shapesOf(layer: Layer, { filter = {} }: ExportOptions): Promise<Shape[]> {
  const where = filterSql(layer, filter, 2);
  return query<Shape>(
    `select replace(st_geometrytype(geom), 'ST_', '') as type, st_ndims(geom) > 2 as z, count(*)::int as count
     from feature where layer_id = $1 and geom is not null and (${where.sql})
     group by 1, 2 order by 3 desc, 1, 2`,
    [layer.id, ...where.values],
  );
}
