import { shareProject, unshareProject } from '@/lib/projects/share';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/projects';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.shareProject, async ({ params, body }) =>
  json(await shareProject(params.id!, body)),
);

export const DELETE = route(operations.unshareProject, async ({ params }) =>
  json(await unshareProject(params.id!)),
);
