import { cancelJob, getJob } from '@/lib/jobs/store';
import { json } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/jobs';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.getJob, async ({ params }) => json(await getJob(params.id!)));

export const DELETE = route(operations.cancelJob, async ({ params }) => json(await cancelJob(params.id!)));
