/** Pixels as a network takes them. */
export interface Picture {
  width: number;
  height: number;
  /** Red, green, blue of each pixel, row by row from the top left. */
  data: Uint8Array;
  /** 0: nothing there (outside the photograph, no data) to 255; absent where every pixel has something. */
  alpha?: Uint8Array;
}

/** A part of an image in whole pixels. */
export interface Window {
  x: number;
  y: number;
  width: number;
  height: number;
}
