import type { Queryable } from '@/lib/db/database';
import type { Feature } from '../types';
import { placeOf } from './place';
import { Thinning } from './thin';

/** Zooms and cells of features in their order; null where a feature has no place. */
interface Assigned {
  zooms: (number | null)[];
  cells: (number | null)[];
}

/** What is drawn of a layer that is being filled here, up to and with row `last`. */
interface Filling {
  last: number;
  thinning: Thinning;
}

/** A worker fills one layer at a time; a second one is kept for when two take turns. */
const KEPT = 2;
const fillings = new Map<string, Filling>();

/**
 * Where the features of a chunk go. While a layer is filled, its taken squares are kept in memory; they are read
 * back from the database when this process has not written the rows before (it took over a job that was
 * interrupted), or when a chunk comes a second time after it was rolled back.
 * @returns undefined for a layer that is ready: the database places single features that are written late
 */
export async function assignPlaces(
  layerId: string,
  features: readonly Feature[],
  client: Queryable,
): Promise<Assigned | undefined> {
  const { rows } = await client.query('select state from layer where id = $1', [layerId]);
  if (rows[0]?.state !== 'filling') return undefined;
  const [first, last] = [features[0]!.n, features[features.length - 1]!.n];
  let filling = fillings.get(layerId);
  if (!filling || first <= filling.last) {
    filling = { last: 0, thinning: await drawnBefore(layerId, first, last, client) };
  }
  fillings.delete(layerId); // put in again, it is the newest
  fillings.set(layerId, filling);
  if (fillings.size > KEPT) fillings.delete(fillings.keys().next().value!);
  filling.last = last;
  const { thinning } = filling;
  const places = features.map(({ geometry }) => (geometry ? placeOf(geometry) : null));
  return {
    cells: places.map((place) => place?.cell ?? null),
    zooms: places.map((place) => place && thinning.place(place.cell, place.largest)),
  };
}

/** Forgets what is kept of a layer that is full. */
export const forgetFilling = (layerId: string): boolean => fillings.delete(layerId);

const PAGE = 50_000;

/** The squares taken by the rows of a layer but those from `first` to `last`, which are to be written anew. */
async function drawnBefore(
  layerId: string,
  first: number,
  last: number,
  client: Queryable,
): Promise<Thinning> {
  const thinning = new Thinning();
  for (let after = 0; ; ) {
    const { rows } = await client.query(
      `select n, zoom, cell from feature where layer_id = $1 and n > $2 order by n limit ${PAGE}`,
      [layerId, after],
    );
    for (const { n, zoom, cell } of rows) {
      if (cell !== null && (n < first || n > last)) thinning.take(cell, zoom);
    }
    if (rows.length < PAGE) return thinning;
    after = rows[rows.length - 1].n;
  }
}
