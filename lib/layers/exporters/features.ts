import type { Feature as GeoJsonFeature, Geometry } from 'geojson';
import { columnValue } from '../columns';
import { featurePages } from '../features';
import type { Column, Feature, Layer } from '../types';
import type { ExportOptions } from './exporter';

/** The columns an export holds, in the layer's order. */
export function chosenColumns(layer: Layer, { properties }: ExportOptions): Column[] {
  return properties ? layer.columns.filter(({ name }) => properties.includes(name)) : layer.columns;
}

/** A row as a GeoJSON feature: the user's columns, then ours; not found is a null geometry. */
export function toGeoJson(feature: Feature, columns: readonly Column[]): GeoJsonFeature<Geometry | null> {
  const properties: Record<string, unknown> = {};
  for (const column of columns) properties[column.name] = columnValue(feature, column);
  return { type: 'Feature', id: feature.n, geometry: feature.geometry, properties };
}

export async function* geoJsonFeatures(layer: Layer, options: ExportOptions): AsyncGenerator<GeoJsonFeature> {
  const columns = chosenColumns(layer, options);
  for await (const page of featurePages(layer.id)) {
    for (const feature of page) yield toGeoJson(feature, columns) as GeoJsonFeature;
  }
}
