import { query } from '@/lib/db/database';
import type { JobContext, JobKind } from '@/lib/jobs/kind';
import { deleteLayer } from '@/lib/layers/store';
import { removeUpload } from '@/lib/uploads/store';
import { fillWithChips } from '@/lib/vision/classify-image/fill';
import { CLASSIFY, type ClassifyInput } from '@/lib/vision/classify-image/start';

/** An image cut into chips, each named by a classifier, becomes a layer over the image. */
export const classifyImage: JobKind = {
  name: CLASSIFY,
  aside: true,
  run: (context) => fillWithChips(context as unknown as JobContext<ClassifyInput, never>),
  discard: (input) => deleteLayer(input.layer as string, { query }),
  async release(input) {
    if (input.upload) await removeUpload(input.upload as string);
  },
};
