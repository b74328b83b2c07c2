import type { StyleSpecification } from 'maplibre-gl';
import type { BaseMap, Theme } from '../_lib/store';
import { fontFaces, offlineStyle } from './offline-style';

/** Base maps in the order of the menu. vworld needs the operator's key. */
export const BASE_MAPS: BaseMap[] = ['offline', 'openfreemap', 'osm', 'vworld'];

const PATIENCE_MS = 8000;
const OPENFREEMAP = 'https://tiles.openfreemap.org/styles';

function raster(tiles: string, attribution: string, maxzoom: number, origin: string): StyleSpecification {
  return {
    version: 8,
    'font-faces': fontFaces(origin),
    sources: { base: { type: 'raster', tiles: [tiles], tileSize: 256, maxzoom, attribution } },
    layers: [{ id: 'base', type: 'raster', source: 'base' }],
  };
}

export interface BaseMapChoice {
  baseMap: BaseMap;
  theme: Theme;
  locale: string;
  origin: string;
  vworldKey?: string;
}

/** The style of a base map: an object, or for OpenFreeMap one fetched from its site. */
export async function baseMapStyle(choice: BaseMapChoice): Promise<StyleSpecification> {
  const { baseMap, theme, locale, origin, vworldKey } = choice;
  if (baseMap === 'openfreemap') {
    const response = await fetch(`${OPENFREEMAP}/${theme === 'dark' ? 'dark' : 'positron'}`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const style = (await response.json()) as StyleSpecification;
    return { ...style, 'font-faces': fontFaces(origin) };
  }
  if (baseMap === 'osm') {
    return raster(
      'https://tile.openstreetmap.org/{z}/{x}/{y}.png',
      '© OpenStreetMap contributors',
      19,
      origin,
    );
  }
  if (baseMap === 'vworld' && vworldKey) {
    const layer = theme === 'dark' ? 'midnight' : 'Base';
    return raster(
      `https://api.vworld.kr/req/wmts/1.0.0/${encodeURIComponent(vworldKey)}/${layer}/{z}/{y}/{x}.png`,
      '© VWorld 국토교통부',
      19,
      origin,
    );
  }
  return offlineStyle(theme, locale, origin);
}
