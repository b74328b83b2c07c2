import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closeQueue } from '@/lib/jobs/queue';
import { work } from '@/lib/jobs/work';
import { datasetFolder } from '@/lib/vision/datasets/get';
import { runEvents } from '@/lib/vision/runs/events';
import {
  cancelRun,
  getRun,
  getRunDetails,
  listRuns,
  type NewRun,
  pauseRun,
  type Run,
  removeRun,
  resumeRun,
  runFolder,
  startRun,
} from '@/lib/vision/runs/store';
import { kinds } from '@/workers/kinds/all';
import { freshDatabase } from '../../support/database';
import { writeQuarters } from '../support';

vi.hoisted(() => {
  process.env.JARI_DEVICE = 'cpu'; // nothing is probed
});
const { dataDir } = freshDatabase();
afterAll(closeQueue);
beforeAll(() => writeQuarters(datasetFolder(dataDir, 'mnist'))); // so that nothing is fetched

const settings = { epochs: 4, batch: 20, rate: 0.3, seed: 7 };
const linear: NewRun = { model: 'mnist-linear', settings };
/** Takes some seconds. */
const long: NewRun = {
  model: 'fashion-cnn',
  dataset: 'mnist',
  settings: { ...settings, epochs: 200, rate: 0.001, flip: false },
};

async function withWorker<T>(during: () => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  const working = work(kinds, stopping.signal);
  try {
    return await during();
  } finally {
    stopping.abort();
    await working;
  }
}

async function until(id: string, test: (run: Run) => boolean): Promise<Run> {
  for (let i = 0; i < 600; i++) {
    const run = await getRun(id);
    if (test(run)) return run;
    await sleep(50);
  }
  throw new Error(`The run did not get there: ${JSON.stringify(await getRun(id))}`);
}

const ended = (id: string) => until(id, ({ state }) => ['done', 'failed', 'cancelled'].includes(state));
const weights = (name: string) => readFile(join(runFolder(name), 'weights.safetensors'));

describe('a run', () => {
  test('is trained by a worker; its events bring every epoch once', async () => {
    const run = await startRun({ ...linear, name: 'quarters' });
    expect(run).toMatchObject({ name: 'quarters', state: 'queued', epochs: 4, last: null });
    const epochs: number[] = [];
    const states = new Set<string>();
    await withWorker(async () => {
      for await (const event of runEvents(run.id, new AbortController().signal)) {
        epochs.push(...event.epochs.map(({ epoch }) => epoch));
        states.add(event.run.state);
      }
    });
    expect(epochs).toEqual([1, 2, 3, 4]);
    expect(states).toContain('done');
    const { history, latest, last, device } = await getRunDetails(run.id);
    expect(history).toHaveLength(4);
    expect(last!.figures.accuracy).toBeGreaterThan(0.9);
    expect(latest).toMatchObject({ accuracy: last!.figures.accuracy });
    expect(device).toContain('cpu');
    expect((await weights('quarters')).length).toBeGreaterThan(1000);
  });

  test('killed between epochs, paused and resumed it ends with the very same model', async () => {
    const whole = await startRun({ ...linear, name: 'whole' });
    const parts = await startRun({ ...linear, name: 'parts' });
    await withWorker(() => ended(whole.id));
    await withWorker(() => until(parts.id, ({ last }) => last !== null)); // the worker stops in the middle
    await withWorker(async () => {
      await until(parts.id, ({ last }) => last !== null);
      await pauseRun(parts.id).then(
        () => resumeRun(parts.id),
        () => undefined,
      ); // or it was done already
      await ended(parts.id);
    });
    expect((await getRun(parts.id)).state).toBe('done');
    expect((await weights('parts')).equals(await weights('whole'))).toBe(true);
  });

  test('paused it keeps its epochs and its checkpoint, and frees its worker; cancelled it keeps its figures only', async () => {
    const run = await startRun({ ...long, name: 'long' });
    await withWorker(async () => {
      await until(run.id, ({ last }) => (last?.epoch ?? 0) >= 2);
      await expect(removeRun(run.id)).rejects.toThrow('it cannot be deleted');
      expect((await pauseRun(run.id)).state).toBe('paused');
      const other = await startRun({ ...linear, name: 'other' });
      expect((await ended(other.id)).state).toBe('done');
    });
    const { last } = await getRun(run.id);
    expect((await stat(join(runFolder('long'), 'checkpoint.safetensors'))).size).toBeGreaterThan(1000);
    expect((await resumeRun(run.id)).state).toBe('queued');
    await withWorker(async () => {
      const further = await until(run.id, (now) => (now.last?.epoch ?? 0) > last!.epoch);
      expect(further.state).toBe('running');
      expect(further.progress.total).toBe(200);
      expect((await cancelRun(run.id)).state).toBe('cancelled');
      await sleep(1500);
    });
    await expect(stat(runFolder('long'))).rejects.toThrow('ENOENT');
    expect((await getRunDetails(run.id)).history.length).toBeGreaterThan(2);
    await expect(resumeRun(run.id)).rejects.toThrow('is cancelled; it cannot be resumed');
    await removeRun(run.id);
    await expect(getRun(run.id)).rejects.toThrow('There is no training run');
  });

  test('that diverges fails with a sentence, and says so', async () => {
    const run = await startRun({
      ...linear,
      settings: { ...settings, optimiser: 'sgd', rate: 10, weightDecay: 1, epochs: 300 },
    });
    expect(run.name).toBe('mnist-linear-1');
    const over = await withWorker(() => ended(run.id));
    expect(over).toMatchObject({
      state: 'failed',
      error: { detail: expect.stringContaining('The loss became') },
    });
  });
});

test.each([
  [{ model: 'resnet' }, 'There is no classifier "resnet"'],
  [
    { ...linear, settings: { epochs: 0 } },
    'The hyper-parameter "epochs" must be a whole number from 1 to 1000, not 0.',
  ],
  [{ ...linear, settings: { optimiser: 'lamb' } }, 'must be one of sgd, adam, adamw'],
  [{ ...linear, settings: { speed: 1 } }, 'There is no hyper-parameter "speed"'],
  [{ ...linear, dataset: 'cifar' }, 'There is no data set "cifar"'],
  [{ ...linear, name: '../x' }, 'The name "../x" cannot be used'],
  [{ ...linear, kind: 'gan' }, 'There is no kind of training "gan"'],
])('what cannot be is refused before it begins: %#', async (wanted, message) => {
  const before = (await listRuns()).length;
  await expect(startRun(wanted as NewRun)).rejects.toThrow(message);
  expect(await listRuns()).toHaveLength(before);
});

test('a name is given once', async () => {
  const run = await startRun({ ...linear, name: 'once' });
  await expect(startRun({ ...linear, name: 'once' })).rejects.toThrow('There is a model "once" already');
  expect((await cancelRun(run.id)).state).toBe('cancelled');
});
