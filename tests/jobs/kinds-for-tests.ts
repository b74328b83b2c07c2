import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '@/lib/db/database';
import type { JobKind } from '@/lib/jobs/kind';
import { appendFeatures } from '@/lib/layers/features';
import { deleteLayer } from '@/lib/layers/store';
import { Problem } from '@/lib/problems';

/** Kinds of jobs that do as little as can be: they count rows into a layer, fail, or wait. */
export const count: JobKind = {
  name: 'count',
  async run(context) {
    const { layer, rows, chunk, pause_ms } = context.input as {
      layer: string;
      rows: number;
      chunk: number;
      pause_ms: number;
    };
    let done = (context.checkpoint as { done: number } | undefined)?.done ?? 0;
    const from = done;
    while (done < rows) {
      context.signal.throwIfAborted();
      await sleep(pause_ms);
      const features = Array.from({ length: Math.min(chunk, rows - done) }, (_, i) => ({
        n: done + i + 1,
        geometry: { type: 'Point' as const, coordinates: [127, 37] },
        properties: { by: process.pid },
        answer: null,
        status: 'ok',
        level: null,
      }));
      done += features.length;
      await context.commit(
        (client) => appendFeatures(layer, features, client),
        { done },
        { done, total: rows },
      );
    }
    return { from, pid: process.pid };
  },
  discard: (input) => deleteLayer(input.layer as string, { query }),
};

export const failing: JobKind = {
  name: 'failing',
  async run() {
    throw new Problem('unreadable', 'Row 3 has no end.', { row: 3 });
  },
};

let running = 0;
export const highest = { together: 0 };
export const alone: JobKind = {
  name: 'alone',
  lane: 'one',
  async run() {
    running++;
    highest.together = Math.max(highest.together, running);
    await sleep(300);
    running--;
    return {};
  },
};

/** In the order in which they ended. */
export const ended: string[] = [];
export const device: JobKind = {
  name: 'device',
  aside: true,
  async run({ input }) {
    await sleep(input.ms as number);
    ended.push(input.name as string);
    return {};
  },
};
