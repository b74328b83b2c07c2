import { writeFeatureCollection } from '@/lib/geojson/write';
import { slimPages } from '../features';
import type { Layer } from '../types';

/** What the map draws and no more: rows with a place, with status, level and the label's text. */
export function writeSlim(layer: Layer): AsyncIterable<string> {
  const features = async function* () {
    for await (const page of slimPages(layer)) {
      for (const { n, lon, lat, status, level, label } of page) {
        yield {
          type: 'Feature' as const,
          id: n,
          geometry: { type: 'Point' as const, coordinates: [lon, lat] },
          properties: { status, level, label },
        };
      }
    }
  };
  return writeFeatureCollection(features());
}
