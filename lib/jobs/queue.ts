import { setTimeout as sleep } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import { database, type Queryable } from '@/lib/db/database';

/** The one queue. It carries ids; what a job is stands in table `job`. */
const QUEUE = 'job';

const shared = globalThis as typeof globalThis & { jariQueue?: Promise<PgBoss> };

const through = (client: Queryable): PgBoss.Db => ({
  executeSql: (sql, values) => client.query(sql, values),
});

/** pg-boss through this process's own pool. */
const pooled: PgBoss.Db = {
  async executeSql(sql, values) {
    const pool = await database();
    if (!/^\s*BEGIN/i.test(sql)) return pool.query(sql, values);
    // A text that opens a transaction of its own leaves it open when a statement in it fails.
    const client = await pool.connect();
    try {
      return await client.query(sql, values);
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  },
};

async function start(): Promise<PgBoss> {
  const queue = new PgBoss({
    db: pooled,
    supervise: true,
    schedule: false,
    retryLimit: 0, // lib/jobs/rescue.ts does this, by heart beats
    expireInHours: 23,
  });
  queue.on('error', (error) => console.error(`Queue: ${error.message}`));
  await queue.start();
  await queue.createQueue(QUEUE);
  return queue;
}

function queue(): Promise<PgBoss> {
  // Two processes that make the schema at once get in each other's way, once.
  shared.jariQueue ??= start().catch(async () => {
    await sleep(500);
    return start();
  });
  shared.jariQueue.catch(() => {
    shared.jariQueue = undefined;
  });
  return shared.jariQueue;
}

/** Makes sure the queue is there: before a transaction that sends, since it may have to be created. */
export async function openQueue(): Promise<void> {
  await queue();
}

/** Hands job `id` out to some worker, `delay_s` from now; with `client`, when its transaction commits. */
export async function send(
  id: string,
  options: { client?: Queryable; delay_s?: number } = {},
): Promise<void> {
  await (await queue()).send(
    QUEUE,
    { job: id },
    {
      ...(options.client ? { db: through(options.client) } : {}),
      ...(options.delay_s ? { startAfter: options.delay_s } : {}),
    },
  );
}

/** The next job's id, if one waits, with the function that says it was dealt with. */
export async function receive(): Promise<{ job: string; acknowledge: () => Promise<void> } | undefined> {
  const boss = await queue();
  const [message] = await boss.fetch<{ job: string }>(QUEUE);
  if (!message) return undefined;
  return { job: message.data.job, acknowledge: () => boss.complete(QUEUE, message.id).then(() => {}) };
}

/** Ends the queue's timers in this process. */
export async function closeQueue(): Promise<void> {
  const open = shared.jariQueue;
  shared.jariQueue = undefined;
  await (await open?.catch(() => undefined))?.stop({ graceful: false, close: false });
}
