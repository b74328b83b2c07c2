import type { Geometry } from 'geojson';
import { query } from '@/lib/db/database';
import { drawnValue } from '../drawn';
import { drawnColumns } from '../drawn-columns';
import type { Column, Layer } from '../types';
import { pointRanges, type Range, shapeRanges, type TileAddress } from './ranges';
import { FULL_ZOOM } from './thin';

/** A feature of a tile: a point, or a shape with the cell of its label point. */
export interface TileFeature {
  n: number;
  properties: Record<string, unknown>;
  lon: number | null;
  lat: number | null;
  cell: number;
  /** Null for a point, and for an area too small to be seen. */
  shape: Geometry | null;
}

type TileRow = { n: number; status: string; level: string | null; lon: number | null; lat: number | null } & {
  [value: `v${number}`]: string | null;
} & { cell?: number; shape?: string | null };

/** Room round a tile for lines and outlines that are drawn across its edge, as a share of its side. */
export const BUFFER = 64 / 4096;

/** Where a tile ends, widened by the buffer: west, south, east, north in degrees. */
function box({ z, x, y }: TileAddress): [number, number, number, number] {
  const lon = (at: number) => (at / 2 ** z) * 360 - 180;
  const lat = (at: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * at) / 2 ** z))) * 180) / Math.PI;
  const south = y + 1 + BUFFER >= 2 ** z ? -90 : lat(y + 1 + BUFFER); // what is nearer the pole is drawn at the edge
  return [lon(x - BUFFER), south, lon(x + 1 + BUFFER), y - BUFFER <= 0 ? 90 : lat(y - BUFFER)];
}

/**
 * A value of a drawn column in SQL, as text.
 * @param at number of the parameter that holds its name
 */
const valueInSql = ({ key }: Column, at: number, i: number) =>
  `${key ? 'answer' : 'properties'} ->> $${at} as v${i}`;

const isPlainPoint = `geometrytype(geom) = 'POINT'`;
/** An area less than 4 of 512 pixels across: its shape, most of what a tile from afar would have to read, is left. */
const isSpeck = (at: number) => `geometrytype(geom) in ('POLYGON', 'MULTIPOLYGON')
  and st_xmax(geom) - st_xmin(geom) < $${at}
  and st_ymax(geom) - st_ymin(geom) < $${at} * cos(radians(least(85, abs(st_ymin(geom)))))`;

/**
 * The features that a tile shows, thinned out as its zoom asks.
 * @param layer its counts say whether there are other shapes than points
 */
export async function tileFeatures(layer: Layer, tile: TileAddress): Promise<TileFeature[]> {
  const columns = drawnColumns(layer);
  const names = columns.map(({ key, field, name }) => key ?? field ?? name);
  const { line, polygon } = layer.counts.geometry;
  const onlyPoints = line + polygon === 0 && layer.counts.vertices === layer.counts.geometry.point;
  const ranges = onlyPoints ? pointRanges(tile) : shapeRanges(tile, BUFFER);
  const values: unknown[] = [layer.id, ...rangeColumns(ranges)];
  const selected = ['n', 'status', 'level'];
  let where = '';
  if (onlyPoints) selected.push('st_x(geom) as lon', 'st_y(geom) as lat');
  else {
    const at = values.push(...box(tile), snap(tile), digits(tile), speck(tile)) - 6;
    selected.push(
      'cell',
      `case when ${isPlainPoint} then st_x(geom) end as lon`,
      `case when ${isPlainPoint} then st_y(geom) end as lat`,
      `case when not (${isPlainPoint} or ${isSpeck(at + 6)}) then st_asgeojson(coalesce(
         st_snaptogrid(st_force2d(geom), $${at + 4}), st_envelope(geom)), $${at + 5}::int) end as shape`,
    );
    where = `and geom && st_makeenvelope($${at}, $${at + 1}, $${at + 2}, $${at + 3})`;
  }
  columns.forEach((column, i) => {
    selected.push(valueInSql(column, values.push(names[i]), i));
  });
  const rows = await query<TileRow>(
    `select f.* from unnest($2::smallint[], $3::bigint[], $4::bigint[]) as r (zoom, first, last)
     cross join lateral (
       select ${selected.join(', ')} from feature
       where layer_id = $1 and zoom = r.zoom and cell between r.first and r.last ${where} offset 0
     ) f`,
    values,
  );
  return rows.map((row) => {
    const { n, status, level, lon, lat, cell = 0, shape } = row;
    const properties: Record<string, unknown> = { status, level };
    columns.forEach(({ name, type }, i) => {
      properties[name] = drawnValue(row[`v${i}`] ?? null, type);
    });
    return { n, properties, lon, lat, cell, shape: shape ? (JSON.parse(shape) as Geometry) : null };
  });
}

const rangeColumns = (ranges: readonly Range[]) => [
  ranges.map(({ zoom }) => zoom),
  ranges.map(({ first }) => first),
  ranges.map(({ last }) => last),
];

/** Positions nearer together than a quarter of a unit of the tile are one: fewer to read, none to see. */
const snap = ({ z }: TileAddress) => 360 / 2 ** z / 4096 / 4;
/** Degrees that 4 pixels are at the equator; from FULL_ZOOM on everything is drawn as it is. */
const speck = ({ z }: TileAddress) => (z < FULL_ZOOM ? (360 * 4) / 512 / 2 ** z : 0);
/** Decimals of a degree that tell these apart. */
const digits = ({ z }: TileAddress) => Math.min(12, Math.ceil(Math.log10((2 ** z * 4096 * 8) / 360)));
