import { getProject, removeProject, updateProject } from '@/lib/projects/store';
import { json, noContent } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/projects';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.getProject, async ({ params }) => json(await getProject(params.id!)));

export const PATCH = route(operations.updateProject, async ({ params, body }) =>
  json(await updateProject(params.id!, body)),
);

export const DELETE = route(operations.removeProject, async ({ params }) => {
  await removeProject(params.id!);
  return noContent();
});
