import { writeFeatureCollection } from '@/lib/geojson/write';
import { drawnPages } from '../drawn';
import { DIMENSION } from '../tiles/names';
import { labelOf } from '../tiles/place';
import type { Layer } from '../types';

/**
 * What the map draws and no more, as GeoJSON.
 * @param what labels: instead of each line and polygon a point to label it at
 */
export function writeSlim(layer: Layer, what: '1' | 'labels' = '1'): AsyncIterable<string> {
  const features = async function* () {
    for await (const page of drawnPages(layer)) {
      for (const { n, geometry, properties } of page) {
        const feature = { type: 'Feature' as const, id: n };
        if (what === '1') {
          yield { ...feature, geometry, properties };
          continue;
        }
        const label = labelOf(geometry);
        if (!label || label.dimension === 0) continue;
        const { at: coordinates, dimension } = label;
        yield {
          ...feature,
          geometry: { type: 'Point' as const, coordinates },
          properties: { ...properties, [DIMENSION]: dimension },
        };
      }
    }
  };
  return writeFeatureCollection(features());
}
