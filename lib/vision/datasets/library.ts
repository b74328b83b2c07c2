import { open, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Problem } from '@/lib/problems';
import { FILES, sources } from './catalogue';
import { datasetFolder, findSource, getDataset, isFetched } from './get';
import type { Fault } from './images/layout';
import { type Dataset, loadDataset } from './load';

/** What must be known of a data set beside its images; the classes in the order of the labels. */
export interface DatasetFacts {
  name: string;
  title: string;
  licence: string;
  /** How images to train and to test with were told apart. */
  split: string;
  classes: readonly string[];
  classesKo: readonly string[];
}

/** Of a set of one's own; kept beside its images. */
export interface OwnFacts extends DatasetFacts {
  train: number;
  test: number;
  width: number;
  height: number;
  channels: number;
  /** What was left out of it: all, and the first of them. */
  faultCount: number;
  faults: Fault[];
}

/** As lists show it. */
export interface DatasetEntry extends DatasetFacts, Partial<Omit<OwnFacts, keyof DatasetFacts>> {
  own: boolean;
  /** Its images are there. */
  fetched: boolean;
  /** To be fetched. */
  bytes?: number;
}

export const FACTS = 'dataset.json';
/** Also the name of a folder. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,59}$/u;

const isShipped = (name: string) => sources.some((source) => source.name === name);

/** A name made of that of a file. */
export const datasetName = (file: string) =>
  basename(file)
    .normalize('NFC')
    .replace(/\.zip$/i, '')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^[-_]+/, '')
    .slice(0, 60) || 'images';

/** @throws Problem when a set of one's own cannot be called so */
export function checkName(name: string): void {
  if (!NAME.test(name))
    throw new Problem(
      'bad-request',
      `The name "${name}" cannot be used: take up to 60 letters, digits, - and _.`,
      { parameter: 'name' },
    );
  if (isShipped(name))
    throw new Problem(
      'conflict',
      `"${name}" is the name of a data set that can be fetched; take another name.`,
      { parameter: 'name' },
    );
}

/** The name, or with a number after it, so that no set has it yet. */
export async function newName(wanted: string, root: string, others: string[] = []): Promise<string> {
  const taken = new Set([...others, ...(await listDatasets(root)).map(({ name }) => name)]);
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted.slice(0, 56)}-${number}`;
  checkName(name);
  return name;
}

async function readFacts(folder: string): Promise<OwnFacts | undefined> {
  const text = await readFile(join(folder, FACTS), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Sizes of an IDX file, from its header. */
async function idxSizes(path: string): Promise<number[]> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(20), 0, 20, 0);
    return Array.from({ length: buffer[3]! }, (_, i) => buffer.readUInt32BE(4 + 4 * i));
  } finally {
    await file.close();
  }
}

async function shipped(root: string, name: string): Promise<DatasetEntry> {
  const { title, licence, split, classes, classesKo, bytes } = findSource(name);
  const facts = { name, title, licence, split, classes, classesKo, bytes, own: false };
  if (!isFetched(root, name)) return { ...facts, fetched: false };
  const folder = datasetFolder(root, name);
  const [train, height, width] = await idxSizes(join(folder, FILES.trainImages));
  const [test] = await idxSizes(join(folder, FILES.testImages));
  return { ...facts, fetched: true, train, test, height, width, channels: 1 };
}

/** All data sets: those that can be fetched, then one's own by name. `root` is DATA_DIR. */
export async function listDatasets(root: string): Promise<DatasetEntry[]> {
  const known = await Promise.all(sources.map(({ name }) => shipped(root, name)));
  const names = (await readdir(join(root, 'datasets')).catch(() => [])).filter(
    (name) => !name.startsWith('.'),
  );
  const own = await Promise.all(
    names
      .filter((name) => !isShipped(name))
      .sort()
      .map((name) => readFacts(datasetFolder(root, name))),
  );
  return [...known, ...own.flatMap((facts) => (facts ? [{ ...facts, own: true, fetched: true }] : []))];
}

/** @throws Problem naming those that there are */
export async function findDataset(name: string, root: string): Promise<DatasetFacts> {
  if (isShipped(name)) return findSource(name);
  const own = NAME.test(name) ? await readFacts(datasetFolder(root, name)) : undefined;
  if (own) return own;
  const known = (await listDatasets(root)).map(({ name }) => name).join(', ');
  throw new Problem('not-found', `There is no data set "${name}"; known are ${known}.`);
}

/** A data set with its images, fetched first where that is needed. @throws Problem */
export async function openDataset(name: string, root: string): Promise<DatasetFacts & Dataset> {
  const { title, licence, split, classes, classesKo } = await findDataset(name, root);
  const folder = isShipped(name) ? await getDataset(name, root) : datasetFolder(root, name);
  return { name, title, licence, split, classes, classesKo, ...(await loadDataset(folder)) };
}

/**
 * A data set by its name, or the four IDX files in a folder (anything with a slash or a dot): these have the classes of
 * the set called `like`. @throws Problem
 */
export async function openDatasetOrFolder(
  nameOrFolder: string,
  like: string,
  root: string,
): Promise<DatasetFacts & Dataset> {
  if (!/[/\\.]/.test(nameOrFolder)) return openDataset(nameOrFolder, root);
  const own = await readFacts(nameOrFolder);
  const { classes, classesKo, licence, split } = own ?? findSource(like);
  const name = basename(resolve(nameOrFolder));
  return { name, title: name, licence, split, classes, classesKo, ...(await loadDataset(nameOrFolder)) };
}

/** Removes a set of one's own; one that can be fetched is only forgotten until it is fetched again. @throws Problem */
export async function removeDataset(name: string, root: string): Promise<void> {
  await findDataset(name, root);
  await rm(datasetFolder(root, name), { recursive: true, force: true });
}
