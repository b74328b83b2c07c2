import { enqueue } from '@/lib/jobs/store';
import type { Job } from '@/lib/jobs/types';
import { getLayer } from '../store';
import { checkExport, findExporter } from './export';
import type { ExportOptions } from './exporter';
import { storeExport } from './storage';

/** What an export job is asked for. */
export interface ExportRequest extends Pick<ExportOptions, 'properties' | 'crs' | 'filter'> {
  layer: string;
  format: string;
}

/** The input of an `export` job: the request, and the id its file will have. */
export type ExportInput = ExportRequest & { file: string };

/**
 * Asks for a file of a layer, to be made by a worker and fetched within a day.
 * @throws Problem not-found (layer, format), bad-request, too-large
 */
export async function startExport(request: ExportRequest): Promise<Job> {
  const layer = await getLayer(request.layer);
  await checkExport(layer, findExporter(request.format), request);
  return enqueue('export', { ...request }, async (job) => ({ file: job.id }));
}

/** Makes the file. Begun anew when its worker was killed: half a file is worth nothing. */
export async function runExport(
  input: ExportInput,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const layer = await getLayer(input.layer);
  const exporter = findExporter(input.format);
  const { properties, crs, filter } = input;
  const total = await checkExport(layer, exporter, input);
  const notes: string[] = [];
  let features = 0;
  const pieces = exporter.write(layer, {
    properties,
    crs,
    filter,
    signal,
    onProgress: (done) => {
      features = done;
      onProgress(done, total);
    },
    onNote: (note) => notes.push(note),
  });
  const name = `${layer.name}.${exporter.ending}`;
  const bytes = await storeExport(input.file, { name, mediaType: exporter.mediaType }, pieces);
  return { layer: layer.id, url: `/api/exports/${input.file}`, name, bytes, features, notes };
}
