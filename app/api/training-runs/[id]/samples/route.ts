import { runSamples } from '@/lib/vision/runs/samples';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/training';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.runSamples, async ({ params, query }) => {
  const { count = 36, seed = 1, truth, answer } = query;
  return json(await runSamples(params.id!, { count, seed, truth, answer }));
});
