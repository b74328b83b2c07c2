import { query } from '@/lib/db/database';
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
export function shapesOf(layer: Layer, { rows }: ExportOptions): Promise<Shape[]> {
  return query<Shape>(
    `select replace(st_geometrytype(geom), 'ST_', '') as type, st_ndims(geom) > 2 as z, count(*)::int as count
     from feature where layer_id = $1 and geom is not null and ($2::int[] is null or n = any($2))
     group by 1, 2 order by 3 desc, 1, 2`,
    [layer.id, rows ?? null],
  );
}
