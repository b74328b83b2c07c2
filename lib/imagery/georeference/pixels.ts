import type { Georeference } from './georeference';

/** A pixel of an image without a place is this many degrees wide on the blank canvas about 0, 0: some 1.1 m. */
const DEGREES_PER_PIXEL = 1e-5;

/**
 * For an image of which no place is known: pixels as they are on a blank canvas, 0, 0 being its top left corner. The
 * degrees say nothing of the Earth.
 */
export const pixelGeoreference = (): Georeference => ({
  kind: 'pixels',
  toLngLat: (x, y) => [x * DEGREES_PER_PIXEL, -y * DEGREES_PER_PIXEL],
  toPixel: (lng, lat) => [lng / DEGREES_PER_PIXEL, -lat / DEGREES_PER_PIXEL],
  metresPerPixel: Number.NaN,
});
