import { csv } from './csv';
import type { Exporter } from './exporter';
import { geojson } from './geojson';
import { geojsonseq } from './geojsonseq';

/** Every download format. */
export const exporters: readonly Exporter[] = [geojson, geojsonseq, csv];
