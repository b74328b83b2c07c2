import type { RasterSourceSpecification, StyleSpecification } from 'maplibre-gl';
import { ground } from './offline';
import type { Choice } from './types';

export interface Tiles extends Partial<Omit<RasterSourceSpecification, 'type' | 'tiles'>> {
  /** Address with {z}, {x} and {y}. */
  url: string;
}

/** Picture tiles over the ground; later ones lie over earlier ones. */
export function rasterStyle(choice: Choice, ...tiles: Tiles[]): StyleSpecification {
  const below = ground(choice);
  const name = (index: number) => `pictures-${index}`;
  const sources = tiles.map(({ url, ...rest }, index): [string, RasterSourceSpecification] => [
    name(index),
    { type: 'raster', tiles: [url], tileSize: 256, maxzoom: 19, ...rest },
  ]);
  const layers = tiles.map((_, index): StyleSpecification['layers'][number] => ({
    id: name(index),
    type: 'raster',
    source: name(index),
    paint: { 'raster-fade-duration': 0 },
  }));
  return {
    ...below,
    sources: { ...below.sources, ...Object.fromEntries(sources) },
    layers: [...below.layers, ...layers],
  };
}
