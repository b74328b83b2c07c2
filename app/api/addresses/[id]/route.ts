import { listDatasets } from '@/lib/gazetteer/datasets';
import { enqueue } from '@/lib/jobs/store';
import { Problem } from '@/lib/problems';
import { json } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/addresses';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const DELETE = route(operations.removeAddresses, async ({ params }) => {
  const dataset = (await listDatasets()).find(({ id }) => String(id) === params.id);
  if (!dataset) throw new Problem('not-found', `There is no address data set ${params.id}.`);
  const input = { dataset: dataset.id, title: dataset.title };
  return json({ job: await enqueue('remove-dataset', input) }, 202);
});
