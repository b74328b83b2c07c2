import type { Layer } from '../types';

const TILE_PIXELS = 512;

/** What a tile does with its points beyond showing them, as a text that tells one way from another. */
export function gatheringOf({ style }: Pick<Layer, 'style'>): string {
  if (style.points === 'heat') return 'heat';
  return style.points === 'clusters' ? `clusters ${clusterLog2(style)} ${style.cluster.maxZoom}` : '';
}

/** Squares a tile's side is parted into, as a power of two, so that each is about as wide as a cluster reaches. */
export const clusterLog2 = ({ cluster }: Layer['style']) =>
  Math.min(5, Math.max(1, Math.round(Math.log2(TILE_PIXELS / cluster.radius / 1.25))));
