import { runEvents } from '@/lib/vision/runs/events';
import { getRun } from '@/lib/vision/runs/store';
import { eventStream } from '../../../_http/events';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/training';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.runEvents, async ({ request, params }) => {
  await getRun(params.id!); // not found is an answer, not an event
  return eventStream((signal) => runEvents(params.id!, signal), request.signal);
});
