import { startExport } from '@/lib/layers/exporters/job';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/exports';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.startExport, async ({ params, body }) =>
  json({ job: await startExport({ ...body, layer: params.id! }) }, 202),
);
