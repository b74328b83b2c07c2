import { Problem } from '@/lib/problems';
import { readCheckpoint, writeCheckpoint } from './checkpoint';
import { scalar, type Value, type Values } from './graph';
import { Random } from './random';
import type { Memory, Program } from './runtimes/runtime';
import { type Schedule, steady } from './schedules';

export interface EpochsOptions<Measured extends object = object> {
  /** A training step (`trainingStep`) loaded on `memory`. */
  step: Program;
  memory: Memory;
  /** Of all runs together, so a run that goes on makes fewer. */
  epochs: number;
  /** Highest learning rate. */
  rate: number;
  schedule?: Schedule;
  /** Orders batches and the like; the same seed gives the same run. */
  seed: number;
  /** The inputs of each step of an epoch. Whatever is random in them must come from `random`. */
  batches(
    random: Random,
    epoch: number,
  ): AsyncIterable<Record<string, Value>> | Iterable<Record<string, Value>>;
  /** File to go on from, if it is there, and to write after each epoch. */
  checkpoint?: string;
  /** After each epoch (from 1), before its checkpoint: what it gives is kept with the epoch's report. */
  measure?: (epoch: EpochReport) => Measured | Promise<Measured>;
  onStep?: (step: number, results: Record<string, Value>) => void;
  signal?: AbortSignal;
}

export interface EpochReport {
  epoch: number;
  /** Mean over the epoch's steps. */
  loss: number;
  seconds: number;
}

interface Kept<Measured> {
  epoch: number;
  steps: number;
  random: number[];
  reports: (EpochReport & Measured)[];
}

/**
 * Trains for a number of epochs, going on from the last checkpoint: with the same result as an unbroken run.
 * Gives the reports of all epochs.
 * @throws Problem when the loss is no longer a finite number, with the step (the last checkpoint stays as it was), or
 *   when the checkpoint is of another network.
 */
export async function trainEpochs<Measured extends object = object>(
  options: EpochsOptions<Measured>,
): Promise<(EpochReport & Measured)[]> {
  const { step, memory, epochs, rate, schedule = steady, batches, checkpoint, signal } = options;
  const found = checkpoint ? await readCheckpoint(checkpoint) : undefined;
  const kept = (found?.state ?? { epoch: 0, steps: 0, reports: [] }) as
    | Kept<Measured>
    | Omit<Kept<Measured>, 'random'>;
  if (found) await goOn(memory, found.values, checkpoint!);
  const random = 'random' in kept ? Random.fromState(kept.random) : Random.from(`order ${options.seed}`);
  let { steps } = kept;
  const reports = [...kept.reports];
  for (let epoch = kept.epoch + 1; epoch <= epochs; epoch++) {
    const begun = performance.now();
    let [total, number] = [0, 0];
    for await (const inputs of batches(random, epoch)) {
      signal?.throwIfAborted();
      const results = await step.run({ ...inputs, rate: scalar(rate * schedule(steps)) });
      const loss = results.loss!.data[0]!;
      if (!Number.isFinite(loss))
        throw new Problem(
          'conflict',
          `The loss became ${loss} in step ${steps + 1} (epoch ${epoch}): a lower learning rate or gradient clipping may help.`,
        );
      steps++;
      total += loss;
      number++;
      options.onStep?.(steps, results);
    }
    const report = { epoch, loss: total / number, seconds: (performance.now() - begun) / 1000 };
    reports.push({ ...report, ...((await options.measure?.(report)) as Measured) });
    const state: Kept<Measured> = { epoch, steps, random: random.state, reports };
    if (checkpoint) await writeCheckpoint(checkpoint, { values: await memory.read(), state: { ...state } });
  }
  return reports;
}

/** Puts a checkpoint's values in place. @throws Problem when they are of another network. */
async function goOn(memory: Memory, values: Values, path: string): Promise<void> {
  const shapes = (of: Values) => [...of].map(([name, { shape }]) => `${name} [${shape}]`).sort();
  const [kept, wanted] = [shapes(values), shapes(await memory.read())];
  const strange = kept.find((shape, i) => shape !== wanted[i]) ?? wanted[kept.length];
  if (strange)
    throw new Problem(
      'conflict',
      `${path} is the checkpoint of another network or optimiser (${strange}); choose another folder.`,
    );
  await memory.write(values);
}
