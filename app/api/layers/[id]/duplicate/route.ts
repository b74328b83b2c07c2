import { duplicateLayer } from '@/lib/layers/duplicate';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/layers';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.duplicateLayer, async ({ params, body }) =>
  json(await duplicateLayer(params.id!, (body as { name?: string }).name), 202),
);
