import { config } from '@/lib/config';
import { listDetectionSets, removeDetectionSet } from '@/lib/vision/datasets/detection/library';
import { removeDataset } from '@/lib/vision/datasets/library';
import { noContent } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const DELETE = route(operations.removeDataset, async ({ params }) => {
  const masked = (await listDetectionSets(config.DATA_DIR)).some(({ name }) => name === params.name);
  await (masked ? removeDetectionSet : removeDataset)(params.name!, config.DATA_DIR);
  return noContent();
});
