import type { JobKind } from '@/lib/jobs/kind';
import { TRAIN } from '@/lib/vision/runs/store';
import { discardRun, workOnRun } from '@/lib/vision/runs/work';

/** Training, of whatever kind: goes on from its last epoch when its worker was killed or it was paused. */
export const train: JobKind = { name: TRAIN, aside: true, run: workOnRun, discard: discardRun };
