import type { Extent } from '../_lib/types';

type LngLat = [lng: number, lat: number];

const toWorld = (lat: number) => Math.asinh(Math.tan((lat * Math.PI) / 180));
const fromWorld = (y: number) => (Math.atan(Math.sinh(y)) * 180) / Math.PI;

/** How much of the view an image laid in its middle takes. */
const SHARE = 0.5;

/**
 * The corners of an image laid in the middle of the view, as large as fits, undistorted on the map.
 * @param extent of the view, degrees
 * @returns top left, top right, bottom right, bottom left
 */
export function inMiddle(
  [west, south, east, north]: Extent,
  { width, height }: { width: number; height: number },
): [LngLat, LngLat, LngLat, LngLat] {
  const [low, high] = [toWorld(south), toWorld(north)];
  const [wide, tall] = [((east - west) * Math.PI) / 180, high - low];
  const scale = SHARE * Math.min(wide / width, tall / height);
  const [x, y] = [((west + east) / 2) * (Math.PI / 180), (low + high) / 2];
  const corner = (right: number, down: number): LngLat => [
    ((x + (right * scale * width) / 2) * 180) / Math.PI,
    fromWorld(y - (down * scale * height) / 2),
  ];
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** The size of an image that the browser can read; undefined: it cannot. */
export async function sizeOf(file: File): Promise<{ width: number; height: number } | undefined> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return undefined;
  }
}
