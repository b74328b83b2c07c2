import { findCrs } from '@/lib/crs/find';
import { Problem } from '@/lib/problems';
import { countSelected } from '../selection';
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

/** More rows are better made by a job, which shows progress and goes on when the line is cut. */
export const AT_ONCE = 50_000;

/**
 * Says before anything is written what a format cannot hold.
 * @returns the number of features that will be written
 * @throws Problem bad-request (a system of coordinates, the filter), too-large (rows)
 */
export async function checkExport(
  layer: Layer,
  exporter: Exporter,
  { crs, filter }: ExportOptions,
): Promise<number> {
  const wgs84 = findCrs('EPSG:4326').proj4;
  if (crs && !exporter.anyCrs && findCrs(crs).proj4 !== wgs84) {
    throw new Problem(
      'bad-request',
      `${exporter.title} holds WGS 84 longitude and latitude only (its standard says so); leave the coordinate system out or choose another format.`,
      { parameter: 'crs' },
    );
  }
  if (crs) findCrs(crs);
  const count = await countSelected(layer, { filter });
  if (exporter.maxRows && count > exporter.maxRows) {
    throw new Problem(
      'too-large',
      `${exporter.title} holds at most ${exporter.maxRows} rows and there are ${count}; choose another format or fewer rows.`,
      { limit: exporter.maxRows },
    );
  }
  return count;
}
