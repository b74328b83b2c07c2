import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { getTile } from '@/lib/layers/tiles/tile';

/** A tile of a version never changes, so browsers keep it for a year. */
const FOR_EVER = 'private, max-age=31536000, immutable';

const decompress = promisify(gunzip);

/**
 * How the body is encoded. Next.js strikes out Content-Encoding from the answers of route handlers; our server
 * (workers/web.ts) gives this header its right name, and says by a symbol on the global object that it does.
 */
const ENCODING = 'X-Content-Encoding';
const renames = () => Symbol.for('jari.content-encoding') in globalThis;

/** A tile of a layer. @param params of the path: z, x, y @throws Problem not-found */
export async function tileResponse(
  request: Request,
  layerId: string,
  params: Record<string, string>,
  asked: string | undefined,
): Promise<Response> {
  const address = { z: Number(params.z), x: Number(params.x), y: Number(params.y) };
  const { bytes, version } = await getTile(layerId, address, asked, request.signal);
  const caching = asked === version ? FOR_EVER : 'no-store';
  if (bytes.length === 0) {
    return new Response(null, { status: 204, headers: { 'Cache-Control': caching } });
  }
  const encoded = renames() && /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  const body = encoded ? bytes : await decompress(bytes);
  return new Response(body as Uint8Array<ArrayBuffer>, {
    headers: {
      'Content-Type': 'application/vnd.mapbox-vector-tile',
      'Cache-Control': `${caching}, no-transform`,
      Vary: 'Accept-Encoding',
      ...(encoded ? { [ENCODING]: 'gzip' } : {}),
    },
  });
}
