import { openImage } from '@/lib/imagery/store';
import { webTile } from '@/lib/imagery/web-tile';
import { shownImage } from '@/lib/layers/shown-image';
import type { Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';

/** The image of a layer never changes; the address has its id. */
const FOR_EVER = 'private, max-age=31536000, immutable';

/** A tile of the image under a layer. @param params of the path: z, x, y @throws Problem not-found */
export async function imageResponse(layer: Layer, params: Record<string, string>): Promise<Response> {
  const shown = shownImage(layer);
  if (!shown) throw new Problem('not-found', `Layer ${layer.id} has no image under it.`);
  const { raster, place } = await openImage(shown.id);
  try {
    const tile = { z: Number(params.z), x: Number(params.x), y: Number(params.y) };
    const bytes = await webTile(raster, place, tile);
    if (!bytes) return new Response(null, { status: 204, headers: { 'Cache-Control': FOR_EVER } });
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        'Content-Type': 'image/webp',
        'Cache-Control': FOR_EVER,
        'X-Content-Type-Options': 'nosniff',
      },
    });
  } finally {
    await raster.close();
  }
}
