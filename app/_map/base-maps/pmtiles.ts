import { addProtocol } from 'maplibre-gl';
import { apiBase } from '../../_lib/api';
import { ground } from './offline';
import { protomapsLayers } from './protomaps';
import type { BaseMap } from './types';

const SOURCE = 'streets';

let archive: Promise<void> | undefined;

/** Teaches MapLibre to read `pmtiles://` addresses, once; a failed read is not kept, so that it can be retried. */
function teachProtocol(url: string): Promise<void> {
  archive ??= import('pmtiles').then(({ PMTiles, Protocol, ResolvedValueCache }) => {
    const protocol = new Protocol();
    protocol.add(new PMTiles(url, new ResolvedValueCache()));
    addProtocol('pmtiles', protocol.tile);
  });
  return archive;
}

/** Street maps without internet, from the file of the setting BASEMAP_PMTILES; the ground where the file ends. */
export const pmtiles: BaseMap = {
  id: 'pmtiles',
  advertised: true,
  available: ({ basemapFile }) => basemapFile !== undefined && 'attribution' in basemapFile,
  style: async (choice) => {
    const { theme, locale, origin, config } = choice;
    const url = `${origin}${apiBase()}/basemap.pmtiles`;
    await teachProtocol(url);
    const { basemapFile } = config;
    const attribution = basemapFile && 'attribution' in basemapFile ? basemapFile.attribution : '';
    const below = ground(choice);
    return {
      ...below,
      sources: { ...below.sources, [SOURCE]: { type: 'vector', url: `pmtiles://${url}`, attribution } },
      layers: [...below.layers, ...(await protomapsLayers(SOURCE, theme, locale))],
    };
  },
};
