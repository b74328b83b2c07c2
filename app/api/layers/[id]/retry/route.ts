import { startRetry } from '@/lib/corrections/retry';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/corrections';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.retryFailed, async ({ params }) =>
  json({ job: await startRetry(params.id!) }, 202),
);
