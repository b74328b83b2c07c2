import { correctionQueue } from '@/lib/corrections/queue';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/corrections';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.correctionQueue, async ({ params, query: { queues, ...page } }) =>
  json(await correctionQueue(params.id!, queues?.split(','), page)),
);
