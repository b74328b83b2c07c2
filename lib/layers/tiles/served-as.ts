import type { Layer } from '../types';

/** More features than this the browser is not given at once. */
export const MOST_FEATURES = 20_000;
/** As many vertices are some 20 MB of GeoJSON. */
const MOST_VERTICES = 400_000;

/** How the map gets a layer: small ones whole, large ones in tiles. */
export function servedAs({ counts, tiled }: Pick<Layer, 'counts' | 'tiled'>): 'geojson' | 'tiles' {
  const { point, line, polygon } = counts.geometry;
  const large = point + line + polygon > MOST_FEATURES || counts.vertices > MOST_VERTICES;
  return large && tiled ? 'tiles' : 'geojson';
}
