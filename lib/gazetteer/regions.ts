import { query } from '@/lib/db/database';
import type { Family } from './keys';
import type { Source } from './publish-sql';

/** Regions of which a newer file of a product takes the place: 전남광주 holds what 광주 and 전남 were. */
function covered(regions: readonly string[]): Set<string> {
  const all = new Set(regions);
  if (all.has('전남광주')) {
    all.add('광주');
    all.add('전남');
  }
  return all;
}

/** The data sets that are published now, oldest first. */
export async function currentSources(family: Family): Promise<Source[]> {
  return query<Source>(
    `select id, family, product, edition::text as edition, regions from gazetteer.dataset
     where family = $1 and state = 'current' order by id`,
    [family],
  );
}

/**
 * Who counts where after an import: a product's newest import has its regions, older data sets of the
 * product keep the others, and one that keeps none goes.
 */
export function takeOver(existing: readonly Source[], fresh: readonly Source[]) {
  const sources: Source[] = [];
  const narrowed: { id: number; regions: string[] }[] = [];
  const gone: number[] = [];
  for (const old of existing) {
    const taken = covered(
      fresh.filter((source) => source.product === old.product).flatMap((source) => source.regions),
    );
    const regions = old.regions.filter((region) => !taken.has(region));
    if (!regions.length) {
      gone.push(old.id);
      continue;
    }
    if (regions.length < old.regions.length) narrowed.push({ id: old.id, regions });
    sources.push({ ...old, regions });
  }
  return { sources: [...sources, ...fresh], narrowed, gone };
}
