import type { JobKind } from '@/lib/jobs/kind';
import { type ExportInput, runExport } from '@/lib/layers/exporters/job';
import { removeExport } from '@/lib/layers/exporters/storage';

/** A layer becomes a file that can be fetched for a day. */
export const exportLayer: JobKind = {
  name: 'export',
  run: ({ input, progress, signal }) =>
    runExport(input as unknown as ExportInput, (done, total) => progress({ done, total }), signal),
  discard: (input) => removeExport(input.file as string),
};
