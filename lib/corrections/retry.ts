import { transaction } from '@/lib/db/database';
import { geocodeBatch } from '@/lib/geocode/geocode';
import { answerProperties } from '@/lib/geocode/properties';
import { type Answer, LEVELS } from '@/lib/geocode/types';
import type { JobContext } from '@/lib/jobs/kind';
import { enqueue } from '@/lib/jobs/store';
import type { Job } from '@/lib/jobs/types';
import {
  getAnswers,
  type NewAnswer,
  queued,
  queueLengths,
  recount,
  writeAnswers,
} from '@/lib/layers/answers';
import { getLayer, listLayers } from '@/lib/layers/store';
import { Problem } from '@/lib/problems';
import { inputText } from './input';

const CHUNK = 1000;
/** What a new edition of the address database may answer better. A near number was an answer. */
const FAILED = ['not_found', 'ambiguous', 'coarse'] as const;

/** The input of a `retry-failed` job. */
export interface RetryInput extends Record<string, unknown> {
  layer: string;
}

interface Checkpoint {
  /** Last row tried. */
  after: number;
  done: number;
  total: number;
  counts: Record<string, number>;
}

/**
 * Starts geocoding the rows of a layer that were not found, ambiguous or coarse once more; the others, and
 * those a person put right, are not touched.
 * @throws Problem not-found, bad-request (nothing to try), conflict
 */
export async function startRetry(layerId: string): Promise<Job> {
  const layer = await getLayer(layerId);
  inputText(layer, {}); // throws for a layer without addresses
  if (layer.state !== 'ready') {
    throw new Problem('conflict', `Layer "${layer.name}" is still being filled; try again afterwards.`);
  }
  const lengths = await queueLengths(layerId);
  if (FAILED.every((name) => lengths[name] === 0)) {
    throw new Problem('bad-request', `Layer "${layer.name}" has no row that failed.`);
  }
  return enqueue('retry-failed', { layer: layerId });
}

/** The lower the better. */
function rank(status: string, level: string | null | undefined): number {
  if (status === 'ok') return LEVELS.indexOf(level as (typeof LEVELS)[number]);
  return status === 'ambiguous' ? LEVELS.length : LEVELS.length + 1;
}

function answered(n: number, answer: Answer): NewAnswer {
  const { match, status } = answer;
  const parts = Object.entries(answerProperties(answer)).filter(([, value]) => value !== null);
  return {
    n,
    geometry: match ? { type: 'Point', coordinates: [match.lon, match.lat] } : null,
    answer: Object.fromEntries(parts),
    status,
    level: match?.level ?? null,
    correction: null,
  };
}

/** What the job does, chunk by chunk: only answers that became better are written. */
export async function retryFailed(
  context: JobContext<RetryInput, Checkpoint>,
): Promise<{ tried: number; better: number }> {
  const layer = await getLayer(context.input.layer);
  const lengths = await queueLengths(layer.id);
  let { after, done, total, counts } = context.checkpoint ?? {
    after: 0,
    done: 0,
    total: FAILED.reduce((sum, name) => sum + lengths[name], 0),
    counts: { better: 0 },
  };
  for (;;) {
    context.signal.throwIfAborted();
    const numbers = await queued(layer.id, [...FAILED], { after, limit: CHUNK });
    if (numbers.length === 0) break;
    const rows = await getAnswers(layer.id, numbers);
    const answers = await geocodeBatch(rows.map(({ properties }) => inputText(layer, properties)));
    const better = rows.flatMap((row, i) => {
      const now = answered(row.n, answers[i]!);
      return rank(now.status, now.level) < rank(row.status, row.level) ? [now] : [];
    });
    after = numbers.at(-1)!;
    done += numbers.length;
    total = Math.max(total, done);
    counts = { better: (counts.better ?? 0) + better.length };
    await context.commit(
      async (client) => {
        if (better.length > 0) await writeAnswers(layer.id, better, client);
      },
      { after, done, total, counts },
      { done, total, counts },
    );
  }
  await context.commit(
    async (client) => void (await recount(layer, client)),
    { after, done, total, counts },
    { done, total, counts },
  );
  return { tried: done, better: counts.better ?? 0 };
}

/** After a run that was stopped: the answers found so far are counted. The layer may be gone. */
export async function endRetry({ layer: id }: RetryInput): Promise<void> {
  const layer = (await listLayers()).find((one) => one.id === id);
  if (layer) await transaction(async (client) => void (await recount(layer, client)));
}
