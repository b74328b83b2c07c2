import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '@/lib/problems';
import { writeWhole } from '../../files';
import { loadDetectionSet } from './load';
import type { Fault } from './set';

/** Faults kept with a set; all are counted. */
const KEPT_FAULTS = 200;

/** What must be known of a kept set of images with masks. */
export interface DetectionFacts {
  name: string;
  categories: string[];
  images: number;
  objects: number;
  faultCount: number;
  faults: Fault[];
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,59}$/u;
/** `root` is DATA_DIR. */
const folder = (root: string) => join(root, 'detection-sets');

/** The ZIP file of a kept set. */
export const detectionPath = (root: string, name: string) => join(folder(root), `${name}.zip`);
const factsPath = (root: string, name: string) => join(folder(root), `${name}.json`);

/** Keeps a ZIP of images with masks, once all of it was read. @throws Problem when it holds no such set */
export async function addDetectionSet(path: string, root: string, name: string): Promise<DetectionFacts> {
  const set = await loadDetectionSet(path);
  const { images, categories, faults } = set;
  set.close();
  const facts = {
    name,
    categories,
    images: images.length,
    objects: images.reduce((sum, { objects }) => sum + objects.length, 0),
    faultCount: faults.length,
    faults: faults.slice(0, KEPT_FAULTS),
  };
  await mkdir(folder(root), { recursive: true });
  const part = `${detectionPath(root, name)}.part`;
  await pipeline(createReadStream(path), createWriteStream(part));
  await rename(part, detectionPath(root, name));
  await writeWhole(factsPath(root, name), JSON.stringify(facts));
  return facts;
}

/** By name. */
export async function listDetectionSets(root: string): Promise<DetectionFacts[]> {
  const files = (await readdir(folder(root)).catch(() => [])).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder(root), file), 'utf8'))));
}

/** @throws Problem naming those that there are */
export async function findDetectionSet(name: string, root: string): Promise<DetectionFacts> {
  const text = NAME.test(name) && (await readFile(factsPath(root, name), 'utf8').catch(() => undefined));
  if (text) return JSON.parse(text);
  const known = (await listDetectionSets(root)).map(({ name }) => name).join(', ') || 'none';
  throw new Problem('not-found', `There is no set of images with masks "${name}"; known are ${known}.`);
}

/** @throws Problem when there is none */
export async function removeDetectionSet(name: string, root: string): Promise<void> {
  await findDetectionSet(name, root);
  await rm(factsPath(root, name));
  await rm(detectionPath(root, name), { force: true });
}
