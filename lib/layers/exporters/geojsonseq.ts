import { writeSequence } from '@/lib/geojson/write';
import type { Exporter } from './exporter';
import { geoJsonFeatures } from './features';

/** RFC 8142: a text a feature. */
export const geojsonseq: Exporter = {
  name: 'geojsonseq',
  title: 'GeoJSONSeq',
  ending: 'geojsonseq',
  mediaType: 'application/geo+json-seq',
  anyCrs: false,
  whole: false,
  write: (layer, options) => writeSequence(geoJsonFeatures(layer, options)),
};
