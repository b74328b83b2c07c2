import { query } from '@/lib/db/database';
import type { JobKind } from '@/lib/jobs/kind';
import { copyFeatures, DUPLICATE } from '@/lib/layers/duplicate';
import { deleteLayer } from '@/lib/layers/store';

/** A layer once more. */
export const duplicateLayer: JobKind = {
  name: DUPLICATE,
  run: copyFeatures,
  discard: (input) => deleteLayer(input.layer as string, { query }),
};
