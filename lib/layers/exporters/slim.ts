import { writeFeatureCollection } from '@/lib/geojson/write';
import { drawnPages } from '../drawn';
import { labelPoint } from '../tiles/place';
import type { Layer } from '../types';

/**
 * What the map draws and no more, as GeoJSON.
 * @param what labels: instead of each feature a point to label it at
 */
export function writeSlim(layer: Layer, what: '1' | 'labels' = '1'): AsyncIterable<string> {
  const label = layer.style.label.column;
  const features = async function* () {
    for await (const page of drawnPages(layer)) {
      for (const { n, geometry, properties } of page) {
        const text = label ? { label: String(properties[label] ?? '') } : {};
        const at = what === 'labels' ? labelPoint(geometry) : null;
        const shape = at ? { type: 'Point' as const, coordinates: at } : geometry;
        yield { type: 'Feature' as const, id: n, geometry: shape, properties: { ...properties, ...text } };
      }
    }
  };
  return writeFeatureCollection(features());
}
