import { config } from '@/lib/config';
import { removeDataset } from '@/lib/vision/datasets/library';
import { noContent } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const DELETE = route(operations.removeDataset, async ({ params }) => {
  await removeDataset(params.name!, config.DATA_DIR);
  return noContent();
});
