import { rowPage } from '@/lib/layers/rows';
import { Problem } from '@/lib/problems';
import { publicRow, sharedLayer, shownColumns } from '@/lib/projects/share';
import { json } from '../../../../../_http/respond';
import { route } from '../../../../../_http/route';
import * as operations from '../../../../../_schemas/shared';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.sharedRows, async ({ params, query }) => {
  const layer = await sharedLayer(params.token!, params.id!, 'table');
  if (query.q && shownColumns(layer).length < layer.columns.length) {
    throw new Problem('forbidden', 'The tables of this link cannot be searched: some columns are hidden.');
  }
  const page = await rowPage(layer.id, query);
  return json({ ...page, rows: page.rows.map((row) => publicRow(layer, row)) });
});
