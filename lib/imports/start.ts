import { guessCrs } from '@/lib/crs/guess';
import { ANSWER_COLUMNS } from '@/lib/geocode/properties';
import { enqueue } from '@/lib/jobs/store';
import type { Job } from '@/lib/jobs/types';
import { layerColumns } from '@/lib/layers/columns';
import { createLayer } from '@/lib/layers/store';
import type { Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import type { TableFormat } from '@/lib/tables/types';
import { getUpload, type Upload } from '@/lib/uploads/store';
import { type FilePreview, previewFile } from './file';
import { previewUpload, tableOf, type UploadPreview, wktCandidates } from './preview';
import { readNumber } from './read-number';
import { decideCrs, startFile } from './start-file';

/** A column by its name or its place from 0. */
export type ColumnReference = string | number;

export interface ImportRequest {
  upload: string;
  /** Name of the layer; the file's name without its ending when absent. */
  name?: string;
  format?: Partial<TableFormat>;
  /** Columns that make the address, in order. Found by trying when neither this nor coordinates is given. */
  address?: ColumnReference[];
  /** x: easting or longitude. `crs` as lib/crs takes it; without it the values must be degrees. */
  coordinates?: { x: ColumnReference; y: ColumnReference; crs?: string };
  /** A column of WKT or EWKT. */
  geometry?: ColumnReference;
  /** The system of a file of features, or of WKT: what the file says goes when this is absent. */
  crs?: string;
  /** Which file of several in the upload. */
  layer?: string;
  /** Mend geometries: close rings, cut at the antimeridian, make collections simple. */
  repair?: boolean;
  label?: ColumnReference | null;
  /** Project the layer goes to; the one opened last when absent. */
  project?: string;
}

/** The input of a `geocode-table` job. */
export interface TableJobInput {
  upload: string;
  layer: string;
  format: TableFormat;
  /** Columns of the file as the preview saw them. */
  columns: string[];
  rowsEstimate: number;
  address?: number[];
  coordinates?: { x: number; y: number; crs: string };
}

/** Features of a file looked at before it is imported: its columns are found by the import itself. */
const LOOKED_AT = 1000;

/** What a table with coordinates adds to a row. */
export const POINT_COLUMNS = ['jari_status', 'jari_reason'];

function columnIndex(reference: ColumnReference, columns: string[], path: string): number {
  const index = typeof reference === 'number' ? reference : columns.indexOf(reference);
  if (index >= 0 && index < columns.length) return index;
  throw new Problem(
    'bad-request',
    `The table has no column ${JSON.stringify(reference)}; its columns are: ${columns.join(', ')}.`,
    { path },
  );
}

/** WGS 84 where the values of two columns are degrees. @throws Problem bad-request where they are not */
function degreesOf({ sample }: UploadPreview, x: number, y: number): string {
  const fits = guessCrs(sample.map((row): [number, number] => [readNumber(row[x]), readNumber(row[y])]));
  return decideCrs(
    undefined,
    fits.find((code) => code === 'EPSG:4326'),
    fits,
  );
}

function placeBy(
  request: ImportRequest,
  preview: UploadPreview,
): Pick<TableJobInput, 'address' | 'coordinates'> {
  const { columns, roles } = preview;
  if (request.coordinates) {
    const x = columnIndex(request.coordinates.x, columns, '/coordinates/x');
    const y = columnIndex(request.coordinates.y, columns, '/coordinates/y');
    const crs = request.coordinates.crs ?? request.crs;
    return { coordinates: { x, y, crs: crs ? decideCrs(crs, undefined, []) : degreesOf(preview, x, y) } };
  }
  if (request.address) {
    if (request.address.length === 0) {
      throw new Problem('bad-request', 'Name at least one column that holds the address.', {
        path: '/address',
      });
    }
    return { address: request.address.map((column, i) => columnIndex(column, columns, `/address/${i}`)) };
  }
  if (roles.address.length > 0) return { address: roles.address };
  if (roles.coordinates) {
    const { x, y } = roles.coordinates;
    const crs = request.crs ? decideCrs(request.crs, undefined, []) : degreesOf(preview, x, y);
    return { coordinates: { x, y, crs } };
  }
  throw new Problem(
    'unreadable',
    `No column holds addresses or coordinates. Name it as "address"; the columns are: ${columns.join(', ')}.`,
  );
}

const layerName = (asked: string | undefined, file: string) =>
  asked?.trim() || file.replace(/\.[^.]{1,10}$/, '');

function labelColumn(request: ImportRequest, columns: string[], likely: number | undefined): string | null {
  if (request.label === null) return null;
  const index = request.label === undefined ? likely : columnIndex(request.label, columns, '/label');
  return index === undefined ? null : columns[index]!;
}

/** A file of features. */
async function importFile(request: ImportRequest, preview: FilePreview, upload: Upload) {
  const { file, columns, featuresEstimate } = preview;
  const { name, bytes } = upload.files.find(({ name }) => file.layer.startsWith(name)) ?? upload.files[0]!;
  const likely = preview.label === undefined ? undefined : columns.indexOf(preview.label);
  const inner = file.layers ? file.layer.slice(file.layer.lastIndexOf('/') + 1) : name;
  return startFile({
    upload: request.upload,
    name: layerName(request.name, inner),
    crs: decideCrs(request.crs, preview.crs?.code, preview.candidates),
    repair: request.repair ?? false,
    columns,
    featuresEstimate,
    reading: { layer: file.layer, ...(file.encoding ? { encoding: file.encoding } : {}) },
    label: labelColumn(request, columns, likely),
    project: request.project,
    source: { file: inner, bytes, format: file.format },
  });
}

/** A table with a column of WKT. */
async function importWkt(request: ImportRequest, preview: UploadPreview, column: number, upload: Upload) {
  const { name, bytes } = tableOf(upload);
  const { columns, format, roles, rowsEstimate } = preview;
  const said = roles.geometry?.column === column ? roles.geometry.crs : undefined;
  const label = labelColumn(request, columns, roles.label === column ? undefined : roles.label);
  return startFile({
    upload: request.upload,
    name: layerName(request.name, name),
    crs: decideCrs(request.crs, said, wktCandidates(preview, column)),
    repair: request.repair ?? false,
    columns: columns.filter((_, i) => i !== column),
    featuresEstimate: rowsEstimate,
    table: { format, columns, column, ...(said ? { crs: said } : {}) },
    label: label === columns[column] ? null : label,
    project: request.project,
    source: { file: name, bytes, format },
  });
}

/**
 * Makes the layer, empty, and the job that fills it, both or neither.
 * @throws Problem not-found (the upload), bad-request (a column, the system of coordinates), unreadable
 */
export async function startImport(request: ImportRequest): Promise<{ job: Job; layer: Layer }> {
  const upload = await getUpload(request.upload);
  const { layer: inner, crs } = request;
  const reading = { layer: inner, crs, encoding: request.format?.encoding };
  const features = await previewFile(upload, reading, LOOKED_AT);
  if (features) return importFile(request, features, upload);

  const file = tableOf(upload);
  const preview = await previewUpload(request.upload, request.format);
  const { roles } = preview;
  const placed = request.address || request.coordinates;
  const geometry =
    request.geometry !== undefined
      ? columnIndex(request.geometry, preview.columns, '/geometry')
      : placed
        ? undefined
        : roles.geometry?.column;
  if (geometry !== undefined) return importWkt(request, preview, geometry, upload);

  const by = placeBy(request, preview);
  const input = {
    upload: request.upload,
    format: preview.format,
    columns: preview.columns,
    rowsEstimate: preview.rowsEstimate,
    ...by,
  };
  let layer: Layer | undefined;
  const job = await enqueue('geocode-table', input, async (job, client) => {
    layer = await createLayer(
      {
        name: layerName(request.name, file.name),
        kind: by.address ? 'geocoded' : 'file',
        columns: layerColumns(preview.columns, by.address ? [...ANSWER_COLUMNS] : POINT_COLUMNS),
        source: { job: job.id, file: file.name, bytes: file.bytes, format: preview.format, ...by },
        labelColumn: labelColumn(request, preview.columns, roles.label),
        ...(request.project ? { project: request.project } : {}),
      },
      client,
    );
    return { layer: layer.id };
  });
  return { job, layer: layer! };
}
