/**
 * Where the pixels of an image lie. Pixels: x to the right, y down, in pixels of the whole image, 0, 0 being the
 * outer corner of the top left pixel (its centre is 0.5, 0.5). Degrees: longitude first, WGS 84.
 */
export interface Georeference {
  kind: 'geotiff' | 'world-file' | 'tile-name' | 'corners' | 'control-points' | 'pixels';
  /** Pixel to longitude, latitude. */
  toLngLat(x: number, y: number): [lng: number, lat: number];
  /** Longitude, latitude to pixel; may lie outside the image. */
  toPixel(lng: number, lat: number): [x: number, y: number];
  /** Ground resolution at the middle of the image: the side of a square of a pixel's area. NaN: not on the ground. */
  metresPerPixel: number;
  /** The coordinate system the image's own coordinates are in, as `EPSG:5186`; absent where it has none. */
  crs?: string;
}

/** top left, top right, bottom right, bottom left of the image, each longitude, latitude (the order of MapLibre). */
export type Corners = [Position, Position, Position, Position];
type Position = [lng: number, lat: number];

/** Where the four corners of an image of that many pixels lie. */
export function cornersOf({ toLngLat }: Georeference, width: number, height: number): Corners {
  return [toLngLat(0, 0), toLngLat(width, 0), toLngLat(width, height), toLngLat(0, height)];
}

/** Metres of a degree of latitude and, at the equator, of longitude: WGS 84 within 1 %. */
const METRES_PER_DEGREE = 111_195;

/** The ground resolution at the middle of an image (as `metresPerPixel` has it). */
export function resolutionOf(toLngLat: Georeference['toLngLat'], width: number, height: number): number {
  const [x, y] = [width / 2, height / 2];
  const [lng, lat] = toLngLat(x, y);
  const shrink = Math.cos((lat * Math.PI) / 180);
  const step = (dx: number, dy: number) => {
    const [a, b] = toLngLat(x + dx, y + dy);
    return [(a - lng) * shrink * METRES_PER_DEGREE, (b - lat) * METRES_PER_DEGREE] as const;
  };
  const [right, down] = [step(0.5, 0), step(0, 0.5)];
  return 2 * Math.sqrt(Math.abs(right[0] * down[1] - right[1] * down[0]));
}
