import { sharedMap } from '@/lib/projects/share';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/shared';
import { baseMapFile } from '../../../basemap.pmtiles/file';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.sharedBaseMap, async ({ request, params }) => {
  await sharedMap(params.token!);
  return baseMapFile(request);
});
