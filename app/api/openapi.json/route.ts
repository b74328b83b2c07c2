import { json } from '../_http/respond';
import { route } from '../_http/route';
import { openApi } from '../_schemas/openapi';
import * as operations from '../_schemas/system';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.getOpenApi, async () => json(openApi()));
