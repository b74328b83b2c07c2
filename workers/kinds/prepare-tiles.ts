import type { JobKind } from '@/lib/jobs/kind';
import { PREPARE_TILES, prepareLayer } from '@/lib/layers/tiles/prepare';

/** A large layer from before there were tiles is made ready for them. */
export const prepareTiles: JobKind = { name: PREPARE_TILES, run: prepareLayer };
