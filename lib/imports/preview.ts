import { findColumns } from '@/lib/geocode/roles';
import { sniffTable } from '@/lib/tables/sniff';
import type { ColumnRoles, TableFormat, TablePreview } from '@/lib/tables/types';
import { getUpload, type Upload } from '@/lib/uploads/store';

/** Rows of the sample that a person is shown. */
const SHOWN = 20;

export type UploadPreview = TablePreview & { roles: ColumnRoles };

/** The one table of an upload. */
export const tableOf = (upload: Upload) => upload.files[0]!;

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
  return { ...preview, roles: await findColumns(preview) };
}

/** The same, with as many rows as a screen shows. */
export async function shownPreview(id: string, overrides?: Partial<TableFormat>): Promise<UploadPreview> {
  const preview = await previewUpload(id, overrides);
  return { ...preview, sample: preview.sample.slice(0, SHOWN), faults: preview.faults.slice(0, SHOWN) };
}
