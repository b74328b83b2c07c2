import { Problem } from '@/lib/problems';
import { type Georeference, resolutionOf } from './georeference';
import { fromWorld, toWorld } from './mercator';

/** A tile of the square world of web maps. */
export interface TileName {
  z: number;
  x: number;
  /** Row, from the top (XYZ) or the bottom (TMS), as the scheme has it. */
  y: number;
}

export type TileScheme = 'xyz' | 'tms';

const HIGHEST_ZOOM = 30;

/** `z/x/y.png` as the end of a path, or `z_x_y.png`, `z-x-y.png` as the whole name. */
const NAME = /(?:^|[\\/])(\d{1,2})([\\/_-])(\d{1,10})\2(\d{1,10})(?:@\dx)?(?:\.[A-Za-z0-9]+)?$/;

/** The tile that a file name or path names; undefined when it names none that there is. */
export function tileOfName(path: string): TileName | undefined {
  const match = NAME.exec(path);
  if (!match) return undefined;
  const [z, x, y] = [Number(match[1]), Number(match[3]), Number(match[4])];
  const side = 2 ** z;
  return z <= HIGHEST_ZOOM && x < side && y < side ? { z, x, y } : undefined;
}

/**
 * The place of a tile's image.
 * @param width pixels of the image, whatever the side of the tile
 * @throws Problem bad-request when there is no such tile
 */
export function tileGeoreference(
  { z, x, y }: TileName,
  width: number,
  height: number,
  scheme: TileScheme = 'xyz',
): Georeference {
  const side = 2 ** z;
  const inside = (n: number) => Number.isInteger(n) && n >= 0 && n < side;
  if (!Number.isInteger(z) || z < 0 || z > HIGHEST_ZOOM || !inside(x) || !inside(y)) {
    throw new Problem(
      'bad-request',
      `There is no tile ${z}/${x}/${y}: at zoom ${z} both go from 0 to ${side - 1}.`,
    );
  }
  const row = scheme === 'tms' ? side - 1 - y : y;
  const toLngLat = (px: number, py: number) => fromWorld((x + px / width) / side, (row + py / height) / side);
  return {
    kind: 'tile-name',
    crs: 'EPSG:3857',
    toLngLat,
    toPixel: (lng, lat) => {
      const [wx, wy] = toWorld(lng, lat);
      return [(wx * side - x) * width, (wy * side - row) * height];
    },
    metresPerPixel: resolutionOf(toLngLat, width, height),
  };
}
