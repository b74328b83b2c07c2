import { getTile } from '@/lib/layers/tiles/tile';
import { route } from '../../../../../../_http/route';
import * as operations from '../../../../../../_schemas/tiles';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** A tile of a version never changes, so browsers keep it for a year. */
const FOR_EVER = 'private, max-age=31536000, immutable';

export const GET = route(operations.layerTile, async ({ request, params, query }) => {
  const address = { z: Number(params.z), x: Number(params.x), y: Number(params.y) };
  const { bytes, version } = await getTile(params.id!, address, query.v, request.signal);
  const caching = query.v === version ? FOR_EVER : 'no-store';
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
});
