import { route } from '../_http/route';
import * as operations from '../_schemas/system';
import { baseMapFile } from './file';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.getBaseMapFile, ({ request }) => baseMapFile(request));
