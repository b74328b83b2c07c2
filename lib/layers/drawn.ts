import type { Geometry } from 'geojson';
import { columnValue } from './columns';
import { drawnColumns } from './drawn-columns';
import { featurePages } from './features';
import type { ColumnType, Layer } from './types';

/** A feature as the map draws it. */
export interface DrawnFeature {
  n: number;
  geometry: Geometry;
  /** `status`, `level`, and the values of the columns that the style asks for, by column name. */
  properties: Record<string, unknown>;
}

/** A value as the map gets it: numbers where the column has numbers, else text, as the database writes it. */
export function drawnValue(value: unknown, type: ColumnType): string | number | null {
  if (value === null || value === undefined || value === '') return null;
  if (type !== 'text') {
    const number = Number(value);
    if (Number.isFinite(number)) return number;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The features that have a place, with nothing but what the map draws, in pages. */
export async function* drawnPages(layer: Layer, size = 5000): AsyncGenerator<DrawnFeature[]> {
  const columns = drawnColumns(layer);
  for await (const page of featurePages(layer, { size })) {
    yield page.flatMap((feature) => {
      const { n, geometry, status, level } = feature;
      if (!geometry) return [];
      const properties: Record<string, unknown> = { status, level };
      for (const column of columns) {
        properties[column.name] = drawnValue(columnValue(feature, column), column.type);
      }
      return [{ n, geometry, properties }];
    });
  }
}
