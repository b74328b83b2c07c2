/** Which pixels belong to an object: 0 or 1, row by row. */
export interface Bitmap {
  width: number;
  height: number;
  data: Uint8Array;
}

/** A bitmap somewhere in an image; `x`, `y` is its upper left pixel. */
export interface PlacedMask extends Bitmap {
  x: number;
  y: number;
}
