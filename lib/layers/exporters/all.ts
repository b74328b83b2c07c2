import { csv } from './csv';
import type { Exporter } from './exporter';
import { flatgeobuf } from './flatgeobuf/flatgeobuf';
import { geojson } from './geojson';
import { geojsonseq } from './geojsonseq';
import { kml } from './kml';
import { shapefile } from './shapefile/shapefile';
import { xlsx } from './xlsx';

/** Every download format. */
export const exporters: readonly Exporter[] = [geojson, geojsonseq, csv, xlsx, kml, shapefile, flatgeobuf];
