import { query } from '@/lib/db/database';
import type { JobContext } from '@/lib/jobs/kind';
import { enqueue } from '@/lib/jobs/store';
import type { Job } from '@/lib/jobs/types';
import { Problem } from '@/lib/problems';
import { finishLayer } from './finish';
import { spans } from './scan';
import { createLayer, getLayer } from './store';
import type { Layer } from './types';

export const DUPLICATE = 'duplicate-layer';

/**
 * Makes a layer with the columns and the style of another, empty, and the job that copies the features.
 * @throws Problem not-found; conflict while the layer is being filled
 */
export async function duplicateLayer(id: string, name?: string): Promise<{ job: Job; layer: Layer }> {
  const original = await getLayer(id);
  if (original.state !== 'ready') {
    throw new Problem('conflict', `Layer "${original.name}" is still being filled; duplicate it afterwards.`);
  }
  let layer: Layer | undefined;
  const job = await enqueue(DUPLICATE, { from: id }, async (job, client) => {
    const made = await createLayer(
      {
        name: name?.trim() || original.name,
        kind: original.kind,
        columns: original.columns,
        source: { ...original.source, job: job.id },
        project: original.project,
      },
      client,
    );
    await client.query('update layer set style = (select style from layer where id = $2) where id = $1', [
      made.id,
      id,
    ]);
    layer = { ...made, style: original.style };
    return { layer: made.id };
  });
  return { job, layer: layer! };
}

/** Copies the features in the database, chunk by chunk, with their places among the tiles. */
export async function copyFeatures(context: JobContext): Promise<Record<string, unknown>> {
  const { from, layer } = context.input as { from: string; layer: string };
  const original = await getLayer(from);
  const total = original.counts.rows;
  const { after = 0, done: before = 0 } = (context.checkpoint ?? {}) as { after?: number; done?: number };
  let done = before;
  for (const { first, last } of await spans(original)) {
    context.signal.throwIfAborted();
    if (last <= after) continue;
    const [counted] = await query<{ rows: number }>(
      'select count(*)::int as rows from feature where layer_id = $1 and n between $2 and $3',
      [from, first, last],
    );
    done += counted!.rows;
    await context.commit(
      async (client) => {
        await client.query(
          `insert into feature (layer_id, n, geom, properties, answer, status, level, zoom, cell)
           select $1, n, geom, properties, answer, status, level, zoom, cell from feature
           where layer_id = $2 and n between $3 and $4
           on conflict (layer_id, n) do nothing`,
          [layer, from, first, last],
        );
      },
      { after: last, done },
      { done, total },
    );
  }
  await context.commit(
    async (client) => void (await finishLayer(layer, original.columns, client)),
    { after: Number.MAX_SAFE_INTEGER, done },
    { done, total },
  );
  return { layer, rows: done };
}
