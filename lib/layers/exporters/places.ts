import type { Geometry } from 'geojson';
import { findCrs } from '@/lib/crs/find';
import type { Layer } from '../types';
import type { ExportOptions } from './exporter';
import { shapesOf } from './shapes';
import { geometryText } from './wkt';

/** How tables (CSV, XLSX) hold places: two columns of numbers, or one of well-known text. */
export interface PlaceColumns {
  names: string[];
  cells(geometry: Geometry | null): (number | string | null)[];
}

/** A name that no other column has. */
function freeName(wanted: string, taken: readonly string[]): string {
  for (let i = 1; ; i++) {
    const name = i === 1 ? wanted : `${wanted}_${i}`;
    if (!taken.includes(name)) return name;
  }
}

/**
 * Points stand in lon, lat (x, y in a projected system); where one feature is more than a point, or has a
 * height, all stand in one column WKT. 7 decimals of a degree, 4 of a metre: both finer than 1e-7 degrees.
 */
export async function placeColumns(
  layer: Layer,
  options: ExportOptions,
  taken: readonly string[],
): Promise<PlaceColumns> {
  const { geographic } = findCrs(options.crs ?? 'EPSG:4326');
  const scale = geographic ? 1e7 : 1e4;
  const round = (value: number) => Math.round(value * scale) / scale || 0;
  const shapes = await shapesOf(layer, options);
  if (shapes.some(({ type, z }) => type !== 'Point' || z)) {
    const number = (value: number, axis: number) => String(axis < 2 ? round(value) : value);
    return {
      names: [freeName('WKT', taken)],
      cells: (geometry) => [geometry && geometryText(geometry, number)],
    };
  }
  return {
    names: (geographic ? ['lon', 'lat'] : ['x', 'y']).map((name) => freeName(name, taken)),
    cells: (geometry) =>
      geometry?.type === 'Point' && geometry.coordinates.length > 0
        ? [round(geometry.coordinates[0]!), round(geometry.coordinates[1]!)]
        : [null, null],
  };
}
