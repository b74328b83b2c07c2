import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@/lib/problems';
import { FILES } from './catalogue';
import { readIdx } from './idx';

/** Images of one size with a class each. */
export interface LabelledImages {
  count: number;
  height: number;
  width: number;
  /** 1 (grey) or 3 (red, green, blue). */
  channels: number;
  /** Image by image, colour by colour, row by row; 0 to 255. */
  pixels: Uint8Array;
  /** Numbers of classes. */
  labels: Uint8Array;
}

export interface Dataset {
  train: LabelledImages;
  test: LabelledImages;
}

async function readFirst(folder: string, name: string): Promise<Uint8Array> {
  for (const file of [name, `${name}.gz`]) {
    const bytes = await readFile(join(folder, file)).catch(() => undefined);
    if (bytes) return bytes;
  }
  throw new Problem('not-found', `There is no file ${name} (or ${name}.gz) in ${folder}.`);
}

async function part(folder: string, imageFile: string, labelFile: string): Promise<LabelledImages> {
  const images = readIdx(await readFirst(folder, imageFile), imageFile);
  const labels = readIdx(await readFirst(folder, labelFile), labelFile);
  const [count = 0] = images.sizes;
  const [height = 0, width = 0] = images.sizes.slice(-2);
  const channels = images.sizes.length === 4 ? images.sizes[1]! : 1;
  if (![3, 4].includes(images.sizes.length) || labels.sizes.length !== 1 || labels.sizes[0] !== count)
    throw new Problem(
      'unreadable',
      `${imageFile} has the sizes ${images.sizes.join(' x ')}, ${labelFile} ${labels.sizes.join(' x ')}: they do not belong together.`,
    );
  return { count, height, width, channels, pixels: images.data, labels: labels.data };
}

/** Only the images to test with. @throws Problem when a file is missing or does not fit */
export const loadTestImages = (folder: string) => part(folder, FILES.testImages, FILES.testLabels);

/** Reads the data set in a folder. @throws Problem when a file is missing or does not fit. */
export async function loadDataset(folder: string): Promise<Dataset> {
  const train = await part(folder, FILES.trainImages, FILES.trainLabels);
  const test = await loadTestImages(folder);
  return { train, test };
}
