import { query } from '@/lib/db/database';
import type { Layer } from '../types';
import { CELL_BITS } from './cells';
import { pointRanges, type TileAddress } from './ranges';
import { FULL_ZOOM } from './thin';

/** How many points lie in squares of the map, by the number of the square on the Z-order curve. */
export type Counts = Map<number, number>;

/** Squares as fine as this are counted for the whole layer at once: 2^15 across the world, about a kilometre. */
const WHOLE_LEVEL = 15;

// Counted layers of this process, the newest last: a few hundred kilobytes each.
const KEPT = 4;
const whole = new Map<string, Promise<Counts>>();

/**
 * Points of a layer in the squares of a tile.
 * @param level 2^level squares across the world
 */
export async function countsIn(layer: Layer, tile: TileAddress, level: number): Promise<Counts> {
  if (level > WHOLE_LEVEL) return counted(layer, pointRanges({ ...tile, z: tile.z }), level);
  const all = await wholeLayer(layer);
  const counts: Counts = new Map();
  const shift = 4 ** (WHOLE_LEVEL - level);
  const [range] = pointRanges(tile);
  const cells = 4 ** (CELL_BITS - level);
  const [first, last] = [Math.floor(range!.first / cells), Math.floor(range!.last / cells)];
  for (const [square, count] of all) {
    const at = Math.floor(square / shift);
    if (at >= first && at <= last) counts.set(at, (counts.get(at) ?? 0) + count);
  }
  return counts;
}

function wholeLayer(layer: Layer): Promise<Counts> {
  const key = `${layer.id} ${layer.revision}`;
  const kept = whole.get(key);
  whole.delete(key);
  const counts = kept ?? counted(layer, [], WHOLE_LEVEL);
  counts.catch(() => whole.delete(key));
  whole.set(key, counts);
  if (whole.size > KEPT) whole.delete(whole.keys().next().value!);
  return counts;
}

async function counted(layer: Layer, ranges: ReturnType<typeof pointRanges>, level: number): Promise<Counts> {
  const [range] = ranges;
  const rows = await query<{ square: number; points: number }>(
    `select cell / $2::bigint as square, count(*)::int as points
     from ${range ? 'generate_series(0, $5::int) z cross join lateral (select cell from' : '(select cell from'} feature
       where layer_id = $1 ${range ? 'and zoom = z and cell between $3 and $4 offset 0' : 'and cell is not null'}) f
     group by square`,
    [layer.id, 4 ** (CELL_BITS - level), ...(range ? [range.first, range.last, FULL_ZOOM] : [])],
  );
  return new Map(rows.map(({ square, points }) => [square, points]));
}
