import { describeArchive } from '@/lib/basemaps/archive';
import { config } from '@/lib/config';
import { Problem } from '@/lib/problems';
import { fileResponse } from '../_http/ranges';
import { route } from '../_http/route';
import * as operations from '../_schemas/system';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.getBaseMapFile, async ({ request }) => {
  const path = config.BASEMAP_PMTILES;
  if (!path) {
    throw new Problem(
      'not-found',
      'This server has no base map file; name one in the setting BASEMAP_PMTILES.',
    );
  }
  const { bytes, etag } = await describeArchive(path);
  return fileResponse(request, { path, bytes, etag }, 'application/vnd.pmtiles');
});
