import { findCrs } from '@/lib/crs/find';
import { Problem } from '@/lib/problems';
import type { Layer } from '../types';
import { exporters } from './all';
import type { Exporter, ExportOptions } from './exporter';

/** The exporter of that name. @throws Problem not-found naming those there are */
export function findExporter(name: string): Exporter {
  const exporter = exporters.find((one) => one.name === name);
  if (exporter) return exporter;
  const known = exporters.map(({ name }) => name).join(', ');
  throw new Problem('not-found', `A layer comes as ${known}, not as "${name}".`);
}

/**
 * Says before anything is written what a format cannot hold.
 * @throws Problem bad-request (a system of coordinates), too-large (rows)
 */
export function checkExport(layer: Layer, exporter: Exporter, { crs, rows }: ExportOptions): void {
  const wgs84 = findCrs('EPSG:4326').proj4;
  if (crs && !exporter.anyCrs && findCrs(crs).proj4 !== wgs84) {
    throw new Problem(
      'bad-request',
      `${exporter.title} holds WGS 84 longitude and latitude only (its standard says so); leave the coordinate system out or choose another format.`,
      { parameter: 'crs' },
    );
  }
  const count = rows ? rows.length : layer.counts.rows;
  if (exporter.maxRows && count > exporter.maxRows) {
    throw new Problem(
      'too-large',
      `${exporter.title} holds at most ${exporter.maxRows} rows and the layer has ${count}; choose another format or fewer rows.`,
      { limit: exporter.maxRows },
    );
  }
}
