import { rowPage } from '@/lib/layers/rows';
import { Problem } from '@/lib/problems';
import { publicRow, sharedLayer, shownColumns } from '@/lib/projects/share';
import { json } from '../../../../../_http/respond';
import { route } from '../../../../../_http/route';
import * as operations from '../../../../../_schemas/shared';
import { rowsAsked } from '../../../../../layers/rows-asked';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.sharedRows, async ({ params, query }) => {
  const layer = await sharedLayer(params.token!, params.id!, 'table');
  const asked = rowsAsked(query);
  const shown = shownColumns(layer);
  if ((asked.q || asked.filter?.text) && shown.length < layer.columns.length) {
    throw new Problem('forbidden', 'The tables of this link cannot be searched: some columns are hidden.');
  }
  const named = [...(asked.filter?.conditions ?? []), ...(asked.sort ? [asked.sort] : [])];
  const unknown = named.find(
    ({ column }) => column !== undefined && !shown.some(({ name }) => name === column),
  );
  if (unknown) throw new Problem('bad-request', `The layer has no column "${unknown.column}".`);
  const page = await rowPage(layer.id, asked);
  if ('searching' in page) return json(page);
  return json({ ...page, rows: page.rows.map((row) => publicRow(layer, row)) });
});
