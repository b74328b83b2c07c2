import { getLayer, listLayers, noLayer } from '@/lib/layers/store';
import type { Layer } from '@/lib/layers/types';

/** The layers that are collections: all but those still being filled. */
export const publishedLayers = async (): Promise<Layer[]> =>
  (await listLayers()).filter(({ state }) => state === 'ready');

/** @throws Problem not-found */
export async function publishedLayer(id: string): Promise<Layer> {
  const layer = await getLayer(id);
  if (layer.state !== 'ready') throw noLayer(id);
  return layer;
}
