import { addProtocol } from 'maplibre-gl';
import { apiBase } from '../../_lib/api';
import { fontFaces } from '../offline-style';
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

/** Street maps without internet, from the file of the setting BASEMAP_PMTILES. */
export const pmtiles: BaseMap = {
  id: 'pmtiles',
  advertised: true,
  available: ({ basemapFile }) => basemapFile !== undefined && 'attribution' in basemapFile,
  style: async ({ theme, locale, origin, config }) => {
    const url = `${origin}${apiBase()}/basemap.pmtiles`;
    await teachProtocol(url);
    const { basemapFile } = config;
    const attribution = basemapFile && 'attribution' in basemapFile ? basemapFile.attribution : '';
    return {
      version: 8,
      'font-faces': fontFaces(origin),
      sources: { [SOURCE]: { type: 'vector', url: `pmtiles://${url}`, attribution } },
      layers: await protomapsLayers(SOURCE, theme, locale),
    };
  },
};
