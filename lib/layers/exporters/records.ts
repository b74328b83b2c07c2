import type { Geometry } from 'geojson';
import { findCrs } from '@/lib/crs/find';
import { transformer } from '@/lib/crs/transform';
import { mapPositions } from '@/lib/geojson/map-positions';
import { Problem } from '@/lib/problems';
import { columnValue } from '../columns';
import { featurePages } from '../features';
import type { Column, Layer } from '../types';
import type { ExportOptions } from './exporter';

/** A feature on its way out: values in the order of the columns, positions in the system of the file. */
export interface ExportRecord {
  n: number;
  geometry: Geometry | null;
  values: unknown[];
}

/** The columns an export holds, in the layer's order. */
export function chosenColumns(layer: Layer, { properties }: ExportOptions): Column[] {
  return properties ? layer.columns.filter(({ name }) => properties.includes(name)) : layer.columns;
}

/** The features of an export with what is read of each, a page at a time. */
export async function* recordPages(
  layer: Layer,
  options: ExportOptions,
  read: typeof columnValue = columnValue,
): AsyncGenerator<ExportRecord[]> {
  const columns = chosenColumns(layer, options);
  const { proj4 } = findCrs(options.crs ?? 'EPSG:4326');
  const transform = proj4 === findCrs('EPSG:4326').proj4 ? undefined : transformer('EPSG:4326', options.crs);
  let done = 0;
  for await (const page of featurePages(layer, { filter: options.filter })) {
    options.signal?.throwIfAborted();
    yield page.map((feature) => {
      let { geometry } = feature;
      try {
        if (geometry && transform)
          geometry = mapPositions(geometry, ([x, y, ...rest]) => [...transform(x!, y!), ...rest]);
      } catch (error) {
        throw new Problem('bad-request', `Row ${feature.n}: ${(error as Error).message}`, { row: feature.n });
      }
      return { n: feature.n, geometry, values: columns.map((column) => read(feature, column)) };
    });
    done += page.length;
    options.onProgress?.(done);
  }
}
