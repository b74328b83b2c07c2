import { describeArchive } from '@/lib/basemaps/archive';
import { config } from '@/lib/config';
import { asProblem } from '@/lib/problems';

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

/** What a page must know to draw base maps. @param withKey the key of VWorld too, where there is one */
export const baseMapSettings = async (withKey = true) => ({
  basemap: config.BASEMAP,
  basemapOrigins: config.BASEMAP_ORIGINS,
  ...(await basemapFile()),
  ...(withKey && config.VWORLD_KEY ? { vworldKey: config.VWORLD_KEY } : {}),
});
