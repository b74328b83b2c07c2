import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '@/lib/nn/random';
import { Problem } from '@/lib/problems';
import { FILES } from '../catalogue';
import { openFiles } from '../detection/files';
import { datasetFolder } from '../get';
import { writeIdx } from '../idx';
import { checkName, FACTS, type OwnFacts } from '../library';
import { type Fault, type LabelledFile, layoutOf } from './layout';
import { LIMITS } from './limits';
import { type ImageSize, pixelsOf } from './pixels';

/** Faults kept with the set; all are counted. */
const KEPT_FAULTS = 200;
/** Pictures that are decoded side by side. */
const TOGETHER = 8;

export interface AddOptions extends ImageSize {
  name: string;
  /** Of each class, for the test; where the set does not say itself. */
  share: number;
  seed: number;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

export const ADD_DEFAULTS = { width: 28, height: 28, channels: 1, share: 0.2, seed: 1 };

interface Decoded extends LabelledFile {
  pixels: Uint8Array;
}

async function decode(images: LabelledFile[], options: AddOptions, faults: Fault[]): Promise<Decoded[]> {
  const decoded: (Decoded | undefined)[] = Array(images.length);
  let [next, done] = [0, 0];
  const one = async () => {
    for (let i = next++; i < images.length; i = next++) {
      options.signal?.throwIfAborted();
      const image = images[i]!;
      try {
        decoded[i] = { ...image, pixels: await pixelsOf(await image.file.read(), options) };
      } catch (error) {
        const reason = `cannot be read as an image (${(error as Error).message.split('\n')[0]})`;
        faults.push({ path: image.file.path, reason });
      }
      options.onProgress?.(++done, images.length);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, one));
  return decoded.filter((image) => image !== undefined);
}

/** Images to train and to test with: as the set says, else a share of each class by the seed. */
function split(images: Decoded[], classes: string[], { share, seed }: AddOptions) {
  const said = images.some(({ part }) => part === 'test') && images.some(({ part }) => part !== 'test');
  if (said) {
    const test = images.filter(({ part }) => part === 'test');
    return { train: images.filter(({ part }) => part !== 'test'), test, how: 'as the set says' };
  }
  const test = new Set<Decoded>();
  for (const label of classes) {
    const own = images.filter((image) => image.label === label);
    const order = Random.from(`split ${seed} ${label}`).permutation(own.length);
    const count = own.length < 2 ? 0 : Math.max(1, Math.round(share * own.length));
    for (const i of order.subarray(0, count)) test.add(own[i]!);
  }
  return {
    train: images.filter((image) => !test.has(image)),
    test: images.filter((image) => test.has(image)),
    how: `${Math.round(100 * share)} % of each class set aside, seed ${seed}`,
  };
}

function idxFiles(images: Decoded[], classes: string[], { width, height, channels }: ImageSize) {
  const size = width * height * channels;
  const data = new Uint8Array(images.length * size);
  for (const [i, { pixels }] of images.entries()) data.set(pixels, i * size);
  const sizes = [images.length, ...(channels === 1 ? [] : [channels]), height, width];
  const labels = Uint8Array.from(images, ({ label }) => classes.indexOf(label));
  return [writeIdx({ sizes, data }), writeIdx({ sizes: [images.length], data: labels })] as const;
}

function refuse(
  images: LabelledFile[],
  classes: string[],
  { width, height, channels }: ImageSize,
  faults: Fault[],
) {
  const first = faults[0] ? ` First: ${faults[0].path} ${faults[0].reason}.` : '';
  const members = { faults: faults.slice(0, KEPT_FAULTS) };
  if (images.length === 0)
    throw new Problem(
      'unreadable',
      `There is no image with a class in the set: it needs a folder of images for each class, or images and a CSV with the columns file and label.${first}`,
      members,
    );
  if (classes.length < 2)
    throw new Problem(
      'unreadable',
      `All images are of the class "${classes[0]}"; a classifier needs at least two classes.${first}`,
      members,
    );
  if (classes.length > LIMITS.classes)
    throw new Problem(
      'too-large',
      `The set has ${classes.length} classes; at most ${LIMITS.classes} are allowed.`,
    );
  if (images.length > LIMITS.images || images.length * width * height * channels > LIMITS.bytes)
    throw new Problem(
      'too-large',
      `The set has ${images.length} images; at most ${LIMITS.images}, and 1 GB of pixels, are allowed. Take a smaller size or fewer images.`,
    );
}

/**
 * Makes a data set of one's own images: a folder or a ZIP, of class folders or of images and a CSV. What cannot be read
 * is left out and listed. It appears whole or not at all; a set of that name is replaced.
 * @throws Problem when there is nothing to learn from, or more than is allowed
 */
export async function addDataset(path: string, root: string, options: AddOptions): Promise<OwnFacts> {
  checkName(options.name);
  const opened = await openFiles(path);
  try {
    const { images: named, faults } = await layoutOf(opened.files);
    const classesOf = (images: LabelledFile[]) =>
      [...new Set(images.map(({ label }) => label))].sort((a, b) =>
        a.localeCompare(b, 'en', { numeric: true }),
      );
    refuse(named, classesOf(named), options, faults);
    const images = await decode(named, options, faults);
    const classes = classesOf(images);
    refuse(images, classes, options, faults);
    const { train, test, how } = split(images, classes, options);
    if (train.length === 0 || test.length === 0)
      throw new Problem(
        'unreadable',
        'No class has two images: one at least must be left to train with and one to test with.',
      );
    const facts: OwnFacts = {
      name: options.name,
      title: options.name,
      licence: 'as of the images',
      split: how,
      classes,
      classesKo: classes,
      train: train.length,
      test: test.length,
      width: options.width,
      height: options.height,
      channels: options.channels,
      faultCount: faults.length,
      faults: faults.sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, KEPT_FAULTS),
    };
    await mkdir(join(root, 'datasets'), { recursive: true });
    const work = await mkdtemp(join(root, 'datasets', `.${options.name}-`));
    try {
      const files = [...idxFiles(train, classes, options), ...idxFiles(test, classes, options)];
      for (const [i, name] of Object.values(FILES).entries()) await writeFile(join(work, name), files[i]!);
      await writeFile(join(work, FACTS), JSON.stringify(facts, null, 2));
      await rm(datasetFolder(root, options.name), { recursive: true, force: true });
      await rename(work, datasetFolder(root, options.name));
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    return facts;
  } finally {
    opened.close();
  }
}
