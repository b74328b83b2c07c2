import { rowPage } from '@/lib/layers/rows';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/layers';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.layerRows, async ({ params, query }) =>
  json(await rowPage(params.id!, query)),
);
