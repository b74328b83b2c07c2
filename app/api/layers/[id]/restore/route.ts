import { restoreLayer } from '@/lib/layers/remove';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/layers';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.restoreLayer, async ({ params }) =>
  json(await restoreLayer(params.id!)),
);
