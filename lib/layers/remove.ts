import { query } from '@/lib/db/database';
import { cancelJob } from '@/lib/jobs/store';
import { deleteLayer, getLayer } from './store';

/** Removes a layer; the job that still fills it is cancelled first. @throws Problem not-found */
export async function removeLayer(id: string): Promise<void> {
  const { state, source } = await getLayer(id);
  if (state === 'filling' && typeof source.job === 'string') await cancelJob(source.job).catch(() => {});
  await deleteLayer(id, { query });
}
