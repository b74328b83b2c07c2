import { route } from '../../../../../../_http/route';
import * as operations from '../../../../../../_schemas/tiles';
import { tileResponse } from '../../../../../tile-response';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.layerTile, ({ request, params, query }) =>
  tileResponse(request, params.id!, params, query.v),
);
