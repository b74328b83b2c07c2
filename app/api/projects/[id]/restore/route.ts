import { restoreProject } from '@/lib/projects/store';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/projects';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.restoreProject, async ({ params }) =>
  json(await restoreProject(params.id!)),
);
