import type { Layer } from '../types';
import { CELL_BITS } from './cells';
import { countsIn } from './counts';
import { clusterLog2 } from './gathering';
import { WEIGHT } from './names';
import type { TileAddress } from './ranges';
import { FULL_ZOOM } from './thin';

/** A point of a tile, with the cell it lies in. */
export interface TilePoint {
  id?: number;
  cell: number;
  /** Units of the tile. */
  at: [number, number];
  tags: Record<string, unknown>;
}

/** Squares a tile's side is parted into, as a power of two, for the weights of a heat map: 16 pixels of 512 each. */
const WEIGHT_LOG2 = 5;

/**
 * The points of a tile as the style gathers them. Of a tile that is thinned out, each point of a heat map weighs
 * as much as all for which it stands; clusters count all points of their square, those left out too.
 */
export async function gathered(layer: Layer, tile: TileAddress, points: TilePoint[]): Promise<TilePoint[]> {
  const { style } = layer;
  if (style.points === 'heat' && tile.z < FULL_ZOOM) return weighted(layer, tile, points);
  if (style.points === 'clusters' && tile.z <= style.cluster.maxZoom) return clustered(layer, tile, points);
  return points;
}

/** Points by the square of a level in which they lie. */
function bySquare(points: readonly TilePoint[], level: number): Map<number, TilePoint[]> {
  const squares = new Map<number, TilePoint[]>();
  for (const point of points) {
    const square = Math.floor(point.cell / 4 ** (CELL_BITS - level));
    const there = squares.get(square);
    if (there) there.push(point);
    else squares.set(square, [point]);
  }
  return squares;
}

async function weighted(layer: Layer, tile: TileAddress, points: TilePoint[]): Promise<TilePoint[]> {
  const level = tile.z + WEIGHT_LOG2;
  const counts = await countsIn(layer, tile, level);
  for (const [square, there] of bySquare(points, level)) {
    const weight = (counts.get(square) ?? there.length) / there.length;
    for (const { tags } of there) tags[WEIGHT] = Math.round(weight * 100) / 100;
  }
  return points;
}

async function clustered(layer: Layer, tile: TileAddress, points: TilePoint[]): Promise<TilePoint[]> {
  const level = tile.z + clusterLog2(layer.style);
  const counts = await countsIn(layer, tile, level);
  return [...bySquare(points, level)].map(([square, there]) => {
    const count = counts.get(square) ?? there.length;
    if (count === 1) return there[0]!;
    const middle = (axis: 0 | 1) =>
      Math.round(there.reduce((sum, { at }) => sum + at[axis], 0) / there.length);
    return {
      cell: there[0]!.cell,
      at: [middle(0), middle(1)],
      tags: { cluster: true, point_count: count, point_count_abbreviated: abbreviated(count) },
    };
  });
}

/** As MapLibre writes it: 950, 1.2k, 34k. */
function abbreviated(count: number): string | number {
  if (count >= 10_000) return `${Math.round(count / 1000)}k`;
  return count >= 1000 ? `${Math.round(count / 100) / 10}k` : count;
}
