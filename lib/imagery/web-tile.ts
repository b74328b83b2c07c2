import sharp from 'sharp';
import { Problem } from '@/lib/problems';
import type { Georeference } from './georeference/georeference';
import { fromWorld } from './georeference/mercator';
import type { Picture, Window } from './picture';
import type { Raster } from './raster';
import { withOpacity } from './resize';

/** Side of a tile in pixels. */
export const TILE_SIDE = 512;
/** The place of every pixel is worked out at crossings this far apart, and in between linearly: well within a pixel. */
const STEP = 16;
const CELLS = TILE_SIDE / STEP;
/** An image's pixels stand out as squares where they are larger than so many of the tile's. */
const COARSE = 3;
const DEEPEST = 30;

type XY = readonly [x: number, y: number];

/** Pixels of the image at the crossings, row by row. */
function crossings(z: number, x: number, y: number, { toPixel }: Georeference): XY[] {
  const side = 2 ** z;
  return Array.from({ length: (CELLS + 1) ** 2 }, (_, i) => {
    const [column, row] = [i % (CELLS + 1), Math.floor(i / (CELLS + 1))];
    return toPixel(...fromWorld((x + column / CELLS) / side, (y + row / CELLS) / side));
  });
}

/** The part of the image that the tile shows, with a pixel's margin; undefined: none. */
function shownPart(places: readonly XY[], { width, height }: Raster): Window | undefined {
  const known = places.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  if (known.length === 0) return undefined;
  const range = (axis: 0 | 1, size: number) => {
    const values = known.map((place) => place[axis]);
    const from = Math.max(0, Math.floor(Math.min(...values)) - 1);
    return [from, Math.min(size, Math.ceil(Math.max(...values)) + 1) - from] as const;
  };
  const [x, w] = range(0, width);
  const [y, h] = range(1, height);
  return w > 0 && h > 0 ? { x, y, width: w, height: h } : undefined;
}

/** Pixels of the image beside each other in a pixel of the tile, at the finest place of the tile. */
function pixelsAPixel(places: readonly XY[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + CELLS + 2 < places.length; i++) {
    const [a, right, down] = [places[i]!, places[i + 1]!, places[i + CELLS + 1]!];
    if ((i + 1) % (CELLS + 1) === 0) continue;
    const area = Math.abs((right[0] - a[0]) * (down[1] - a[1]) - (right[1] - a[1]) * (down[0] - a[0]));
    if (Number.isFinite(area)) least = Math.min(least, Math.sqrt(area) / STEP);
  }
  return least;
}

/** The pixel of a picture at a place between its pixels, from the four around it. RGBA to RGBA. */
function blend(
  { from, width, height }: { from: Uint8Array; width: number; height: number },
  x: number,
  y: number,
  to: Uint8Array,
  target: number,
): void {
  const left = Math.max(0, Math.floor(x - 0.5));
  const top = Math.max(0, Math.floor(y - 0.5));
  const fx = Math.max(0, x - 0.5 - left);
  const fy = Math.max(0, y - 0.5 - top);
  const a = 4 * (top * width + left);
  const b = left + 1 < width ? a + 4 : a;
  const down = top + 1 < height ? 4 * width : 0;
  for (let c = 0; c < 4; c++) {
    const above = from[a + c]! + fx * (from[b + c]! - from[a + c]!);
    const below = from[a + down + c]! + fx * (from[b + down + c]! - from[a + down + c]!);
    to[target + c] = above + fy * (below - above) + 0.5;
  }
}

/** The tile's pixels, each from where it lies in the picture, which shows `part` of the image. RGBA. */
function warp(places: readonly XY[], part: Window, picture: Picture, smooth: boolean): Uint8Array {
  const { width, height } = picture;
  const source = { from: withOpacity(picture), width, height };
  const to = new Uint8Array(4 * TILE_SIDE * TILE_SIDE);
  const [scaleX, scaleY] = [width / part.width, height / part.height];
  /** Places in the picture of the crossings' columns, on the present row. */
  const xs = new Float64Array(CELLS + 1);
  const ys = new Float64Array(CELLS + 1);
  for (let row = 0; row < TILE_SIDE; row++) {
    const v = (row + 0.5) / STEP;
    const above = Math.floor(v) * (CELLS + 1);
    for (let column = 0; column <= CELLS; column++) {
      const [a, b] = [places[above + column]!, places[above + CELLS + 1 + column]!];
      const f = v - Math.floor(v);
      xs[column] = (a[0] + f * (b[0] - a[0]) - part.x) * scaleX;
      ys[column] = (a[1] + f * (b[1] - a[1]) - part.y) * scaleY;
    }
    for (let column = 0; column < TILE_SIDE; column++) {
      const u = (column + 0.5) / STEP;
      const cell = Math.floor(u);
      const x = xs[cell]! + (u - cell) * (xs[cell + 1]! - xs[cell]!);
      const y = ys[cell]! + (u - cell) * (ys[cell + 1]! - ys[cell]!);
      if (!(x >= 0 && y >= 0 && x < width && y < height)) continue;
      const target = 4 * (row * TILE_SIDE + column);
      if (smooth) blend(source, x, y, to, target);
      else {
        const at = 4 * (Math.floor(y) * width + Math.floor(x));
        for (let c = 0; c < 4; c++) to[target + c] = source.from[at + c]!;
      }
    }
  }
  return to;
}

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
  const places = crossings(z, x, y, place);
  const part = shownPart(places, raster);
  if (!part) return undefined;
  const density = pixelsAPixel(places);
  const shrink = Math.max(1, density, part.width / (4 * TILE_SIDE), part.height / (4 * TILE_SIDE));
  const picture = await raster.read(part, {
    width: Math.max(1, Math.round(part.width / shrink)),
    height: Math.max(1, Math.round(part.height / shrink)),
  });
  const pixels = warp(places, part, picture, density > 1 / COARSE);
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
