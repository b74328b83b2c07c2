import { writeSequence } from '@/lib/geojson/write';
import type { Exporter } from './exporter';
import { geoJsonFeatures } from './features';

/** RFC 8142: a text a feature. */
export const geojsonseq: Exporter = {
  name: 'geojsonseq',
  mediaType: 'application/geo+json-seq',
  write: (layer, options) => writeSequence(geoJsonFeatures(layer, options)),
};
