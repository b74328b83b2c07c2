import { setTimeout as sleep } from 'node:timers/promises';
import { type Queryable, query, transaction } from '@/lib/db/database';
import { asProblem, Problem } from '@/lib/problems';
import type { JobContext, JobKind } from './kind';
import { RateMeter } from './progress';
import { send } from './queue';
import type { Progress } from './types';

const BEAT_MS = 1000;
/** A job that ended its worker this often without finishing a chunk is not tried again. */
const MAX_ATTEMPTS = 3;

/** Why a job stops before its end. lost: another worker has it. stopping: the process is to end. */
type StopReason = 'cancelled' | 'lost' | 'stopping';

class JobStopped extends Error {
  constructor(readonly reason: StopReason) {
    super(`The job was stopped: ${reason}.`);
  }
}

interface Claim {
  id: string;
  kind: string;
  input: Record<string, unknown>;
  state: string;
  checkpoint: unknown;
  attempts: number;
}

/**
 * Takes job `id` for `worker`. Undefined: there is nothing to run (gone, ended or another worker has it);
 * busy: its lane is taken.
 */
async function claim(id: string, worker: string, kinds: JobKind[]): Promise<Claim | 'busy' | undefined> {
  return transaction(async (client) => {
    const { rows } = await client.query(
      'select id, kind, input, state, checkpoint, attempts from job where id = $1 for update',
      [id],
    );
    const job = rows[0] as Claim | undefined;
    if (job?.state !== 'queued') return job?.state === 'running' ? undefined : job;
    const lane = kinds.find((kind) => kind.name === job.kind)?.lane;
    if (lane) {
      await client.query('select pg_advisory_xact_lock(hashtext($1))', [`jari lane ${lane}`]);
      const names = kinds.filter((kind) => kind.lane === lane).map((kind) => kind.name);
      const taken = await client.query(
        `select 1 from job where state = 'running' and kind = any($1) limit 1`,
        [names],
      );
      if (taken.rows.length > 0) return 'busy';
    }
    await client.query(
      `update job set state = 'running', worker = $2, attempts = attempts + 1, beat = beat + 1,
         started_at = coalesce(started_at, now()), updated_at = now() where id = $1`,
      [id, worker],
    );
    return { ...job, state: 'running', attempts: job.attempts + 1 };
  });
}

/** Only the row's own worker gets through, and only while the job runs. */
const OWN = `id = $1 and worker = $2 and state = 'running'`;

async function whyStopped(id: string, client?: Queryable): Promise<StopReason> {
  const sql = 'select state from job where id = $1';
  const [job] = client ? (await client.query(sql, [id])).rows : await query(sql, [id]);
  return !job || job.state === 'cancelled' ? 'cancelled' : 'lost';
}

async function beat(id: string, worker: string, progress: Progress | undefined): Promise<boolean> {
  const rows = await query(
    `update job set beat = beat + 1, progress = coalesce($3, progress), updated_at = now() where ${OWN} returning 1`,
    [id, worker, progress ? JSON.stringify(progress) : null],
  );
  return rows.length > 0;
}

async function end(
  id: string,
  worker: string,
  state: 'done' | 'failed',
  result: Record<string, unknown> | undefined,
  error: Problem | undefined,
): Promise<boolean> {
  const rows = await query(
    `update job set state = $3, result = $4, error = $5, finished_at = now(), updated_at = now(),
       progress = progress - 'eta_s' where ${OWN} returning 1`,
    [
      id,
      worker,
      state,
      result ? JSON.stringify(result) : null,
      error ? JSON.stringify(error.details()) : null,
    ],
  );
  return rows.length > 0;
}

/** Cleans up after a job that failed or was cancelled, then lets go of it. */
async function discard(id: string, kind: JobKind | undefined, input: Record<string, unknown>): Promise<void> {
  await kind?.discard?.(input);
  await kind?.release?.(input);
  await query('update job set worker = null where id = $1', [id]);
}

async function handBack(id: string, worker: string): Promise<void> {
  const rows = await query(
    `update job set state = 'queued', worker = null, attempts = 0, updated_at = now() where ${OWN} returning 1`,
    [id, worker],
  );
  if (rows.length > 0) await send(id);
}

/**
 * Runs job `id` in this process, to its end or until `stopping` aborts. Never throws for what the job does;
 * throws only when the database is out of reach.
 * @param worker a name no other worker has
 */
export async function runJob(
  id: string,
  worker: string,
  kinds: JobKind[],
  stopping: AbortSignal,
): Promise<void> {
  const job = await claim(id, worker, kinds);
  if (!job) return;
  if (job === 'busy') return send(id, { delay_s: 1 });
  const kind = kinds.find((kind) => kind.name === job.kind);
  if (job.state === 'cancelled' || job.state === 'failed') return discard(id, kind, job.input);
  if (job.state !== 'running') return;

  const controller = new AbortController();
  const stop = (reason: StopReason) => controller.abort(new JobStopped(reason));
  const onStopping = () => stop('stopping');
  if (stopping.aborted) onStopping();
  stopping.addEventListener('abort', onStopping);

  const meter = new RateMeter();
  let shown: Progress | undefined;
  const context: JobContext = {
    id,
    input: job.input,
    checkpoint: job.checkpoint ?? undefined,
    signal: controller.signal,
    progress(progress) {
      shown = meter.add(progress, performance.now());
    },
    async commit(work, checkpoint, progress) {
      shown = meter.add(progress, performance.now());
      await transaction(async (client: Queryable) => {
        const { rows } = await client.query(
          `update job set checkpoint = $3, progress = $4, attempts = 0, beat = beat + 1, updated_at = now()
           where ${OWN} returning 1`,
          [id, worker, JSON.stringify(checkpoint), JSON.stringify(shown)],
        );
        if (rows.length === 0) throw new JobStopped(await whyStopped(id, client));
        await work(client);
      });
      controller.signal.throwIfAborted();
    },
  };

  let beating = true;
  const heartEnd = new AbortController();
  const heart = (async () => {
    while (beating) {
      await sleep(BEAT_MS, undefined, { signal: heartEnd.signal }).catch(() => {});
      if (!beating) return;
      const alive = await beat(id, worker, shown).catch(() => true); // the database may be back at the next
      if (!alive && beating) return stop(await whyStopped(id).catch(() => 'lost' as const));
    }
  })();

  try {
    if (!kind) throw new Problem('internal', `No worker here knows jobs of the kind "${job.kind}".`);
    if (job.attempts > MAX_ATTEMPTS) {
      throw new Problem('internal', `The job ended its worker ${MAX_ATTEMPTS} times; it is not tried again.`);
    }
    const result = await kind.run(context);
    controller.signal.throwIfAborted();
    if (shown) await beat(id, worker, shown);
    if (await end(id, worker, 'done', result, undefined)) await kind.release?.(job.input);
    else if ((await whyStopped(id)) === 'cancelled') await discard(id, kind, job.input);
  } catch (error) {
    const stopped = controller.signal.aborted ? controller.signal.reason : error;
    if (stopped instanceof JobStopped) {
      if (stopped.reason === 'cancelled') await discard(id, kind, job.input);
      else if (stopped.reason === 'stopping') await handBack(id, worker);
    } else {
      const problem = asProblem(error);
      if (problem.status === 500) console.error(`Job ${id} (${job.kind}):`, error);
      if (await end(id, worker, 'failed', undefined, problem)) await discard(id, kind, job.input);
    }
  } finally {
    beating = false;
    stopping.removeEventListener('abort', onStopping);
    heartEnd.abort();
    await heart;
  }
}
