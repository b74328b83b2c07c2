import { cancelRun } from '@/lib/vision/runs/store';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/training';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.cancelRun, async ({ params }) => json(await cancelRun(params.id!)));
