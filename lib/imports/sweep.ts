import { query } from '@/lib/db/database';
import { sweepImages } from '@/lib/imagery/store';
import { sweepExports } from '@/lib/layers/exporters/storage';
import { sweepLayers } from '@/lib/layers/remove';
import { sweepProjects } from '@/lib/projects/store';
import { sweepUploads } from '@/lib/uploads/store';

/** Deletes what nobody can ask for any more: uploads older than a day that no job waits for, downloads as old, removed layers and projects, images that no layer shows. */
export async function sweep(): Promise<void> {
  await sweepLayers();
  await sweepProjects();
  await sweepExports();
  await sweepImages();
  const used = await query<{ upload: string }>(
    `select input->>'upload' as upload from job where state in ('queued', 'running') and input ? 'upload'`,
  );
  await sweepUploads(new Set(used.map(({ upload }) => upload)));
}
