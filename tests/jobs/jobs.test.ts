import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { query } from '@/lib/db/database';
import { jobEvents } from '@/lib/jobs/events';
import { closeQueue } from '@/lib/jobs/queue';
import { cancelJob, enqueue, getJob, listJobs } from '@/lib/jobs/store';
import { hasEnded, type Job } from '@/lib/jobs/types';
import { work } from '@/lib/jobs/work';
import { createLayer, getLayer } from '@/lib/layers/store';
import { freshDatabase } from '../support/database';
import { alone, count, device, ended, failing, highest } from './kinds-for-tests';

freshDatabase();
afterAll(closeQueue);

const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

async function startWorkerProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/job-worker.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: process.env,
  });
  children.add(child);
  child.on('exit', () => children.delete(child));
  await new Promise((resolve) => child.stdout!.once('data', resolve));
  return child;
}

/** Runs workers in this process while `during` runs. */
async function withWorkers<T>(number: number, during: () => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  const workers = Array.from({ length: number }, () =>
    work([count, failing, alone, device], stopping.signal),
  );
  try {
    return await during();
  } finally {
    stopping.abort();
    await Promise.all(workers);
  }
}

async function until(id: string, test: (job: Job) => boolean): Promise<Job> {
  for (let i = 0; i < 600; i++) {
    const job = await getJob(id);
    if (test(job)) return job;
    await sleep(50);
  }
  throw new Error(`Job ${id} did not get there: ${JSON.stringify(await getJob(id))}`);
}

async function countJob(rows: number, chunk: number, pause_ms: number) {
  const layer = await createLayer({ name: 'counted', kind: 'file', columns: [] });
  return { layer: layer.id, job: await enqueue('count', { layer: layer.id, rows, chunk, pause_ms }) };
}

const rowsOf = async (layer: string) =>
  (
    await query<{ rows: number }>('select count(*)::int as rows from feature where layer_id = $1', [layer])
  )[0]!.rows;

test('a job runs to its end; its events tell of it', async () => {
  const { job, layer } = await countJob(50, 10, 100);
  const states: string[] = [];
  const dones: number[] = [];
  await withWorkers(1, async () => {
    for await (const event of jobEvents(job.id, new AbortController().signal)) {
      states.push(event.state);
      if (event.progress.done !== undefined) dones.push(event.progress.done);
    }
  });
  expect(states.at(0)).toBe('queued');
  expect(states.at(-1)).toBe('done');
  expect(dones).toEqual([...dones].sort((a, b) => a - b));
  const ended = await getJob(job.id);
  expect(ended).toMatchObject({ state: 'done', progress: { done: 50, total: 50 }, error: null });
  expect(ended.progress.rate).toBeGreaterThan(0);
  expect(await rowsOf(layer)).toBe(50);
});

test('a job that fails says why', async () => {
  const job = await enqueue('failing', {});
  const failed = await withWorkers(1, () => until(job.id, hasEnded));
  expect(failed).toMatchObject({
    state: 'failed',
    error: { type: 'urn:jari:problem:unreadable', status: 422, detail: 'Row 3 has no end.', row: 3 },
  });
});

test('a kind that no worker knows fails and does not stop the worker', async () => {
  const job = await enqueue('unheard-of', {});
  const after = await countJob(1, 1, 0);
  await withWorkers(1, async () => {
    expect((await until(job.id, hasEnded)).state).toBe('failed');
    expect((await until(after.job.id, hasEnded)).state).toBe('done');
  });
});

test('cancelling a running job stops it within about a second and leaves nothing', async () => {
  const { job, layer } = await countJob(100_000, 10, 50);
  await withWorkers(1, async () => {
    await until(job.id, (job) => (job.progress.done ?? 0) > 0);
    const since = performance.now();
    expect((await cancelJob(job.id)).state).toBe('cancelled');
    while ((await query('select 1 from layer where id = $1', [layer])).length > 0) await sleep(20);
    expect(performance.now() - since).toBeLessThan(2500);
  });
  await expect(getLayer(layer)).rejects.toMatchObject({ status: 404 });
  expect(await rowsOf(layer)).toBe(0);
  expect((await cancelJob(job.id)).state).toBe('cancelled'); // once more changes nothing
});

test('cancelling a job that waits: it never runs, what was made for it goes', async () => {
  const { job, layer } = await countJob(10, 10, 0);
  await cancelJob(job.id);
  await withWorkers(1, async () => {
    while ((await query('select 1 from layer where id = $1', [layer])).length > 0) await sleep(20);
  });
  expect((await getJob(job.id)).started_at).toBeNull();
});

test('a job that has ended cannot be cancelled; an unknown one is not found', async () => {
  const { job } = await countJob(1, 1, 0);
  await withWorkers(1, () => until(job.id, hasEnded));
  await expect(cancelJob(job.id)).rejects.toMatchObject({ status: 409 });
  await expect(cancelJob('ffffffff-0000-4000-8000-000000000000')).rejects.toMatchObject({ status: 404 });
  await expect(getJob("'; drop table job; --")).rejects.toMatchObject({ status: 404 });
});

test('two workers share the jobs and none runs twice', async () => {
  const jobs = await Promise.all(Array.from({ length: 6 }, () => countJob(20, 5, 40)));
  const since = performance.now();
  await withWorkers(2, () => Promise.all(jobs.map(({ job }) => until(job.id, hasEnded))));
  expect(performance.now() - since).toBeLessThan(8000);
  for (const { job, layer } of jobs) {
    expect(await getJob(job.id)).toMatchObject({ state: 'done', result: { from: 0 } });
    expect(await rowsOf(layer)).toBe(20);
  }
});

test('jobs of one lane run one at a time', async () => {
  const jobs = [await enqueue('alone', {}), await enqueue('alone', {}), await enqueue('alone', {})];
  await withWorkers(3, () => Promise.all(jobs.map((job) => until(job.id, hasEnded))));
  expect(highest.together).toBe(1);
});

test('SIGTERM: the job is handed back after its chunk and goes on from there', async () => {
  const { job, layer } = await countJob(40, 2, 100);
  const child = await startWorkerProcess();
  await until(job.id, (job) => (job.progress.done ?? 0) >= 4);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exited;
  const handed = await getJob(job.id);
  expect(handed.state).toBe('queued');
  const ended = await withWorkers(1, () => until(job.id, hasEnded));
  expect(ended.result!.from).toBe(handed.progress.done);
  expect(await rowsOf(layer)).toBe(40);
});

test('kill -9: another worker goes on from the last committed chunk', async () => {
  const { job, layer } = await countJob(30, 2, 100);
  const child = await startWorkerProcess();
  await until(job.id, (job) => (job.progress.done ?? 0) >= 6);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
  const ended = await withWorkers(1, () => until(job.id, hasEnded));
  expect(ended.state).toBe('done');
  expect(ended.result!.from).toBeGreaterThanOrEqual(6);
  expect(ended.result!.pid).toBe(process.pid);
  const by = await query<{ by: number; rows: number }>(
    `select (properties->>'by')::int as by, count(*)::int as rows from feature where layer_id = $1 group by 1`,
    [layer],
  );
  expect(by.find((row) => row.by === child.pid)!.rows).toBe(ended.result!.from);
  expect(by.reduce((sum, row) => sum + row.rows, 0)).toBe(30);
});

test('the list has those at work before the others', async () => {
  const { job } = await countJob(1, 1, 0);
  const jobs = await listJobs();
  expect(jobs[0]!.id).toBe(job.id);
  expect(jobs.length).toBeGreaterThan(5);
});

test('long work of the device runs beside other jobs, one at a time and in its order', async () => {
  const long: Job[] = [];
  for (const name of ['first', 'second', 'third'])
    long.push(await enqueue('device', { name, ms: name === 'first' ? 3000 : 100 }));
  await withWorkers(1, async () => {
    const { job } = await countJob(10, 10, 10);
    await until(job.id, hasEnded);
    expect(ended).toEqual([]); // an import did not wait for it
    await Promise.all(long.map(({ id }) => until(id, hasEnded)));
  });
  expect(ended).toEqual(['first', 'second', 'third']);
});
