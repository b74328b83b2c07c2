import { config } from '@/lib/config';
import { enqueue } from '@/lib/jobs/store';
import { ADD_DEFAULTS } from '@/lib/vision/datasets/images/add';
import { datasetName, listDatasets, newName } from '@/lib/vision/datasets/library';
import { receive } from '../_http/receive';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.listDatasets, async () =>
  json({ datasets: await listDatasets(config.DATA_DIR) }),
);

export const POST = route(operations.addDataset, async ({ request, query }) => {
  const { size = ADD_DEFAULTS.width, ...given } = query;
  const name = await newName(datasetName(query.name ?? 'images'), config.DATA_DIR);
  const { upload } = await receive(request, config.MAX_UPLOAD_BYTES);
  const options = { ...ADD_DEFAULTS, ...given, width: size, height: size, name };
  return json({ job: await enqueue('add-dataset', { upload: upload.id, options }) }, 202);
});
