import { query } from '@/lib/db/database';
import { fillLayer } from '@/lib/imports/fill';
import type { TableJobInput } from '@/lib/imports/start';
import type { JobContext, JobKind } from '@/lib/jobs/kind';
import { deleteLayer } from '@/lib/layers/store';
import { removeUpload } from '@/lib/uploads/store';

/** An uploaded table becomes a layer: its addresses geocoded, or its coordinates read. */
export const geocodeTable: JobKind = {
  name: 'geocode-table',
  async run(context) {
    const counts = await fillLayer(context as JobContext<TableJobInput & Record<string, unknown>, never>);
    return { layer: context.input.layer, ...counts };
  },
  discard: (input) => deleteLayer(input.layer as string, { query }),
  release: (input) => removeUpload(input.upload as string),
};
