/**
 * The world of Web Mercator as a square of 2^26 by 2^26 cells, x from the antimeridian eastward and y from the
 * north southward, as tiles are counted. A cell's number is its place on the Z-order curve (Morton): the cells of
 * any tile are one unbroken range of numbers, so that an ordinary B-tree finds what lies in a tile. 52 bits: a
 * JavaScript number holds it exactly.
 */
export const CELL_BITS = 26;
const SIDE = 2 ** CELL_BITS;

/** Longitude in degrees to 0 .. 1, from west to east. */
export const mercatorX = (lon: number): number => lon / 360 + 0.5;

/** Latitude in degrees to 0 .. 1, from north to south; beyond 85.05 degrees, where the map ends, its edge. */
export function mercatorY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI;
  return Math.min(1, Math.max(0, y));
}

/** Spreads the lower 13 bits of a number to its even bits. */
function spread13(value: number): number {
  let v = value & 0x1fff;
  v = (v | (v << 8)) & 0x00ff00ff;
  v = (v | (v << 4)) & 0x0f0f0f0f;
  v = (v | (v << 2)) & 0x33333333;
  return (v | (v << 1)) & 0x55555555;
}

/** The number of a cell by column and row, each below 2^26. */
export function cellAt(column: number, row: number): number {
  const high = spread13(column >>> 13) | (spread13(row >>> 13) << 1);
  const low = spread13(column) | (spread13(row) << 1);
  return high * 2 ** CELL_BITS + low;
}

/** Gathers the even bits of a number of 26 bits. */
function gather13(value: number): number {
  let v = value & 0x55555555;
  v = (v | (v >>> 1)) & 0x33333333;
  v = (v | (v >>> 2)) & 0x0f0f0f0f;
  v = (v | (v >>> 4)) & 0x00ff00ff;
  return (v | (v >>> 8)) & 0x1fff;
}

/** Column and row of a cell. */
export function positionOf(cell: number): [column: number, row: number] {
  const high = Math.floor(cell / 2 ** CELL_BITS);
  const low = cell % 2 ** CELL_BITS;
  return [gather13(high) * 2 ** 13 + gather13(low), gather13(high >>> 1) * 2 ** 13 + gather13(low >>> 1)];
}

const clamp = (value: number) => Math.min(SIDE - 1, Math.max(0, Math.floor(value)));

/** The cell a place in degrees lies in; what lies outside the map counts to its edge. */
export const cellOf = (lon: number, lat: number): number =>
  cellAt(clamp(mercatorX(lon) * SIDE), clamp(mercatorY(lat) * SIDE));

/** Numbers of the cells in the square `column`, `row` of a grid of 2^level by 2^level: first and last. */
export function cellRange(level: number, column: number, row: number): [first: number, last: number] {
  const size = 4 ** (CELL_BITS - level);
  const first = cellAt(column * 2 ** (CELL_BITS - level), row * 2 ** (CELL_BITS - level));
  return [first, first + size - 1];
}

/** All there are. */
export const FULL_CELLS = { first: 0, last: 4 ** CELL_BITS - 1 };
