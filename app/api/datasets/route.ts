import { config } from '@/lib/config';
import { enqueue } from '@/lib/jobs/store';
import { listDetectionSets } from '@/lib/vision/datasets/detection/library';
import { ADD_DEFAULTS } from '@/lib/vision/datasets/images/add';
import { datasetName, listDatasets, newName } from '@/lib/vision/datasets/library';
import { receive } from '../_http/receive';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.listDatasets, async () => {
  const [labelled, masked] = await Promise.all([
    listDatasets(config.DATA_DIR),
    listDetectionSets(config.DATA_DIR),
  ]);
  return json({
    datasets: [
      ...labelled.map((set) => ({ task: 'classification', ...set })),
      ...masked.map(({ categories, images, ...set }) => ({
        task: 'detection',
        title: set.name,
        ...set,
        classes: categories,
        classesKo: categories,
        train: images,
        own: true,
        fetched: true,
      })),
    ],
  });
});

export const POST = route(operations.addDataset, async ({ request, query }) => {
  const { size = ADD_DEFAULTS.width, task = 'classification', ...given } = query;
  const taken = (await listDetectionSets(config.DATA_DIR)).map(({ name }) => name);
  const name = await newName(datasetName(query.name ?? 'images'), config.DATA_DIR, taken);
  const { upload } = await receive(request, config.MAX_UPLOAD_BYTES);
  const options = { ...ADD_DEFAULTS, ...given, width: size, height: size, name };
  return json({ job: await enqueue('add-dataset', { upload: upload.id, task, options }) }, 202);
});
