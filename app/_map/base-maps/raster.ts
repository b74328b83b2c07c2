import type { RasterSourceSpecification, StyleSpecification } from 'maplibre-gl';
import { offlineStyle } from '../offline-style';
import type { Choice } from './types';

export interface Tiles extends Partial<Omit<RasterSourceSpecification, 'type' | 'tiles'>> {
  /** Address with {z}, {x} and {y}. */
  url: string;
}

/**
 * Pictures over the offline map without its names: where a picture is late, missing or out of reach, land and
 * borders are seen instead of nothing. Later tiles lie over earlier ones.
 */
export function rasterStyle({ theme, locale, origin }: Choice, ...tiles: Tiles[]): StyleSpecification {
  const below = offlineStyle(theme, locale, origin);
  const { places: _, ...sources } = below.sources;
  const source = (index: number) => `pictures-${index}`;
  return {
    ...below,
    sources: {
      ...sources,
      ...Object.fromEntries(
        tiles.map(({ url, ...rest }, index): [string, RasterSourceSpecification] => [
          source(index),
          { type: 'raster', tiles: [url], tileSize: 256, maxzoom: 19, ...rest },
        ]),
      ),
    },
    layers: [
      ...below.layers.filter(({ type }) => type !== 'symbol'),
      ...tiles.map((_, index) => ({
        id: source(index),
        type: 'raster' as const,
        source: source(index),
        paint: { 'raster-fade-duration': 0 },
      })),
    ],
  };
}
