import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { findModel } from '@/lib/vision/classifiers/models';
import { trainClassifier } from '@/lib/vision/classifiers/train';
import { FILES } from '@/lib/vision/datasets/catalogue';
import { findSource } from '@/lib/vision/datasets/get';
import { writeIdx } from '@/lib/vision/datasets/idx';
import { loadDataset } from '@/lib/vision/datasets/load';

const SIDE = 28;
/** Rows of the image that are bright in a class. */
const BAND = SIDE / 10;
const [DARK, BRIGHT] = [30, 200];

function bands(count: number, random: Random) {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const images = Uint8Array.from({ length: count * SIDE * SIDE }, (_, i) => {
    const row = Math.floor((i % (SIDE * SIDE)) / SIDE);
    const bright = Math.floor(row / BAND) === labels[Math.floor(i / (SIDE * SIDE))];
    return random.below(80) + (bright ? 150 : 0);
  });
  return [
    { sizes: [count, SIDE, SIDE], data: images },
    { sizes: [count], data: labels },
  ];
}

/**
 * Images that stand for a data set of ten classes, as if they had been fetched (of each class another tenth of the
 * image is bright), in a DATA_DIR.
 * @returns their folder
 */
export async function bandSetIn(dataDir: string, dataset: string): Promise<string> {
  const folder = join(dataDir, 'datasets', dataset);
  await mkdir(folder, { recursive: true });
  const random = Random.from('bands');
  const files = [...bands(400, random), ...bands(100, random)];
  for (const [i, name] of Object.values(FILES).entries())
    await writeFile(join(folder, name), writeIdx(files[i]!));
  return folder;
}

/** The same, and a classifier that has learned them. */
export async function bandsIn(dataDir: string, dataset: string, model: string): Promise<void> {
  const folder = await bandSetIn(dataDir, dataset);
  const described = findModel(model);
  await trainClassifier({
    model: described,
    recipe: {
      ...described.recipe,
      epochs: 6,
      batch: 50,
      rate: described.recipe.optimiser === 'sgd' ? 0.1 : 0.01,
    },
    data: await loadDataset(folder),
    source: findSource(dataset),
    command: 'jari train classifier',
    runtime: onnxRuntime({ provider: 'cpu', threads: 1 }),
    out: join(dataDir, 'models', model),
  });
}

/** Bands beside each other, row by row: grey pixels of `columns` x 28 by 28 times the rows. */
export function bandPicture(classes: readonly number[], columns: number) {
  const [width, height] = [columns * SIDE, Math.ceil(classes.length / columns) * SIDE];
  const data = Buffer.alloc(width * height, DARK);
  classes.forEach((band, i) => {
    for (let row = 0; row < SIDE; row++) {
      if (Math.floor(row / BAND) !== band) continue;
      const at = (SIDE * Math.floor(i / columns) + row) * width + SIDE * (i % columns);
      data.fill(BRIGHT, at, at + SIDE);
    }
  });
  return { data, width, height, channels: 1 as const };
}
