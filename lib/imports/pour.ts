import type { Queryable } from '@/lib/db/database';
import type { JobContext } from '@/lib/jobs/kind';
import { ColumnTypes, type SeenTypes } from '@/lib/layers/columns';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import type { Column, Counts, Feature } from '@/lib/layers/types';

/** What every import keeps of itself between chunks. */
export interface PourCheckpoint {
  /** Last row committed. */
  row: number;
  types: SeenTypes;
  counts: Record<string, number>;
}

interface Pouring<Kept> {
  layer: string;
  /** Rows in order, from the one after the checkpoint's. */
  chunks: AsyncIterable<Feature[]>;
  /** Rows in all, as far as it is known. */
  total: () => number;
  /** Looks at each row before it is written. */
  observe: (feature: Feature) => void;
  /** What else goes into the checkpoint. */
  kept: () => Kept;
  /** The layer's columns at the end, still without their types. */
  columns: () => Column[];
  /** Further writes of the last commit. */
  atEnd?: (client: Queryable) => Promise<void>;
}

/**
 * Fills a layer chunk by chunk and sums it up. A job that was interrupted goes on after the last committed
 * row. While one chunk is written, the next is read.
 */
export async function pour<Kept extends object>(
  context: Pick<JobContext<unknown, PourCheckpoint & Kept>, 'checkpoint' | 'progress' | 'commit'>,
  { layer, chunks, total, observe, kept, columns, atEnd }: Pouring<Kept>,
): Promise<Counts> {
  const types = new ColumnTypes(context.checkpoint?.types);
  const counts = { ...context.checkpoint?.counts };
  let row = context.checkpoint?.row ?? 0;
  const progress = () => ({ done: row, total: Math.max(row, total()), counts: { ...counts } });
  context.progress(progress());
  let writing: Promise<void> = Promise.resolve();
  for await (const features of chunks) {
    if (features.length === 0) continue;
    for (const feature of features) {
      types.observe(feature.properties, feature.answer);
      counts[feature.status] = (counts[feature.status] ?? 0) + 1;
      observe(feature);
    }
    row = features.at(-1)!.n;
    const checkpoint = { row, types: structuredClone(types.seen), counts: { ...counts }, ...kept() };
    const shown = progress();
    await writing;
    writing = context.commit((client) => appendFeatures(layer, features, client), checkpoint, shown);
    writing.catch(() => {}); // thrown where it is awaited
  }
  await writing;

  const typed = types.apply(columns());
  let summed: Counts | undefined;
  await context.commit(
    async (client) => {
      summed = await finishLayer(layer, typed, client);
      await atEnd?.(client);
    },
    { row, types: types.seen, counts, ...kept() },
    { done: row, total: row, counts },
  );
  return summed!;
}
