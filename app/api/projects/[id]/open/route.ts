import { openProject } from '@/lib/projects/store';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/projects';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.openProject, async ({ params }) => json(await openProject(params.id!)));
