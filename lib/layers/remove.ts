import { query } from '@/lib/db/database';
import { cancelJob } from '@/lib/jobs/store';
import { Problem } from '@/lib/problems';
import { deleteLayer, getLayer, UUID } from './store';
import type { Layer } from './types';

/** How long a removed layer can be brought back. */
const KEPT = '1 day';

/**
 * Removes a layer: it is nowhere to be seen, and can be restored for a day. One that is still being filled is
 * deleted at once, and its job cancelled.
 * @throws Problem not-found
 */
export async function removeLayer(id: string): Promise<void> {
  const { state, source } = await getLayer(id);
  if (state === 'filling') {
    if (typeof source.job === 'string') await cancelJob(source.job).catch(() => {});
    await deleteLayer(id, { query });
    return;
  }
  await query('update layer set removed_at = now() where id = $1', [id]);
}

/** Brings a removed layer back as it was. @throws Problem not-found when it is gone for good */
export async function restoreLayer(id: string): Promise<Layer> {
  const [row] = UUID.test(id)
    ? await query<{ id: string }>('update layer set removed_at = null where id = $1 returning id', [id])
    : [];
  if (!row) {
    throw new Problem('not-found', `The layer ${id} cannot be brought back: it was deleted for good.`);
  }
  return getLayer(id);
}

/** Deletes for good what was removed more than a day ago. */
export async function sweepLayers(): Promise<void> {
  await query(`delete from layer where removed_at < now() - interval '${KEPT}'`);
}
