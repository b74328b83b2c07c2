/**
 * Signed distance fields: a drawing as how far each pixel is from its edge, which MapLibre colours, outlines and
 * enlarges as it likes.
 */

/** Pixels of the map over which distances are told apart; MapLibre's shader counts with eight. */
const REACH = 8;
/** Share of them inside the edge, as MapLibre has it. */
const INSIDE = 0.25;
const FAR = 1e20;

/**
 * Distances from the edge of a drawing (exact Euclidean; Felzenszwalb and Huttenlocher, "Distance transforms of
 * sampled functions", 2012), with the half-covered pixels of the edge counted by their share.
 * @param alpha how far each pixel is covered, 0 to 255, row by row
 * @param ratio pixels of the drawing for one of the map
 * @returns 0 to 255: 191 at the edge, more inside
 */
export function distanceField(
  alpha: ArrayLike<number>,
  width: number,
  height: number,
  ratio: number,
): Uint8ClampedArray {
  const outside = new Float64Array(width * height);
  const inside = new Float64Array(width * height);
  for (let i = 0; i < outside.length; i++) {
    const covered = alpha[i]! / 255;
    const off = 0.5 - covered;
    outside[i] = covered === 1 ? 0 : covered === 0 ? FAR : Math.max(0, off) ** 2;
    inside[i] = covered === 1 ? FAR : covered === 0 ? 0 : Math.max(0, -off) ** 2;
  }
  squaredDistances(outside, width, height);
  squaredDistances(inside, width, height);
  return Uint8ClampedArray.from(outside, (square, i) => {
    const distance = (Math.sqrt(square) - Math.sqrt(inside[i]!)) / ratio;
    return Math.round(255 - 255 * (distance / REACH + INSIDE));
  });
}

function squaredDistances(grid: Float64Array, width: number, height: number): void {
  for (let x = 0; x < width; x++) alongLine(grid, x, width, height);
  for (let y = 0; y < height; y++) alongLine(grid, y * width, 1, width);
}

/** The lower envelope of the parabolas that stand on one row or column. */
function alongLine(grid: Float64Array, offset: number, stride: number, length: number): void {
  const values = Float64Array.from({ length }, (_, i) => grid[offset + i * stride]!);
  const tops = new Int32Array(length);
  const starts = new Float64Array(length + 1).fill(FAR);
  starts[0] = -FAR;
  let last = 0;
  const meet = (a: number, b: number) => (values[b]! - values[a]! + b * b - a * a) / (2 * (b - a));
  for (let at = 1; at < length; at++) {
    let start = meet(tops[last]!, at);
    while (start <= starts[last]! && last > 0) start = meet(tops[--last]!, at);
    tops[++last] = at;
    starts[last] = start;
    starts[last + 1] = FAR;
  }
  for (let at = 0, part = 0; at < length; at++) {
    while (starts[part + 1]! < at) part++;
    const top = tops[part]!;
    grid[offset + at * stride] = values[top]! + (at - top) ** 2;
  }
}
