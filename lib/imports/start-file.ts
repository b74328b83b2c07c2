import { findCrs } from '@/lib/crs/find';
import { enqueue } from '@/lib/jobs/store';
import type { Job } from '@/lib/jobs/types';
import { layerColumns } from '@/lib/layers/columns';
import { createLayer } from '@/lib/layers/store';
import type { Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import type { TableFormat } from '@/lib/tables/types';

/** The input of an `import-file` job. */
export interface FileJobInput {
  upload: string;
  layer: string;
  /** The system that the coordinates are read in: said by the file or decided by a person, never guessed. */
  crs: string;
  /** Close rings, cut at the antimeridian, make collections simple. */
  repair: boolean;
  columns: string[];
  featuresEstimate: number;
  /** Which file of several, and its encoding. */
  reading?: { layer: string; encoding?: string };
  /** For a table with a column of WKT. */
  table?: { format: TableFormat; columns: string[]; column: number; crs?: string };
}

export interface FileStart extends Omit<FileJobInput, 'layer'> {
  /** Name of the layer. */
  name: string;
  label: string | null;
  project?: string;
  /** What the layer remembers of its origin. */
  source: Record<string, unknown>;
}

/**
 * The system of an import: as asked for, else as the file says.
 * @throws Problem bad-request when neither does; CrsError for one that is not known
 */
export function decideCrs(
  asked: string | undefined,
  said: string | undefined,
  candidates: readonly string[],
): string {
  const crs = asked?.trim() || said;
  if (crs) {
    findCrs(crs);
    return crs;
  }
  const fits = candidates.slice(0, 4).join(', ');
  throw new Problem(
    'bad-request',
    fits
      ? `The file does not say its coordinate system; name it as "crs". The coordinates would fit: ${fits}.`
      : 'The file does not say its coordinate system; name it as "crs".',
    { parameter: 'crs', candidates },
  );
}

/** Makes the layer, empty, and the job that fills it, both or neither. */
export async function startFile(start: FileStart): Promise<{ job: Job; layer: Layer }> {
  const { name, label, project, source, ...input } = start;
  let layer: Layer | undefined;
  const job = await enqueue('import-file', { ...input }, async (job, client) => {
    layer = await createLayer(
      {
        name,
        kind: 'file',
        columns: layerColumns(input.columns, []),
        source: { job: job.id, ...source, crs: input.crs, ...(input.repair ? { repaired: true } : {}) },
        labelColumn: label,
        ...(project ? { project } : {}),
      },
      client,
    );
    return { layer: layer.id };
  });
  return { job, layer: layer! };
}
