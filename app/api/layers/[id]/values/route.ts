import { columnValues } from '@/lib/layers/values';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/values';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.layerValues, async ({ params, query }) =>
  json(await columnValues(params.id!, query)),
);
