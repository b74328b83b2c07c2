import type { Theme } from '../../_lib/store';
import { rasterStyle, type Tiles } from './raster';
import type { BaseMap } from './types';

/** Layers of VWorld's tile service (WMTS 1.0.0, https://www.vworld.kr/dev/v4dv_wmtsguide_s001.do). */
type Layer = 'Base' | 'white' | 'midnight' | 'Satellite' | 'Hybrid';

const LAYERS: Record<string, (theme: Theme) => Layer[]> = {
  vworld: (theme) => [theme === 'dark' ? 'midnight' : 'Base'],
  'vworld-gray': () => ['white'],
  'vworld-satellite': () => ['Satellite'],
  'vworld-hybrid': () => ['Satellite', 'Hybrid'],
};

const tiles = (layer: Layer, key: string): Tiles => ({
  url: `https://api.vworld.kr/req/wmts/1.0.0/${encodeURIComponent(key)}/${layer}/{z}/{y}/{x}.${layer === 'Satellite' ? 'jpeg' : 'png'}`,
  attribution: '© VWorld 국토교통부',
  minzoom: 6, // the service has nothing above it
});

/** The Korean government's maps and air photographs, with the operator's key. */
export const vworld: BaseMap[] = Object.entries(LAYERS).map(([id, layers]) => ({
  id,
  advertised: id === 'vworld',
  available: ({ vworldKey }) => Boolean(vworldKey),
  style: async (choice) =>
    rasterStyle(choice, ...layers(choice.theme).map((layer) => tiles(layer, choice.config.vworldKey ?? ''))),
}));
