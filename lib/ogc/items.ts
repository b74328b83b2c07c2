import { featurePages, getFeature } from '@/lib/layers/features';
import { countSelected } from '@/lib/layers/selection';
import type { Feature, Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import type { ItemsQuery } from './query';

/** One answer of `items`. */
export interface ItemsPage {
  features: Feature[];
  /**
   * All that match. Counted on the first page only where something is filtered: so that walking through a
   * million of them does not count them a thousand times.
   */
  matched?: number;
  /** Where the next page begins; undefined: this is the last. */
  next?: number;
}

export async function itemsPage(layer: Layer, query: ItemsQuery): Promise<ItemsPage> {
  const { limit, after, filter, area } = query;
  const pages = featurePages(layer, { size: limit + 1, after, filter, area });
  const { value: found = [] } = (await pages.next()) as { value?: Feature[] };
  await pages.return(undefined);
  const features = found.slice(0, limit);
  return {
    features,
    ...(filter || area
      ? after > 0
        ? {}
        : { matched: await countSelected(layer, { filter, area }) }
      : { matched: layer.counts.rows }),
    ...(found.length > limit ? { next: features.at(-1)!.n } : {}),
  };
}

/** The feature of that id. @throws Problem not-found */
export async function item(layer: Layer, id: string): Promise<Feature> {
  if (!/^\d{1,9}$/.test(id)) {
    throw new Problem(
      'not-found',
      `The collection has no feature "${id.slice(0, 40)}"; ids are whole numbers.`,
    );
  }
  return getFeature(layer.id, Number(id));
}
