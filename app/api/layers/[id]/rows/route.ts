import { rowPage } from '@/lib/layers/rows';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/table';
import { rowsAsked } from '../../rows-asked';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.layerRows, async ({ params, query }) =>
  json(await rowPage(params.id!, rowsAsked(query))),
);

export const POST = route(operations.layerRowsAsked, async ({ params, body }) =>
  json(await rowPage(params.id!, body)),
);
