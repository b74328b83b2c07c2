import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobKind } from './kind';
import { receive } from './queue';
import { Rescue } from './rescue';
import { runJob } from './run';

const IDLE_MS = 500;
const LOOK_MS = 3000;

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});

async function rescueLoop(stopping: AbortSignal): Promise<void> {
  const rescue = new Rescue();
  while (!stopping.aborted) {
    await pause(LOOK_MS, stopping);
    if (stopping.aborted) return;
    await rescue.look().catch((error) => console.error(`Worker: ${(error as Error).message}`));
  }
}

/**
 * Runs jobs one after another until `stopping` aborts; the job in hand is then handed back at the end of
 * its chunk. What goes wrong outside a job (the database is away) is said on stderr and tried again.
 */
export async function work(kinds: JobKind[], stopping: AbortSignal): Promise<void> {
  const worker = randomUUID();
  const rescuing = rescueLoop(stopping);
  while (!stopping.aborted) {
    try {
      const message = await receive();
      if (message) {
        await runJob(message.job, worker, kinds, stopping);
        await message.acknowledge();
      } else {
        await pause(IDLE_MS, stopping);
      }
    } catch (error) {
      console.error(`Worker: ${(error as Error).message}`);
      await pause(2000, stopping);
    }
  }
  await rescuing;
}
