import { guessCrs } from '@/lib/crs/guess';
import { firstPoint, wktColumn } from '@/lib/formats/wkt-table';
import { findColumns } from '@/lib/geocode/roles';
import { Problem } from '@/lib/problems';
import { sniffTable } from '@/lib/tables/sniff';
import type { ColumnRoles, TableFormat, TablePreview } from '@/lib/tables/types';
import { getUpload, type Upload } from '@/lib/uploads/store';
import { type FilePreview, previewFile, type Reading } from './file';

/** Rows of the sample that a person is shown. */
const SHOWN = 20;

export type UploadPreview = TablePreview & {
  roles: ColumnRoles & {
    /** A column of WKT, and the system that its EWKT names. */
    geometry?: { column: number; crs?: string; candidates: string[]; points: [x: number, y: number][] };
  };
};

/** The one table of an upload. @throws Problem bad-request when there are several files */
export function tableOf({ files }: Upload) {
  if (files.length > 1) {
    throw new Problem('bad-request', 'These files are no set of one map file; send one table at a time.');
  }
  return files[0]!;
}

/** Name and size of an upload as a person knows it: of a set of files the main one, and all bytes. */
export function shownFile({ files }: Upload): { name: string; bytes: number } {
  const main = files.find(({ name }) => /\.shp$/i.test(name)) ?? files[0]!;
  return { name: main.name, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/**
 * How an uploaded table is understood: encoding, columns, first rows, and what the columns seem to mean.
 * @param overrides what the person decided
 * @throws Problem not-found, unreadable
 */
export async function previewUpload(
  id: string,
  overrides: Partial<TableFormat> = {},
): Promise<UploadPreview> {
  const { path, name } = tableOf(await getUpload(id));
  const preview = await sniffTable(path, overrides, name);
  const roles = await findColumns(preview);
  const found = wktColumn(preview.sample, preview.columns);
  if (!found) return { ...preview, roles };
  const points = wktPoints(preview, found.column);
  const geometry = { ...found, points, candidates: found.crs ? [] : guessCrs(points) };
  return { ...preview, roles: { ...roles, geometry } };
}

/** Positions of a column of WKT, for guessing and for the map. */
function wktPoints({ sample }: TablePreview, column: number): [x: number, y: number][] {
  return sample.flatMap((row): [number, number][] => {
    const point = firstPoint(row[column] ?? '');
    return point ? [point] : [];
  });
}

/** Systems that a column of WKT may be in. */
export const wktCandidates = (preview: TablePreview, column: number) => guessCrs(wktPoints(preview, column));

/** What is shown of an upload: a file of features, or a table with as many rows as a screen shows. */
export async function shownPreview(
  id: string,
  { layer, crs, ...format }: Partial<TableFormat> & Reading = {},
): Promise<UploadPreview | FilePreview> {
  const file = await previewFile(await getUpload(id), { layer, crs, encoding: format.encoding });
  if (file) return file;
  const preview = await previewUpload(id, format);
  return { ...preview, sample: preview.sample.slice(0, SHOWN), faults: preview.faults.slice(0, SHOWN) };
}
