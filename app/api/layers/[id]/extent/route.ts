import { rowsExtent } from '@/lib/layers/rows';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/table';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.layerExtent, async ({ params, body }) =>
  json({ extent: await rowsExtent(params.id!, body.filter ?? {}) }),
);
