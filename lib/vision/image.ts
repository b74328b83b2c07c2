/** A picture as networks take it: RGB, row by row, 0 to 255, `data` of 3 * width * height bytes. */
export interface Image {
  width: number;
  height: number;
  data: Uint8Array;
}
