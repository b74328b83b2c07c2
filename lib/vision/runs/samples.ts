import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from '@/lib/config';
import { Random } from '@/lib/nn/random';
import { Problem } from '@/lib/problems';
import { datasetFolder } from '../datasets/get';
import { pngOf } from '../datasets/images/pixels';
import { findDataset } from '../datasets/library';
import { loadTestImages } from '../datasets/load';
import { ANSWERS, type TestAnswers } from './kinds/classifier';
import { sheetPath } from './kinds/mask-rcnn';
import { getRun, runFolder } from './store';

/** A test image with what the network of the last epoch says of it. */
export interface Sample {
  /** Its place in the data set. */
  number: number;
  truth: number;
  answer: number;
  score: number;
  /** PNG as a data URL. */
  image: string;
}

export interface SampleWish {
  count: number;
  seed: number;
  /** Only of this truth, only with this answer: numbers of classes. */
  truth?: number;
  answer?: number;
}

/**
 * Test images of a run, picked by the seed. Empty before the first epoch has ended.
 * @throws Problem not-found
 */
export async function runSamples(
  id: string,
  { count, seed, truth, answer }: SampleWish,
): Promise<{ classes: readonly string[]; classes_ko: readonly string[]; samples: Sample[] }> {
  const run = await getRun(id);
  const { classes, classesKo } = await findDataset(run.dataset, config.DATA_DIR);
  const named = { classes, classes_ko: classesKo };
  const text = await readFile(join(runFolder(run.name), ANSWERS), 'utf8').catch(() => undefined);
  if (text === undefined) return { ...named, samples: [] };
  const { answers, scores } = JSON.parse(text) as TestAnswers;
  const images = await loadTestImages(datasetFolder(config.DATA_DIR, run.dataset));
  if (images.count !== answers.length)
    throw new Problem('conflict', `The data set ${run.dataset} is another than the one that was trained on.`);
  const fits = (i: number) =>
    (truth === undefined || images.labels[i] === truth) && (answer === undefined || answers[i] === answer);
  const chosen = [...Random.from(`sample ${seed}`).permutation(images.count)].filter(fits).slice(0, count);
  const size = images.channels * images.width * images.height;
  const samples = chosen.map(async (number) => {
    const png = await pngOf(images.pixels.subarray(number * size, (number + 1) * size), images);
    return {
      number,
      truth: images.labels[number]!,
      answer: answers[number]!,
      score: scores[number]!,
      image: `data:image/png;base64,${png.toString('base64')}`,
    };
  });
  return { ...named, samples: await Promise.all(samples) };
}

/** The sheet of an epoch's detections (WebP). @throws Problem not-found */
export async function readSheet(id: string, epoch: number): Promise<Buffer> {
  const { name } = await getRun(id);
  const bytes =
    Number.isInteger(epoch) && (await readFile(sheetPath(runFolder(name), epoch)).catch(() => undefined));
  if (!bytes)
    throw new Problem('not-found', `There is no picture of epoch ${epoch} of the training of "${name}".`);
  return bytes;
}
