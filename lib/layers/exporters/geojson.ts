import { writeFeatureCollection } from '@/lib/geojson/write';
import type { Exporter } from './exporter';
import { geoJsonFeatures } from './features';

/** RFC 7946. */
export const geojson: Exporter = {
  name: 'geojson',
  title: 'GeoJSON',
  ending: 'geojson',
  mediaType: 'application/geo+json',
  anyCrs: false,
  whole: false,
  write: (layer, options) =>
    writeFeatureCollection(geoJsonFeatures(layer, options), { members: { name: layer.name } }),
};
