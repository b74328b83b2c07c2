import { query } from '@/lib/db/database';
import { sweepUploads } from '@/lib/uploads/store';

/** Removes uploads older than a day that no job waits for. */
export async function sweep(): Promise<void> {
  const used = await query<{ upload: string }>(
    `select input->>'upload' as upload from job where state in ('queued', 'running') and input ? 'upload'`,
  );
  await sweepUploads(new Set(used.map(({ upload }) => upload)));
}
