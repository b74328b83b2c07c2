import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Problem } from '@/lib/problems';
import { getLayer } from '../store';
import { ByteCache } from './cache';
import { makeTile } from './make';
import { MAX_ZOOM } from './names';
import type { TileAddress } from './ranges';
import { tileVersion } from './version';

const CACHE_BYTES = 128 * 1024 * 1024;
/** Makings at a time: what waits can still be called off, and the database is left to others in between. */
const AT_ONCE = 3;

const compress = promisify(gzip);

// One of each a process, also across hot reloads and the bundles of single routes.
const shared = globalThis as typeof globalThis & {
  jariTiles?: { cache: ByteCache; making: Map<string, Making>; waiting: (() => void)[]; running: number };
};
shared.jariTiles ??= { cache: new ByteCache(CACHE_BYTES), making: new Map(), waiting: [], running: 0 };
const state = shared.jariTiles;

interface Making {
  tile: Promise<Uint8Array>;
  /** Who waits for it; when all have left it is not begun. */
  wanted: number;
}

export interface Tile {
  /** Mapbox Vector Tile, gzipped; without features no bytes. */
  bytes: Uint8Array;
  /** What it was made of, as tileVersion says. */
  version: string;
}

/**
 * One tile of a layer, from the cache where it has been made before.
 * @param version what the asker takes the layer's tileVersion for; a tile of that version that is kept is
 *   answered without a look at the database
 * @param signal aborts when the asker has left
 * @throws Problem not-found: no such layer or tile
 */
export async function getTile(
  layerId: string,
  tile: TileAddress,
  version?: string,
  signal?: AbortSignal,
): Promise<Tile> {
  const { z, x, y } = tile;
  const isTile = [z, x, y].every(Number.isInteger) && z >= 0 && z <= MAX_ZOOM && x >= 0 && y >= 0;
  if (!isTile || x >= 2 ** z || y >= 2 ** z) {
    throw new Problem('not-found', `There is no tile ${z}/${x}/${y}; zooms go from 0 to ${MAX_ZOOM}.`);
  }
  const keyOf = (version: string) => `${layerId} ${version} ${z}/${x}/${y}`;
  const kept = version === undefined ? undefined : state.cache.get(keyOf(version));
  if (kept) return { bytes: kept, version: version! };
  const layer = await getLayer(layerId);
  const now = tileVersion(layer);
  const key = keyOf(now);
  const found = state.cache.get(key);
  if (found) return { bytes: found, version: now };
  return { bytes: await share(key, layerId, now, () => makeTile(layer, tile), signal), version: now };
}

/** Several who ask for the same tile at the same time share one making. */
async function share(
  key: string,
  layerId: string,
  version: string,
  make: () => Promise<Uint8Array>,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  let making = state.making.get(key);
  if (making) making.wanted++;
  else {
    const begun: Making = { wanted: 1, tile: Promise.resolve(new Uint8Array()) };
    begun.tile = inTurn(async () => {
      if (begun.wanted === 0) throw new DOMException('Nobody waits for the tile any more.', 'AbortError');
      const made = await make();
      const bytes = made.length > 0 ? await compress(made, { level: 1 }) : made;
      state.cache.sweep(
        (other) => other.startsWith(`${layerId} `) && !other.startsWith(`${layerId} ${version} `),
      );
      state.cache.set(key, bytes);
      return bytes;
    }).finally(() => state.making.delete(key));
    begun.tile.catch(() => {}); // whoever waits is told
    making = begun;
    state.making.set(key, making);
  }
  const joined = making;
  const leave = () => void joined.wanted--;
  signal?.addEventListener('abort', leave, { once: true });
  try {
    return await joined.tile;
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (state.running >= AT_ONCE) await new Promise<void>((resolve) => state.waiting.push(resolve));
  state.running++;
  try {
    return await work();
  } finally {
    state.running--;
    state.waiting.shift()?.();
  }
}
