import { type Queryable, query, transaction } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { openQueue, send } from './queue';
import { hasEnded, type Job } from './types';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type JobRow = Omit<Job, 'created_at' | 'started_at' | 'finished_at'> & {
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

const COLUMNS = 'id, kind, input, state, progress, result, error, created_at, started_at, finished_at';

const fromRow = (row: JobRow): Job => ({
  ...row,
  created_at: row.created_at.toISOString(),
  started_at: row.started_at?.toISOString() ?? null,
  finished_at: row.finished_at?.toISOString() ?? null,
});

/**
 * Puts a job in the queue.
 * @param prepare runs in the same transaction once the job has its id, and may add to the input
 */
export async function enqueue(
  kind: string,
  input: Record<string, unknown>,
  prepare?: (job: Job, client: Queryable) => Promise<Record<string, unknown>>,
): Promise<Job> {
  await openQueue();
  return transaction(async (client) => {
    const insert = await client.query(`insert into job (kind, input) values ($1, $2) returning ${COLUMNS}`, [
      kind,
      JSON.stringify(input),
    ]);
    let job = fromRow(insert.rows[0] as JobRow);
    if (prepare) {
      const more = await prepare(job, client);
      job = { ...job, input: { ...input, ...more } };
      await client.query('update job set input = $2 where id = $1', [job.id, JSON.stringify(job.input)]);
    }
    await send(job.id, { client });
    return job;
  });
}

const noJob = (id: string) => new Problem('not-found', `There is no job ${id}.`);

/** @throws Problem not-found */
export async function getJob(id: string): Promise<Job> {
  const [row] = UUID.test(id) ? await query<JobRow>(`select ${COLUMNS} from job where id = $1`, [id]) : [];
  if (!row) throw noJob(id);
  return fromRow(row);
}

/** The newest jobs first; those that wait or run before all others. */
export async function listJobs(limit = 100): Promise<Job[]> {
  const rows = await query<JobRow>(
    `select ${COLUMNS} from job order by state in ('queued', 'running') desc, created_at desc limit $1`,
    [limit],
  );
  return rows.map(fromRow);
}

/**
 * Cancels a job. A running one stops within about a second, and its worker takes away what it had made.
 * @throws Problem not-found; conflict when it has ended otherwise
 */
export async function cancelJob(id: string): Promise<Job> {
  if (!UUID.test(id)) throw noJob(id);
  const [row] = await query<JobRow>(
    `update job set state = 'cancelled', finished_at = now(), updated_at = now()
     where id = $1 and state in ('queued', 'running') returning ${COLUMNS}`,
    [id],
  );
  if (row) return fromRow(row);
  const job = await getJob(id);
  if (hasEnded(job) && job.state !== 'cancelled') {
    throw new Problem('conflict', `Job ${id} has ended already (${job.state}); there is nothing to cancel.`);
  }
  return job;
}
