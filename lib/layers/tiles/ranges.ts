import { CELL_BITS, cellRange, FULL_CELLS } from './cells';
import { FULL_ZOOM } from './thin';

/** A tile as maps count them: x from the antimeridian eastward, y from the north southward. */
export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

/** Cells to read of the features that are drawn from one zoom on. */
export interface Range {
  zoom: number;
  first: number;
  last: number;
}

/** Where the points of a tile are: one range for each zoom from which they may be drawn. */
export function pointRanges({ z, x, y }: TileAddress): Range[] {
  const [first, last] = cellRange(z, x, y);
  return zooms(z).map((zoom) => ({ zoom, first, last }));
}

const zooms = (z: number) => Array.from({ length: Math.min(z, FULL_ZOOM) + 1 }, (_, zoom) => zoom);

/**
 * Where the features of any shape that reach into a tile may be. One that is not drawn before zoom b was less
 * than 4 of 512 pixels across at zoom b - 1, so its cell is at most 2^-(b + 6) of the world away from any of
 * it. Those of zoom 0 may be of any size.
 * @param buffer share of the tile's side by which it is widened
 */
export function shapeRanges(tile: TileAddress, buffer: number): Range[] {
  return zooms(tile.z).flatMap((zoom) => {
    if (zoom === 0) return [{ zoom, ...FULL_CELLS }];
    const reach = 2 ** (tile.z - zoom - 6) + buffer; // in sides of the tile
    const level = Math.min(tile.z + 2, zoom + 6, CELL_BITS);
    const scale = 2 ** (level - tile.z);
    const side = 2 ** level;
    const span = (at: number): [number, number] => [
      Math.max(0, Math.floor((at - reach) * scale)),
      Math.min(side - 1, Math.floor((at + 1 + reach) * scale)),
    ];
    const [west, east] = span(tile.x);
    const [north, south] = span(tile.y);
    const squares: [number, number][] = [];
    for (let row = north; row <= south; row++) {
      for (let column = west; column <= east; column++) squares.push(cellRange(level, column, row));
    }
    return joined(squares).map(([first, last]) => ({ zoom, first, last }));
  });
}

/** Ranges in order, those that touch as one. */
function joined(ranges: [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  for (const range of ranges.sort(([a], [b]) => a - b)) {
    const before = out[out.length - 1];
    if (before && before[1] + 1 === range[0]) before[1] = range[1];
    else out.push(range);
  }
  return out;
}
