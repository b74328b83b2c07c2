import { query, transaction } from '@/lib/db/database';
import type { JobContext } from '@/lib/jobs/kind';
import { enqueue } from '@/lib/jobs/store';
import { featurePages } from '../features';
import { finishLayer } from '../finish';
import { getLayer } from '../store';
import { placeOf } from './place';
import { MOST_FEATURES } from './served-as';
import { Thinning } from './thin';

/** Layers from before there were tiles get theirs: large ones, which browsers labour with. */

export const PREPARE_TILES = 'prepare-tiles';

/** Puts a job in the queue for every large layer that cannot be served as tiles, unless there is one. */
export async function prepareOldLayers(): Promise<void> {
  const layers = await query<{ id: string }>(
    `select id from layer
     where state = 'ready' and not tiled and (counts ->> 'rows')::int > $2 and not exists (
       select from job where kind = $1 and input ->> 'layer' = layer.id::text and state in ('queued', 'running'))`,
    [PREPARE_TILES, MOST_FEATURES],
  );
  for (const { id } of layers) await enqueue(PREPARE_TILES, { layer: id });
}

const CHUNK = 5000;

/**
 * Gives all features of a layer their places; one that was interrupted begins anew and writes the same again.
 * @throws Problem not-found when the layer has been removed since
 */
export async function prepareLayer({ input, signal, progress }: JobContext): Promise<{ layer: string }> {
  const layer = await getLayer(input.layer as string);
  const thinning = new Thinning();
  let done = 0;
  for await (const page of featurePages(layer, { size: CHUNK })) {
    signal.throwIfAborted();
    const placed = page.flatMap(({ n, geometry }) => {
      const place = geometry && placeOf(geometry);
      return place ? [{ n, cell: place.cell, zoom: thinning.place(place.cell, place.largest) }] : [];
    });
    await query(
      `update feature f set zoom = u.zoom, cell = u.cell
       from unnest($2::int[], $3::smallint[], $4::bigint[]) as u (n, zoom, cell)
       where f.layer_id = $1 and f.n = u.n`,
      [layer.id, placed.map(({ n }) => n), placed.map(({ zoom }) => zoom), placed.map(({ cell }) => cell)],
    );
    done += page.length;
    progress({ done, total: layer.counts.rows });
  }
  await transaction((client) => finishLayer(layer.id, layer.columns, client));
  return { layer: layer.id };
}
