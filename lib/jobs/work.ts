import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '@/lib/db/database';
import type { JobKind } from './kind';
import { receive, send } from './queue';
import { Rescue } from './rescue';
import { runJob } from './run';

const IDLE_MS = 500;
const LOOK_MS = 3000;
/** A job that finds the place beside the others taken asks again after this. */
const ASIDE_S = 3;

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});

async function rescueLoop(stopping: AbortSignal): Promise<void> {
  const rescue = new Rescue();
  while (!stopping.aborted) {
    await pause(LOOK_MS, stopping);
    if (stopping.aborted) return;
    await rescue.look().catch((error) => console.error(`Worker: ${(error as Error).message}`));
  }
}

/** Which job the place beside the others goes to when `id` asks for it: the oldest that waits. Undefined: `id` needs none. */
async function nextAside(id: string, kinds: JobKind[]): Promise<string | undefined> {
  const names = kinds.filter(({ aside }) => aside).map(({ name }) => name);
  const [asking] = await query(`select 1 from job where id = $1 and kind = any($2) and state = 'queued'`, [
    id,
    names,
  ]);
  if (!asking) return undefined;
  const [oldest] = await query<{ id: string }>(
    `select id from job where state = 'queued' and kind = any($1) order by created_at limit 1`,
    [names],
  );
  return oldest?.id ?? id;
}

/**
 * Runs jobs one after another until `stopping` aborts, and beside them one of those kinds that keep the device busy
 * for long; the jobs in hand are then handed back at the end of their chunks. What goes wrong outside a job (the
 * database is away) is said on stderr and tried again.
 */
export async function work(kinds: JobKind[], stopping: AbortSignal): Promise<void> {
  const worker = randomUUID();
  const rescuing = rescueLoop(stopping);
  let beside: Promise<void> | undefined;
  const say = (error: unknown) => console.error(`Worker: ${(error as Error).message}`);
  while (!stopping.aborted) {
    try {
      const message = await receive();
      if (!message) {
        await pause(IDLE_MS, stopping);
        continue;
      }
      const run = (id: string) => runJob(id, worker, kinds, stopping);
      const next = await nextAside(message.job, kinds);
      if (next === undefined) await run(message.job);
      else {
        if (beside || next !== message.job) await send(message.job, { delay_s: ASIDE_S });
        beside ??= run(next)
          .catch(say)
          .finally(() => {
            beside = undefined;
          });
      }
      await message.acknowledge();
    } catch (error) {
      say(error);
      await pause(2000, stopping);
    }
  }
  await Promise.all([rescuing, beside]);
}
