import sharp from 'sharp';
import { Problem } from '@/lib/problems';
import type { Georeference } from './georeference/georeference';
import type { Raster } from './raster';
import { warp } from './warp';

/** Side of a tile in pixels. */
export const TILE_SIDE = 512;
const DEEPEST = 30;

/**
 * An image as a tile of the web's map (Web Mercator, y from the north), whatever its place and its shape there.
 * @returns WebP with opacity; undefined where the tile shows nothing of it
 * @throws Problem not-found when there is no such tile
 */
export async function webTile(
  raster: Raster,
  place: Georeference,
  { z, x, y }: { z: number; x: number; y: number },
): Promise<Uint8Array | undefined> {
  const inside = (n: number) => Number.isInteger(n) && n >= 0 && n < 2 ** z;
  if (!Number.isInteger(z) || z < 0 || z > DEEPEST || !inside(x) || !inside(y))
    throw new Problem('not-found', `There is no tile ${z}/${x}/${y}.`);
  const side = 2 ** z;
  const edges = { left: x / side, top: y / side, right: (x + 1) / side, bottom: (y + 1) / side };
  const pixels = await warp(raster, place, { ...edges, width: TILE_SIDE, height: TILE_SIDE });
  if (!pixels) return undefined;
  return sharp(pixels, { raw: { width: TILE_SIDE, height: TILE_SIDE, channels: 4 } })
    .webp({ quality: 90, alphaQuality: 100, effort: 2 })
    .toBuffer();
}

/** Longitudes and latitudes that hold an image: its corners and the middles of its sides. */
export function boundsOf(
  { toLngLat }: Georeference,
  { width, height }: { width: number; height: number },
): [west: number, south: number, east: number, north: number] {
  const around = [0, 0.5, 1].flatMap((u) => [0, 0.5, 1].map((v) => toLngLat(u * width, v * height)));
  const [lngs, lats] = [around.map(([lng]) => lng), around.map(([, lat]) => lat)];
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}

/** The zoom from which a tile shows each of the image's pixels with several of its own: no use in deeper ones. */
export function deepestZoom({ metresPerPixel }: Georeference, latitude: number): number {
  const world = 40_075_016.686 * Math.cos((latitude * Math.PI) / 180);
  const zoom = Math.log2(world / (TILE_SIDE * metresPerPixel)) + 3;
  return Number.isFinite(zoom) ? Math.min(22, Math.max(0, Math.ceil(zoom))) : 22;
}
