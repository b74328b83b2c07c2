import { getRunDetails, removeRun } from '@/lib/vision/runs/store';
import { json, noContent } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/training';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.getRun, async ({ params }) => json(await getRunDetails(params.id!)));

export const DELETE = route(operations.removeRun, async ({ params }) => {
  await removeRun(params.id!);
  return noContent();
});
