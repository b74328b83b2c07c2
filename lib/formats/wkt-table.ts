import { columnNames } from '@/lib/tables/columns';
import { readTable } from '@/lib/tables/read';
import type { TableFormat, TableRow } from '@/lib/tables/types';
import type { FileFeature, Opened, ReadFrom } from './reader';
import { looksLikeWkt, readWkt, WktError } from './wkt';

/** The column of a table that holds geometries, and the system that all of them name (EWKT). */
export function wktColumn(
  sample: readonly string[][],
  columns: readonly string[],
): { column: number; crs?: string } | undefined {
  for (let column = 0; column < columns.length; column++) {
    const values = sample.map((row) => row[column]?.trim() ?? '').filter((value) => value !== '');
    if (values.length === 0 || !values.every(looksLikeWkt)) continue;
    const srids = new Set(values.map((value) => /^SRID=(\d+)/i.exec(value)?.[1]));
    const [srid] = srids;
    return srids.size === 1 && srid && srid !== '0' ? { column, crs: `EPSG:${srid}` } : { column };
  }
  return undefined;
}

/** The first position of a geometry in WKT; undefined when it is none. */
export function firstPoint(text: string): [x: number, y: number] | undefined {
  const match = looksLikeWkt(text) && /\(\s*([-+\d.eE]+)\s+([-+\d.eE]+)/.exec(text);
  const [x, y] = match ? [Number(match[1]), Number(match[2])] : [Number.NaN, Number.NaN];
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined;
}

function geometryOf(text: string, srid: string | undefined): Pick<FileFeature, 'geometry' | 'fault'> {
  if (text.trim() === '') return { geometry: null };
  try {
    const read = readWkt(text);
    if (read.srid !== undefined && srid !== undefined && srid !== `EPSG:${read.srid}`) {
      return { geometry: null, fault: `The row is in EPSG:${read.srid}, the others in ${srid}.` };
    }
    return { geometry: read.geometry };
  } catch (error) {
    if (!(error instanceof WktError)) throw error;
    return { geometry: null, fault: error.message };
  }
}

/**
 * A table whose column `column` holds WKT; its other columns are the attributes, as texts.
 * @param crs the system that its EWKT names
 */
export function openWktTable(
  path: string,
  format: TableFormat,
  { columns, column, rows, crs }: { columns: string[]; column: number; rows: number; crs?: string },
): Opened {
  let last = 0;
  const featureOf = ({ n, values, fault }: TableRow): FileFeature => {
    last = n;
    const names = values.length > columns.length ? columnNames(columns, values.length) : columns;
    const properties: Record<string, string> = {};
    for (let i = 0; i < values.length; i++) if (i !== column) properties[names[i]!] = values[i]!;
    const read = geometryOf(values[column] ?? '', crs);
    return { ...read, properties, ...(fault && !read.geometry ? { fault: fault.message } : {}) };
  };
  async function* read({ fromRow, signal }: ReadFrom = {}): AsyncGenerator<FileFeature[]> {
    for await (const chunk of readTable(path, format, { fromRow, signal })) yield chunk.map(featureOf);
  }
  return {
    ...(crs ? { crs, crsBy: 'file' as const } : {}),
    columns: columns.filter((_, i) => i !== column),
    faults: [],
    share: () => Math.min(1, last / Math.max(1, rows)),
    read,
  };
}
