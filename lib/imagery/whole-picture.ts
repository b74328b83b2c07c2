import sharp from 'sharp';
import type { Georeference } from './georeference/georeference';
import { toWorld } from './georeference/mercator';
import type { Raster } from './raster';
import { type Frame, warp } from './warp';
import { boundsOf } from './web-tile';

/** Side of the square that a pixel at the middle of the image covers in the world of Web Mercator. */
function pixelSide({ width, height }: Raster, { toLngLat }: Georeference): number {
  const [x, y] = [width / 2, height / 2];
  const at = toWorld(...toLngLat(x, y));
  const [right, down] = [toWorld(...toLngLat(x + 1, y)), toWorld(...toLngLat(x, y + 1))];
  return Math.sqrt(Math.abs((right[0] - at[0]) * (down[1] - at[1]) - (right[1] - at[1]) * (down[0] - at[0])));
}

/** The frame that holds an image with a pixel for each of its own, or fewer where it would have more than `most` a side. */
function frameOf(raster: Raster, place: Georeference, most: number): Frame {
  const [west, south, east, north] = boundsOf(place, raster);
  const [left, top] = toWorld(west, north);
  const [right, bottom] = toWorld(east, south);
  const longest = Math.max(right - left, bottom - top);
  const pixels = Math.min(most, longest / pixelSide(raster, place));
  const size = (side: number) => Math.max(1, Math.round((side / longest) * pixels));
  return { left, top, right, bottom, width: size(right - left), height: size(bottom - top) };
}

/**
 * A whole image as one picture with north above, between the edges that `boundsOf` gives: MapLibre and others lay it
 * there by its corners.
 * @param most pixels of its longer side
 * @returns WebP with opacity
 */
export async function wholePicture(raster: Raster, place: Georeference, most: number): Promise<Uint8Array> {
  const frame = frameOf(raster, place, most);
  const { width, height } = frame;
  const pixels = (await warp(raster, place, frame)) ?? new Uint8Array(4 * width * height);
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .webp({ quality: 88, alphaQuality: 100, effort: 4 })
    .toBuffer();
}
