import { createProject, listProjects } from '@/lib/projects/store';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/projects';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.listProjects, async () => json({ projects: await listProjects() }));

export const POST = route(operations.createProject, async ({ body }) =>
  json(await createProject(body.name, body.view), 201),
);
