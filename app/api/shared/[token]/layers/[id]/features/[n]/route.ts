import { getRow } from '@/lib/layers/rows';
import { publicRow, sharedLayer } from '@/lib/projects/share';
import { json } from '../../../../../../_http/respond';
import { route } from '../../../../../../_http/route';
import { rowNumber } from '../../../../../../_http/row-number';
import * as operations from '../../../../../../_schemas/shared';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.sharedFeature, async ({ params }) => {
  const layer = await sharedLayer(params.token!, params.id!);
  return json(publicRow(layer, await getRow(layer.id, rowNumber(params.n!))));
});
