import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '@/lib/db/database';
import type { JobContext } from '@/lib/jobs/kind';
import type { Progress } from '@/lib/jobs/types';
import { findRunKind } from './kinds/all';
import { getRun, runFolder, TRAIN } from './store';

const LOOK_MS = 300;

/** Waits until no other worker has this run in its hands: one that was paused needs a moment to let go. */
async function whenFree(context: JobContext, run: string): Promise<void> {
  for (;;) {
    const held = await query(
      `select 1 from job where kind = $1 and input->>'run' = $2 and id <> $3 and worker is not null`,
      [TRAIN, run, context.id],
    );
    if (held.length === 0) return;
    await sleep(LOOK_MS, undefined, { signal: context.signal });
  }
}

/** Runs the run of a job to its end, from its last checkpoint on. */
export async function workOnRun(context: JobContext): Promise<Record<string, unknown>> {
  const { signal } = context;
  const run = await getRun(context.input.run as string);
  const total = run.epochs;
  let now: Progress = { done: run.last?.epoch ?? 0, total };
  const show = (progress: Partial<Progress>) => {
    now = { ...now, ...progress };
    context.progress(now);
  };
  await whenFree(context, run.id);
  return findRunKind(run.kind).train({
    plan: run,
    folder: runFolder(run.name),
    name: run.name,
    signal,
    onStage: (step) => show({ step }),
    onDevice: (device) => query('update training_run set device = $2 where id = $1', [run.id, device]),
    onStep: (done, values) => show({ done, values }),
    async onEpoch({ epoch, seconds, figures }, latest) {
      now = { ...now, done: epoch };
      await context.commit(
        async (client) => {
          await client.query(
            `insert into training_epoch (run_id, epoch, seconds, figures) values ($1, $2, $3, $4)
             on conflict (run_id, epoch) do update set seconds = excluded.seconds, figures = excluded.figures`,
            [run.id, epoch, seconds, JSON.stringify(figures)],
          );
          await client.query('update training_run set latest = $2 where id = $1', [
            run.id,
            JSON.stringify(latest),
          ]);
        },
        { epoch },
        now,
      );
    },
  });
}

/** A cancelled run keeps its figures only; a paused or failed one its checkpoint too. */
export async function discardRun(input: Record<string, unknown>): Promise<void> {
  const run = await getRun(input.run as string).catch(() => undefined);
  if (!run || run.state === 'cancelled')
    await rm(runFolder(input.name as string), { recursive: true, force: true });
}
