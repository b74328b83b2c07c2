import { writeFeatureCollection } from '@/lib/geojson/write';
import { drawnPages } from '../drawn';
import type { Layer } from '../types';

/** What the map draws and no more, as GeoJSON. */
export function writeSlim(layer: Layer): AsyncIterable<string> {
  const label = layer.style.label.column;
  const features = async function* () {
    for await (const page of drawnPages(layer)) {
      for (const { n, geometry, properties } of page) {
        const text = label ? { label: String(properties[label] ?? '') } : {};
        yield { type: 'Feature' as const, id: n, geometry, properties: { ...properties, ...text } };
      }
    }
  };
  return writeFeatureCollection(features());
}
