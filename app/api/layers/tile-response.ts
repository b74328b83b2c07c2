import { getTile } from '@/lib/layers/tiles/tile';

/** A tile of a version never changes, so browsers keep it for a year. */
const FOR_EVER = 'private, max-age=31536000, immutable';

/** A tile of a layer. @param params of the path: z, x, y @throws Problem not-found */
export async function tileResponse(
  layerId: string,
  params: Record<string, string>,
  asked: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const address = { z: Number(params.z), x: Number(params.x), y: Number(params.y) };
  const { bytes, version } = await getTile(layerId, address, asked, signal);
  const caching = asked === version ? FOR_EVER : 'no-store';
  if (bytes.length === 0) {
    return new Response(null, { status: 204, headers: { 'Cache-Control': caching } });
  }
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'Content-Type': 'application/vnd.mapbox-vector-tile',
      'Content-Encoding': 'gzip',
      'Content-Length': String(bytes.length),
      'Cache-Control': `${caching}, no-transform`,
    },
  });
}
