import { listRuns, startRun } from '@/lib/vision/runs/store';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/training';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.listRuns, async () => json({ runs: await listRuns() }));

export const POST = route(operations.startRun, async ({ body }) => json(await startRun(body), 201));
