import { transformer } from '@/lib/crs/transform';
import { ANSWER_COLUMNS } from '@/lib/geocode/properties';
import { enqueue } from '@/lib/jobs/store';
import type { Job } from '@/lib/jobs/types';
import { layerColumns } from '@/lib/layers/columns';
import { createLayer } from '@/lib/layers/store';
import type { Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import type { TableFormat } from '@/lib/tables/types';
import { getUpload } from '@/lib/uploads/store';
import { previewUpload, tableOf, type UploadPreview } from './preview';

/** A column by its name or its place from 0. */
export type ColumnReference = string | number;

export interface ImportRequest {
  upload: string;
  /** Name of the layer; the file's name without its ending when absent. */
  name?: string;
  format?: Partial<TableFormat>;
  /** Columns that make the address, in order. Found by trying when neither this nor coordinates is given. */
  address?: ColumnReference[];
  /** x: easting or longitude. `crs` as lib/crs takes it. */
  coordinates?: { x: ColumnReference; y: ColumnReference; crs: string };
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

function placeBy(
  request: ImportRequest,
  preview: UploadPreview,
): Pick<TableJobInput, 'address' | 'coordinates'> {
  const { columns, roles } = preview;
  if (request.coordinates) {
    const { x, y, crs } = request.coordinates;
    transformer(crs); // throws for a system that is not known
    return {
      coordinates: {
        x: columnIndex(x, columns, '/coordinates/x'),
        y: columnIndex(y, columns, '/coordinates/y'),
        crs,
      },
    };
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
    const { x, y, crs } = roles.coordinates;
    if (crs[0]) return { coordinates: { x, y, crs: crs[0] } };
  }
  throw new Problem(
    'unreadable',
    `No column holds addresses or coordinates. Name it as "address"; the columns are: ${columns.join(', ')}.`,
  );
}

/**
 * Makes the layer, empty, and the job that fills it, both or neither.
 * @throws Problem not-found (the upload), bad-request (a column, the system of coordinates), unreadable
 */
export async function startImport(request: ImportRequest): Promise<{ job: Job; layer: Layer }> {
  const file = tableOf(await getUpload(request.upload));
  const preview = await previewUpload(request.upload, request.format);
  const by = placeBy(request, preview);
  const label =
    request.label === null
      ? undefined
      : request.label === undefined
        ? preview.roles.label
        : columnIndex(request.label, preview.columns, '/label');
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
        name: request.name?.trim() || file.name.replace(/\.[^.]{1,8}$/, ''),
        kind: by.address ? 'geocoded' : 'file',
        columns: layerColumns(preview.columns, by.address ? [...ANSWER_COLUMNS] : POINT_COLUMNS),
        source: { job: job.id, file: file.name, bytes: file.bytes, format: preview.format, ...by },
        labelColumn: label === undefined ? null : preview.columns[label]!,
        ...(request.project ? { project: request.project } : {}),
      },
      client,
    );
    return { layer: layer.id };
  });
  return { job, layer: layer! };
}
