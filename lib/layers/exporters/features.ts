import type { Feature } from 'geojson';
import type { Layer } from '../types';
import type { ExportOptions } from './exporter';
import { chosenColumns, recordPages } from './records';

/** The features as GeoJSON: the user's columns, then ours; not found is a null geometry. */
export async function* geoJsonFeatures(layer: Layer, options: ExportOptions): AsyncGenerator<Feature> {
  const names = chosenColumns(layer, options).map(({ name }) => name);
  for await (const page of recordPages(layer, options)) {
    for (const { n, geometry, values } of page) {
      const properties: Record<string, unknown> = {};
      for (let i = 0; i < names.length; i++) properties[names[i]!] = values[i];
      yield { type: 'Feature', id: n, geometry, properties } as Feature;
    }
  }
}
