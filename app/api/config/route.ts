import { describeArchive } from '@/lib/basemaps/archive';
import { config } from '@/lib/config';
import { definitions } from '@/lib/crs/definitions';
import { asProblem } from '@/lib/problems';
import packageJson from '@/package.json';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/system';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The operator's base map file as the page needs to know it: drawable, or why not. */
async function basemapFile() {
  if (!config.BASEMAP_PMTILES) return {};
  try {
    const { attribution } = await describeArchive(config.BASEMAP_PMTILES);
    return { basemapFile: { attribution } };
  } catch (error) {
    return { basemapFile: { fault: asProblem(error).message } };
  }
}

export const GET = route(operations.getConfig, async () =>
  json({
    version: packageJson.version,
    limits: {
      bytes: config.MAX_UPLOAD_BYTES,
      rows: config.MAX_UPLOAD_ROWS,
      addressBytes: config.MAX_ADDRESS_BYTES,
    },
    basemap: config.BASEMAP,
    basemapOrigins: config.BASEMAP_ORIGINS,
    ...(await basemapFile()),
    ...(config.VWORLD_KEY ? { vworldKey: config.VWORLD_KEY } : {}),
    crs: definitions.map(({ code, name }) => ({ code, name })),
  }),
);
