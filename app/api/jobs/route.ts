import { listJobs } from '@/lib/jobs/store';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/jobs';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.listJobs, async ({ query }) =>
  json({ jobs: await listJobs(query.limit) }),
);
