import { posix } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { SetFile } from '../detection/files';

/** What is wrong with one file; the rest of the set is used. */
export interface Fault {
  /** File of the set, or file and row of its table. */
  path: string;
  reason: string;
}

/** An image with its class, and which part of the set it belongs to where the set says so. */
export interface LabelledFile {
  file: SetFile;
  label: string;
  part?: 'train' | 'test';
}

export interface Layout {
  images: LabelledFile[];
  faults: Fault[];
}

const IMAGE = /\.(png|jpe?g|webp|tiff?|gif|bmp)$/i;
const TABLE = /\.csv$/i;
const FILE_COLUMN = /^(file|file_?name|image|path|파일|파일명)$/i;
const LABEL_COLUMN = /^(label|class|category|라벨|분류|클래스)$/i;
const PARTS: Record<string, 'train' | 'test'> = {
  train: 'train',
  training: 'train',
  test: 'test',
  testing: 'test',
  val: 'test',
  valid: 'test',
  validation: 'test',
};

/** Each class a folder of images, perhaps below folders named train and test. */
function byFolders(files: SetFile[]): Layout {
  const images: LabelledFile[] = [];
  const faults: Fault[] = [];
  for (const file of files) {
    const folders = posix.dirname(file.path).split('/');
    const label = folders.at(-1)!;
    const part = folders
      .slice(0, -1)
      .map((name) => PARTS[name.toLowerCase()])
      .find(Boolean);
    if (!IMAGE.test(file.path)) faults.push({ path: file.path, reason: 'is no image' });
    else if (label === '.') faults.push({ path: file.path, reason: 'lies in no folder of a class' });
    else images.push({ file, label, ...(part ? { part } : {}) });
  }
  return { images, faults };
}

/** A table that names each image's file and label, and perhaps its part (a column "split": train or test). */
async function byTable(table: SetFile, files: SetFile[]): Promise<Layout> {
  const images: LabelledFile[] = [];
  const faults: Fault[] = [];
  const rows: string[][] = parse(await table.read(), {
    bom: true,
    trim: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const header = rows[0] ?? [];
  const column = (name: RegExp) => header.findIndex((title) => name.test(title));
  const [fileAt, labelAt, partAt] = [column(FILE_COLUMN), column(LABEL_COLUMN), column(/^(split|part)$/i)];
  if (fileAt < 0 || labelAt < 0) {
    const reason = `has no columns "file" and "label" but ${header.join(', ')}`;
    return { images, faults: [{ path: table.path, reason }] };
  }
  const known = new Map(files.map((file) => [file.path, file]));
  const base = posix.dirname(table.path);
  const used = new Set<SetFile>();
  rows.slice(1).forEach((row, i) => {
    const path = `${table.path}, row ${i + 2}`;
    const name = (row[fileAt] ?? '').replaceAll('\\', '/');
    const label = row[labelAt] ?? '';
    const file = known.get(posix.join(base, name)) ?? known.get(name);
    const part = PARTS[(row[partAt] ?? '').toLowerCase()];
    if (!file) faults.push({ path, reason: `names the file "${name}", which is not there` });
    else if (label === '') faults.push({ path, reason: `gives no label for "${name}"` });
    else if (used.has(file)) faults.push({ path, reason: `names "${name}" once more` });
    else {
      used.add(file);
      images.push({ file, label, ...(part ? { part } : {}) });
    }
  });
  for (const file of files)
    if (IMAGE.test(file.path) && !used.has(file))
      faults.push({ path: file.path, reason: `is not named in ${table.path}` });
  return { images, faults };
}

/** Which images a set has and of which class: as its table says where it has one, else as its folders do. */
export async function layoutOf(files: SetFile[]): Promise<Layout> {
  const tables = files.filter(({ path }) => TABLE.test(path));
  if (tables.length === 0) return byFolders(files);
  const others = files.filter((file) => !tables.includes(file));
  const layouts = await Promise.all(tables.map((table) => byTable(table, others)));
  const whole = layouts.find(({ images }) => images.length > 0);
  return whole ?? { images: [], faults: layouts.flatMap(({ faults }) => faults) };
}
