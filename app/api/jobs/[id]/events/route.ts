import { jobEvents } from '@/lib/jobs/events';
import { getJob } from '@/lib/jobs/store';
import { eventStream } from '../../../_http/events';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/jobs';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.jobEvents, async ({ request, params }) => {
  await getJob(params.id!); // not found is an answer, not an event
  return eventStream((signal) => jobEvents(params.id!, signal), request.signal);
});
