import { describeArchive } from '@/lib/basemaps/archive';
import { config } from '@/lib/config';
import { Problem } from '@/lib/problems';
import { fileResponse } from '../_http/ranges';

/** The operator's base map file, or the asked part of it. @throws Problem not-found */
export async function baseMapFile(request: Request): Promise<Response> {
  const path = config.BASEMAP_PMTILES;
  if (!path) {
    throw new Problem(
      'not-found',
      'This server has no base map file; name one in the setting BASEMAP_PMTILES.',
    );
  }
  const { bytes, etag } = await describeArchive(path);
  return fileResponse(request, { path, bytes, etag }, 'application/vnd.pmtiles');
}
