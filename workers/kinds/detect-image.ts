import { query } from '@/lib/db/database';
import type { JobContext, JobKind } from '@/lib/jobs/kind';
import { removeUpload } from '@/lib/uploads/store';
import { fillWithDetections } from '@/lib/vision/detect-image/fill';
import { endDetection } from '@/lib/vision/detect-image/saved';
import { DETECT, type DetectInput } from '@/lib/vision/detect-image/start';

/** Objects that a detector finds in an image become a layer over the image, window by window; stopped, it keeps them. */
export const detectImage: JobKind = {
  name: DETECT,
  aside: true,
  run: (context) => fillWithDetections(context as unknown as JobContext<DetectInput, never>),
  discard: (input) => endDetection(input.layer as string, { query }),
  async release(input) {
    if (input.upload) await removeUpload(input.upload as string);
  },
};
