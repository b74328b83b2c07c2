import { getRow } from '@/lib/layers/rows';
import { Problem } from '@/lib/problems';
import { json } from '../../../../_http/respond';
import { route } from '../../../../_http/route';
import * as operations from '../../../../_schemas/layers';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.layerFeature, async ({ params }) => {
  if (!/^\d{1,9}$/.test(params.n!)) {
    throw new Problem('not-found', `Rows are numbered from 1; there is no row "${params.n}".`);
  }
  return json(await getRow(params.id!, Number(params.n)));
});
