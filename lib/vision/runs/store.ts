import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from '@/lib/config';
import { query } from '@/lib/db/database';
import { cancelJob, enqueue } from '@/lib/jobs/store';
import type { JobState, Progress } from '@/lib/jobs/types';
import { Problem, type ProblemDetails } from '@/lib/problems';
import type { Epoch, Plan, Series } from './kind';
import { findRunKind, kindOf } from './kinds/all';

/** The job kind that does the work (workers/kinds). */
export const TRAIN = 'train';

export type RunState = JobState | 'paused';

/** A training run as people see it. */
export interface Run extends Plan {
  id: string;
  kind: string;
  /** Of the model it makes. */
  name: string;
  state: RunState;
  /** Counted in epochs; `values` are figures of the present one. */
  progress: Partial<Progress>;
  /** The last finished epoch. */
  last: Epoch | null;
  device: string | null;
  /** Its newest job. */
  job: string;
  error: ProblemDetails | null;
  series: readonly Series[];
  created_at: string;
  finished_at: string | null;
}

/** With all finished epochs, and what the last one gave beside its figures. */
export interface RunDetails extends Run {
  history: Epoch[];
  latest: Record<string, unknown> | null;
}

export interface NewRun {
  kind?: string;
  /** A-Z, a-z, digits, `-` and `_`; made of the model's when left out. */
  name?: string;
  model: string;
  dataset?: string;
  settings?: Record<string, unknown>;
}

type RunRow = Omit<Run, 'series' | 'created_at' | 'finished_at'> & {
  created_at: Date;
  finished_at: Date | null;
  latest?: Record<string, unknown> | null;
};

const COLUMNS = `r.id, r.kind, r.name, r.model, r.dataset, r.settings, r.epochs, r.device, r.job, r.created_at,
  case when r.paused then 'paused' else coalesce(j.state, 'cancelled') end as state,
  coalesce(j.progress, '{}') as progress, j.error, j.finished_at,
  (select jsonb_build_object('epoch', e.epoch, 'seconds', e.seconds, 'figures', e.figures)
   from training_epoch e where e.run_id = r.id order by e.epoch desc limit 1) as last`;
const FROM = 'from training_run r left join job j on j.id = r.job';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Also the name of a folder. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;

const fromRow = <R extends RunRow>(row: R) => ({
  ...row,
  series: findRunKind(row.kind).series,
  created_at: row.created_at.toISOString(),
  finished_at: row.finished_at?.toISOString() ?? null,
});

/** Where the model of that name and its checkpoint lie. */
export const runFolder = (name: string) => join(config.DATA_DIR, 'models', name);

const isTaken = async (name: string) =>
  existsSync(runFolder(name)) ||
  existsSync(join('public', 'models', name)) ||
  (await query('select 1 from training_run where name = $1', [name])).length > 0;

/** The first free name: fashion-dnn-1, fashion-dnn-2, ... */
async function freeName(model: string): Promise<string> {
  for (let number = 1; ; number++) if (!(await isTaken(`${model}-${number}`))) return `${model}-${number}`;
}

/**
 * Puts a run in the queue.
 * @throws Problem when a setting is out of its limits, or the name is taken
 */
export async function startRun(wanted: NewRun): Promise<Run> {
  const kind = wanted.kind ? findRunKind(wanted.kind) : kindOf(wanted.model);
  const plan = await kind.plan(wanted);
  const name = wanted.name ?? (await freeName(plan.model));
  if (!NAME.test(name))
    throw new Problem(
      'bad-request',
      `The name "${name}" cannot be used: take up to 60 letters a to z, digits, - and _.`,
      { parameter: 'name' },
    );
  if (await isTaken(name))
    throw new Problem('conflict', `There is a model "${name}" already; take another name.`, {
      parameter: 'name',
    });
  const [row] = await query<{ id: string }>(
    `insert into training_run (kind, name, model, dataset, settings, epochs) values ($1, $2, $3, $4, $5, $6)
     returning id`,
    [kind.name, name, plan.model, plan.dataset, JSON.stringify(plan.settings), plan.epochs],
  );
  await queue(row!.id, name);
  return getRun(row!.id);
}

/** Gives the run a new job. */
const queue = (id: string, name: string) =>
  enqueue(TRAIN, { run: id, name }, async (job, client) => {
    await client.query('update training_run set job = $2, paused = false where id = $1', [id, job.id]);
    return {};
  });

const noRun = (id: string) => new Problem('not-found', `There is no training run ${id}.`);

/** @throws Problem not-found */
export async function getRun(id: string): Promise<Run> {
  const [row] = UUID.test(id) ? await query<RunRow>(`select ${COLUMNS} ${FROM} where r.id = $1`, [id]) : [];
  if (!row) throw noRun(id);
  return fromRow(row);
}

/** Epochs after `after`, in order. */
export const epochsAfter = (id: string, after: number) =>
  query<Epoch>(
    'select epoch, seconds, figures from training_epoch where run_id = $1 and epoch > $2 order by epoch',
    [id, after],
  );

/** What the last epoch gave beside its figures. */
export async function latestOf(id: string): Promise<Record<string, unknown> | null> {
  const [row] = await query<{ latest: Record<string, unknown> | null }>(
    'select latest from training_run where id = $1',
    [id],
  );
  return row?.latest ?? null;
}

/** @throws Problem not-found */
export async function getRunDetails(id: string): Promise<RunDetails> {
  const run = await getRun(id);
  return { ...run, history: await epochsAfter(id, 0), latest: await latestOf(id) };
}

/** The newest first. */
export async function listRuns(): Promise<Run[]> {
  return (await query<RunRow>(`select ${COLUMNS} ${FROM} order by r.created_at desc`)).map(fromRow);
}

const notNow = ({ name, state }: Run, wish: string) =>
  new Problem('conflict', `The training of "${name}" is ${state}; it cannot be ${wish}.`);

/** Stops a run within about a second; it can go on from its last finished epoch. @throws Problem conflict */
export async function pauseRun(id: string): Promise<Run> {
  const run = await getRun(id);
  if (run.state === 'paused') return run;
  if (run.state !== 'queued' && run.state !== 'running') throw notNow(run, 'paused');
  // Said first: whoever stops the job must see that its checkpoint is still wanted.
  await query('update training_run set paused = true where id = $1', [id]);
  try {
    await cancelJob(run.job);
  } catch (error) {
    await query('update training_run set paused = false where id = $1', [id]);
    throw error;
  }
  return getRun(id);
}

/** Lets a paused or failed run go on from its last finished epoch. @throws Problem conflict */
export async function resumeRun(id: string): Promise<Run> {
  const run = await getRun(id);
  if (run.state === 'queued' || run.state === 'running') return run;
  if (run.state !== 'paused' && run.state !== 'failed') throw notNow(run, 'resumed');
  await queue(id, run.name);
  return getRun(id);
}

/** Ends a run for good. Its figures stay, its checkpoint goes. @throws Problem conflict when it is done */
export async function cancelRun(id: string): Promise<Run> {
  const run = await getRun(id);
  if (run.state === 'done') throw notNow(run, 'cancelled');
  await query('update training_run set paused = false where id = $1', [id]);
  if (run.state === 'queued' || run.state === 'running') await cancelJob(run.job);
  else if (run.state !== 'cancelled') {
    await query(`update job set state = 'cancelled' where id = $1`, [run.job]);
    await rm(runFolder(run.name), { recursive: true, force: true });
  }
  return getRun(id);
}

/** Removes a run that has ended or is paused, with the model it made. @throws Problem conflict while it is at work */
export async function removeRun(id: string): Promise<void> {
  const run = await getRun(id);
  if (run.state === 'queued' || run.state === 'running') throw notNow(run, 'deleted');
  await rm(runFolder(run.name), { recursive: true, force: true });
  await query('delete from training_run where id = $1', [id]);
}
