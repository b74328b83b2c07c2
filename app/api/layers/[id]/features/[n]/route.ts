import { getRow } from '@/lib/layers/rows';
import { json } from '../../../../_http/respond';
import { route } from '../../../../_http/route';
import { rowNumber } from '../../../../_http/row-number';
import * as operations from '../../../../_schemas/table';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.layerFeature, async ({ params }) =>
  json(await getRow(params.id!, rowNumber(params.n))),
);
