import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { ADD_DEFAULTS, addDataset } from '@/lib/vision/datasets/images/add';
import { pixelsOf, pngOf } from '@/lib/vision/datasets/images/pixels';
import {
  datasetName,
  listDatasets,
  newName,
  openDataset,
  removeDataset,
} from '@/lib/vision/datasets/library';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jari-images-'));
});
afterAll(() => rm(folder, { recursive: true }));

const picture = (shade: number, width = 20, height = 10) =>
  sharp({ create: { width, height, channels: 3, background: { r: shade, g: shade, b: 0 } } })
    .png()
    .toBuffer();

type Files = Record<string, Buffer | string>;

async function classes(count: number, prefix = ''): Promise<Files> {
  const files: Files = {};
  for (const [name, shade] of [
    ['고양이', 200],
    ['개', 50],
  ] as const)
    for (let i = 0; i < count; i++) files[`${prefix}${name}/${i}.png`] = await picture(shade + i);
  return files;
}

async function asFolder(name: string, files: Files): Promise<string> {
  for (const [path, data] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), data);
  }
  return join(folder, name);
}

async function asZip(name: string, files: Files): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const [path, data] of Object.entries(files)) zip.addBuffer(Buffer.from(data), path);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(folder, name)));
  return join(folder, name);
}

const add = (path: string, name: string, more = {}) =>
  addDataset(path, folder, { ...ADD_DEFAULTS, width: 8, height: 8, name, ...more });

describe("one's own images", () => {
  it('are a data set: a folder or a ZIP of class folders, split by the seed, faults listed', async () => {
    const files = {
      ...(await classes(10, 'animals/')),
      'animals/개/broken.png': 'no picture',
      'animals/readme.txt': 'words',
      'loose.png': await picture(9),
    };
    const facts = await add(await asZip('a.zip', files), 'animals');
    expect(facts).toMatchObject({ classes: ['개', '고양이'], train: 16, test: 4, faultCount: 3 });
    expect(facts.faults).toEqual([
      { path: 'animals/readme.txt', reason: 'is no image' },
      { path: 'animals/개/broken.png', reason: expect.stringContaining('cannot be read as an image') },
      { path: 'loose.png', reason: 'lies in no folder of a class' },
    ]);
    const set = await openDataset('animals', folder);
    expect(set.train).toMatchObject({ count: 16, height: 8, width: 8, channels: 1 });
    expect(set.test.labels.filter((label) => label === 0)).toHaveLength(2);
    const again = await add(await asFolder('a', files), 'again');
    expect(again).toMatchObject({ train: 16, test: 4 });
    expect((await openDataset('again', folder)).test.pixels).toEqual(set.test.pixels);
    const other = await add(join(folder, 'a'), 'other', { seed: 2 });
    expect(other.test).toBe(4);
    expect((await openDataset('other', folder)).test.pixels).not.toEqual(set.test.pixels);
    expect((await listDatasets(folder)).map(({ name, own }) => [name, own])).toEqual([
      ['mnist', false],
      ['fashion-mnist', false],
      ['again', true],
      ['animals', true],
      ['other', true],
    ]);
    await removeDataset('again', folder);
    await expect(openDataset('again', folder)).rejects.toThrow('There is no data set "again"');
    expect(await newName('animals', folder)).toBe('animals-2');
  });

  it('are split as their folders say, and may have colours', async () => {
    const files = { ...(await classes(3, 'train/')), ...(await classes(1, 'val/')) };
    expect(await add(await asFolder('said', files), 'said', { channels: 3 })).toMatchObject({
      train: 6,
      test: 2,
      split: 'as the set says',
    });
    const { test } = await openDataset('said', folder);
    expect(test.channels).toBe(3);
    const red = test.pixels.subarray(0, 64);
    expect(Math.max(...red)).toBeGreaterThan(40);
    expect(Math.max(...test.pixels.subarray(128, 192))).toBe(0); // blue
  });

  it('are named by a table, with what is wrong in it', async () => {
    const files = {
      'set/labels.csv': '\ufefffile,label\na.png,1\nb.png,2\nc.png,1\nd.png,2\nnone.png,1\ne.png,\na.png,2\n',
      'set/f.png': await picture(7),
    } as Files;
    for (const name of 'abcde') files[`set/${name}.png`] = await picture(name.codePointAt(0)!);
    const facts = await add(await asZip('t.zip', files), 'table', { share: 0.5 });
    expect(facts).toMatchObject({ classes: ['1', '2'], train: 2, test: 2 });
    expect(facts.faults.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'set/e.png is not named in set/labels.csv',
      'set/f.png is not named in set/labels.csv',
      'set/labels.csv, row 6 names the file "none.png", which is not there',
      'set/labels.csv, row 7 gives no label for "e.png"',
      'set/labels.csv, row 8 names "a.png" once more',
    ]);
  });

  it.each([
    ['nothing', { 'a.txt': 'x' }, 'There is no image with a class in the set'],
    [
      'other columns',
      { 'a.csv': 'name,kind\nx,y\n' },
      'First: a.csv has no columns "file" and "label" but name, kind.',
    ],
  ])('%s is refused with what is wanted', async (name, files, message) => {
    await expect(add(await asZip(`${name}.zip`, files), 'refused')).rejects.toThrow(message);
    expect((await readdir(join(folder, 'datasets'))).filter((file) => file.includes('refused'))).toEqual([]);
  });

  it('of one class, with one image each, under a taken name, are refused', async () => {
    const one = await asFolder('one', { 'a/1.png': await picture(1), 'a/2.png': await picture(2) });
    await expect(add(one, 'one')).rejects.toThrow('All images are of the class "a"');
    await expect(add(await asFolder('single', await classes(1)), 'single')).rejects.toThrow(
      'No class has two images',
    );
    await expect(add(one, 'mnist')).rejects.toThrow('"mnist" is the name of a data set that can be fetched');
    await expect(add(one, '../up')).rejects.toThrow('The name "../up" cannot be used');
    await expect(add(join(folder, 'nowhere'), 'x')).rejects.toThrow('There is no folder or file');
  });

  it('any file name makes a name that may be used', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (file) => {
        expect(datasetName(file)).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,59}$/u);
      }),
    );
  });
});

it('pixels: fitted whole, turned light on dark; a PNG of them gives them again', async () => {
  const size = { width: 4, height: 4, channels: 1 };
  const wide = await pixelsOf(await picture(255, 8, 4), size);
  expect([...wide.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
  expect(wide[5]).toBeGreaterThan(200);
  const dark = await sharp({ create: { width: 4, height: 4, channels: 4, background: '#0000' } })
    .png()
    .toBuffer();
  expect([...(await pixelsOf(dark, size))]).toEqual(Array(16).fill(0));
  expect([...(await pixelsOf(dark, size, true))]).toEqual(Array(16).fill(0));
  for (const channels of [1, 3]) {
    const pixels = Uint8Array.from({ length: 16 * channels }, (_, i) => (i * 53) % 256);
    expect([...(await pixelsOf(await pngOf(pixels, { ...size, channels }), { ...size, channels }))]).toEqual([
      ...pixels,
    ]);
  }
});
