import { sharedLayer } from '@/lib/projects/share';
import { route } from '../../../../../../../../_http/route';
import * as operations from '../../../../../../../../_schemas/shared';
import { tileResponse } from '../../../../../../../../layers/tile-response';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.sharedTile, async ({ request, params, query }) => {
  const { id } = await sharedLayer(params.token!, params.id!);
  return tileResponse(request, id, params, query.v);
});
