import type { Feature as GeoJsonFeature, Point } from 'geojson';
import { typedValue } from '../columns';
import { featurePages } from '../features';
import type { Column, Feature, Layer } from '../types';
import type { ExportOptions } from './exporter';

/** The columns an export holds, in the layer's order. */
export function chosenColumns(layer: Layer, { properties }: ExportOptions): Column[] {
  return properties ? layer.columns.filter(({ name }) => properties.includes(name)) : layer.columns;
}

/** A row as a GeoJSON feature: the user's columns, then ours; not found is a null geometry. */
export function toGeoJson(feature: Feature, columns: readonly Column[]): GeoJsonFeature<Point | null> {
  const properties: Record<string, unknown> = {};
  for (const { name, key, type } of columns) {
    properties[name] = key ? (feature.answer?.[key] ?? null) : typedValue(feature.properties[name], type);
  }
  const { n, lon, lat } = feature;
  const geometry: Point | null =
    lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] };
  return { type: 'Feature', id: n, geometry, properties };
}

export async function* geoJsonFeatures(layer: Layer, options: ExportOptions): AsyncGenerator<GeoJsonFeature> {
  const columns = chosenColumns(layer, options);
  for await (const page of featurePages(layer.id)) {
    for (const feature of page) yield toGeoJson(feature, columns) as GeoJsonFeature;
  }
}
