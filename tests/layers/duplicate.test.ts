import { expect, test } from 'vitest';
import { query, transaction } from '@/lib/db/database';
import type { JobContext } from '@/lib/jobs/kind';
import { copyFeatures } from '@/lib/layers/duplicate';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import { createLayer, getLayer } from '@/lib/layers/store';
import { freshDatabase } from '../support/database';

freshDatabase();

const columns = [{ name: '이름', type: 'text' as const }];

/** A job as a worker runs it; `stopAfter` chunks it ends as if the worker had died. */
function contextOf(
  input: Record<string, unknown>,
  checkpoint: unknown,
  stopAfter = Number.POSITIVE_INFINITY,
) {
  const saved: { checkpoint: unknown } = { checkpoint };
  let chunks = 0;
  const context = {
    id: 'job',
    input,
    checkpoint,
    signal: new AbortController().signal,
    progress: () => {},
    commit: async (work, next) => {
      if (chunks++ >= stopAfter) throw new Error('killed');
      await transaction(work);
      saved.checkpoint = next;
    },
  } as JobContext;
  return { context, saved };
}

test('a copy has every feature as it was, also when its worker was killed in between', async () => {
  const original = await createLayer({ name: '가게', kind: 'file', columns });
  await transaction(async (client) => {
    const features = Array.from({ length: 21_000 }, (_, i) => ({
      n: i + 1,
      geometry: i % 3 ? { type: 'Point' as const, coordinates: [127 + i / 1e5, 37] } : null,
      properties: { 이름: `가게 ${i}` },
      answer: null,
      status: 'ok',
      level: null,
    }));
    await appendFeatures(original.id, features, client);
    await finishLayer(original.id, columns, client);
  });
  const copy = await createLayer({ name: '사본', kind: 'file', columns });
  const input = { from: original.id, layer: copy.id };
  const first = contextOf(input, undefined, 1);
  await expect(copyFeatures(first.context)).rejects.toThrow('killed');
  expect((await getLayer(copy.id)).state).toBe('filling');
  const second = contextOf(input, first.saved.checkpoint);
  expect(await copyFeatures(second.context)).toEqual({ layer: copy.id, rows: 21_000 });
  const [{ counts, extent }, made] = [await getLayer(original.id), await getLayer(copy.id)];
  expect(made).toMatchObject({ state: 'ready', counts, extent, tiled: true });
  const [same] = await query<{ differing: number }>(
    `select count(*)::int as differing from feature a left join feature b
       on b.layer_id = $2 and b.n = a.n
     where a.layer_id = $1 and (a.properties, a.status, a.zoom, a.cell, a.geom) is distinct from
       (b.properties, b.status, b.zoom, b.cell, b.geom)`,
    [original.id, copy.id],
  );
  expect(same!.differing).toBe(0);
});
