import { rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { Problem } from '@/lib/problems';
import { loadDetectionSet } from '@/lib/vision/datasets/detection/load';
import { splitDetectionSet } from '@/lib/vision/datasets/detection/split';
import { areaOf, rleFromBitmap, rleToString } from '@/lib/vision/masks/rle';
import { hasShared, sharedPath } from '../../support/shared';
import { writeZip } from '../../support/zip';
import { folderOf, greyPng, labels, picture } from './support';

const load = async (files: Parameters<typeof folderOf>[0], options = {}) => {
  const folder = folderOf(files);
  const set = await loadDetectionSet(folder, options);
  return { ...set, drop: () => rmSync(folder, { recursive: true }) };
};

describe('instance masks', () => {
  it('every value is an object; faults are listed file by file', async () => {
    const set = await load({
      'PNGImages/a.png': await picture(6, 4),
      'PedMasks/a_mask.png': await greyPng(6, 4, labels(6)),
      'PNGImages/b.png': await picture(5, 4),
      'PedMasks/b_mask.png': await greyPng(6, 4, labels(6)),
      'PedMasks/c_mask.png': await greyPng(6, 4, labels(6)),
      'PNGImages/d.png': await picture(5, 4),
      'PNGImages/e.png': await picture(5, 4),
      'PedMasks/e_mask.png': 'no picture',
      'PNGImages/empty.png': await picture(6, 4),
      'PedMasks/empty.png': await greyPng(6, 4, new Uint8Array(24)),
      'readme.txt': 'x',
      '.hidden/masks/a.png': 'x',
    });
    expect(set.categories).toEqual(['person']);
    expect(set.images.map(({ id, width, height }) => [id, width, height])).toEqual([
      ['a', 6, 4],
      ['empty', 6, 4],
    ]);
    const [a, empty] = set.images;
    expect(a!.objects.map(({ box, area, crowd }) => ({ box, area, crowd }))).toEqual([
      { box: [0, 0, 2, 2], area: 4, crowd: false },
      { box: [5, 0, 6, 4], area: 4, crowd: false },
    ]);
    expect(empty!.objects).toEqual([]);
    expect([...(await a!.read()).data.subarray(0, 3)]).toEqual([0x30, 0x60, 0x90]);
    expect(set.faults.map(({ file }) => file)).toEqual([
      'PedMasks/b_mask.png',
      'PedMasks/c_mask.png',
      'PedMasks/e_mask.png',
      'PNGImages/d.png',
    ]);
    expect(set.faults[0]!.detail).toBe('The image has 5 x 4 pixels, its annotation is for 6 x 4.');
    expect(set.faults[1]!.detail).toContain('no image for this mask');
    set.drop();
  });

  it('colours, palettes and 16 bits too', async () => {
    const wide = Uint16Array.from(labels(6), (v) => 300 * v);
    const colours = Uint8Array.from(labels(6).flatMap((v) => [0, v, 0]));
    const raw = { raw: { width: 6, height: 4, channels: 3 as const } };
    const set = await load({
      'images/colour.jpg': await sharp(await picture(6, 4))
        .jpeg()
        .toBuffer(),
      'masks/colour.png': await sharp(colours, raw).png().toBuffer(),
      'images/palette.webp': await sharp(await picture(6, 4))
        .webp()
        .toBuffer(),
      'masks/palette.png': await sharp(colours, raw).png({ palette: true }).toBuffer(),
      'images/wide.png': await picture(6, 4),
      'masks/wide.png': await sharp(wide, { raw: { width: 6, height: 4, channels: 1 } })
        .toColourspace('grey16')
        .png()
        .toBuffer(),
    });
    expect(set.faults).toEqual([]);
    expect(set.images.map(({ objects }) => objects.map(({ area }) => area))).toEqual([
      [4, 4],
      [4, 4],
      [4, 4],
    ]);
    set.drop();
  });

  it('a photograph among the masks is none', async () => {
    const soft = Uint8Array.from({ length: 3 * 4096 }, (_, i) => (i >> 4) ^ (i * 31));
    const drawn = sharp(soft, { raw: { width: 64, height: 64, channels: 3 } }).png();
    const files = { 'images/a.png': await picture(64, 64), 'masks/a.png': await drawn.toBuffer() };
    await expect(load(files)).rejects.toThrow('more than 500 different values; one an object is expected');
  });
});

const bitmap = { width: 6, height: 4, data: Uint8Array.from(labels(6), (v) => +(v === 7)) };
const cocoFile = (annotations: object[]) => ({
  images: [
    { id: 7, file_name: 'a.png', width: 6, height: 4 },
    { id: 'x', file_name: 'gone.png', width: 6, height: 4 },
  ],
  categories: [
    { id: 3, name: 'dog' },
    { id: 1, name: 'person' },
  ],
  annotations,
});

describe('COCO JSON', () => {
  const square = [[0, 0, 2, 0, 2, 2, 0, 2]];
  it('polygons, run lengths, crowds; faults say which annotation', async () => {
    const set = await load({
      'annotations/instances.json': cocoFile([
        { id: 1, image_id: 7, category_id: 1, segmentation: square, bbox: [0, 0, 2.5, 2], area: 4.5 },
        {
          id: 2,
          image_id: 7,
          category_id: 3,
          segmentation: { size: [4, 6], counts: rleToString(rleFromBitmap(bitmap)) },
        },
        {
          id: 3,
          image_id: 7,
          category_id: 1,
          iscrowd: 1,
          segmentation: { size: [4, 6], counts: [2, 20, 2] },
        },
        { id: 4, image_id: 7, category_id: 9, segmentation: square },
        { id: 5, image_id: 7, category_id: 1, segmentation: [[1, 2, 3, 4]] },
        { id: 6, image_id: 7, category_id: 1 },
        { id: 7, image_id: 8, category_id: 1, segmentation: square },
        { id: 8, image_id: 7, category_id: 1, segmentation: { size: [4, 6], counts: [2, 2] } },
        { id: 9, image_id: 7, category_id: 1, segmentation: { size: [6, 4], counts: [2, 22] } },
      ]),
      'train/a.png': await picture(6, 4),
    });
    expect(set.categories).toEqual(['person', 'dog']);
    expect(set.images).toHaveLength(1);
    const shown = set.images[0]!.objects.map(({ box, category, crowd, area }) => [
      box,
      category,
      crowd,
      area,
    ]);
    expect(shown).toEqual([
      [[0, 0, 2.5, 2], 0, false, 4.5],
      [[5, 0, 6, 4], 1, false, 4],
      [[0, 0, 6, 4], 0, true, 20],
    ]);
    expect(set.faults.map(({ detail }) => detail)).toEqual([
      'Annotation 7 is of image 8, which is not listed.',
      'Annotation 4 of a.png: has the category 9, which is not listed.',
      'Annotation 5 of a.png: has a polygon that is not a list of x, y of three points or more.',
      'Annotation 6 of a.png: has no mask (segmentation).',
      "Annotation 8 of a.png: The mask's runs cover 4 pixels, the image has 6 x 4 = 24.",
      'Annotation 9 of a.png: has a mask of 4 x 6 for an image of 6 x 4.',
      'The image gone.png is not there.',
    ]);
    set.drop();
  });

  it('only some categories', async () => {
    const files = {
      'a.json': cocoFile([
        { id: 1, image_id: 7, category_id: 1, segmentation: square },
        { id: 2, image_id: 7, category_id: 3, segmentation: square },
      ]),
      'broken.json': '{"images": [',
      'a.png': await picture(6, 4),
    };
    const set = await load(files, { categories: ['dog'] });
    expect(set.images[0]!.objects.map(({ category }) => category)).toEqual([0]);
    expect(set.faults.map(({ file }) => file)).toEqual(['a.json', 'broken.json']);
    set.drop();
    await expect(load(files, { categories: ['cat'] })).rejects.toThrow(
      'no category cat; it has person, dog.',
    );
  });
});

describe('LabelMe JSON', () => {
  it('shapes with an area are objects, those of a group one', async () => {
    const shape = (label: string, shape_type: string, points: number[][], more = {}) => ({
      label,
      shape_type,
      points,
      ...more,
    });
    const set = await load({
      'a.json': {
        imagePath: '..\\pictures\\a.png',
        imageData: null,
        imageWidth: 40,
        imageHeight: 30,
        shapes: [
          shape('person', 'polygon', [
            [0, 0],
            [10, 0],
            [10, 10],
          ]),
          shape(
            'person',
            'rectangle',
            [
              [20, 20],
              [10, 10],
            ],
            { group_id: 1 },
          ),
          shape(
            'person',
            'rectangle',
            [
              [25, 10],
              [30, 20],
            ],
            { group_id: 1 },
          ),
          shape('ball', 'circle', [
            [20, 15],
            [25, 15],
          ]),
          shape('line', 'line', [
            [20, 15],
            [25, 15],
          ]),
          shape(
            'person',
            'mask',
            [
              [3, 4],
              [8, 7],
            ],
            {
              mask: (await greyPng(6, 4, new Uint8Array(24).fill(1))).toString('base64'),
            },
          ),
        ],
      },
      'pictures/a.png': await picture(40, 30),
      'b.json': {
        imagePath: 'b.png',
        imageData: (await picture(8, 8)).toString('base64'),
        shapes: [
          shape('person', 'polygon', [
            [1, 1],
            [7, 1],
            [7, 7],
          ]),
        ],
      },
    });
    expect(set.categories).toEqual(['person', 'ball']);
    expect(set.faults).toEqual([
      { file: 'a.json', detail: 'Shape 5 (line) is a line of 2 points, which has no area.' },
    ]);
    const [a, b] = set.images;
    expect(a!.objects.map(({ box }) => box)[1]).toEqual([10, 10, 30, 20]);
    const areas = a!.objects.map(({ area }) => area);
    expect(areas[1]).toBe(150);
    expect(Math.abs(areas[2]! - 25 * Math.PI)).toBeLessThan(5);
    expect(areas[3]).toBe(24);
    expect(a!.objects[3]!.box).toEqual([3, 4, 9, 8]);
    expect((await b!.read()).width).toBe(8);
    set.drop();
  });
});

describe('pictures of cameras that were held upright', () => {
  it('are read as their annotations are', async () => {
    // Stored 6 x 4, the upper left pixel red; turned by 90 degrees it stands 4 x 6 with red at the upper right.
    const pixels = Uint8Array.from({ length: 72 }, (_, i) => (i === 0 ? 255 : 0));
    const held = await sharp(pixels, { raw: { width: 6, height: 4, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer();
    const shapes = [
      {
        label: 'person',
        shape_type: 'rectangle',
        points: [
          [0, 0],
          [2, 2],
        ],
      },
    ];
    const labelme = await load({
      'a.json': { imagePath: 'a.png', imageWidth: 4, imageHeight: 6, shapes },
      'a.png': held,
    });
    const stood = await labelme.images[0]!.read();
    expect([stood.width, stood.height, stood.data[9], stood.data[0]]).toEqual([4, 6, 255, 0]);
    const stored = await load({ 'a.json': cocoFile([]), 'a.png': held });
    const lying = await stored.images[0]!.read();
    expect([lying.width, lying.height, lying.data[0]]).toEqual([6, 4, 255]);
    labelme.drop();
    stored.drop();
  });
});

describe('any set', () => {
  it('is the same as a ZIP file', async () => {
    const folder = folderOf({});
    const files = [
      { name: Buffer.from('set/images/a.png'), content: await picture(6, 4) },
      { name: Buffer.from('set/masks/a.png'), content: await greyPng(6, 4, labels(6)) },
    ];
    const set = await loadDetectionSet(writeZip(join(folder, 'set.zip'), files));
    expect(set.images.map(({ file, objects }) => [file, objects.length])).toEqual([['set/images/a.png', 2]]);
    expect((await set.images[0]!.read()).height).toBe(4);
    set.close();
    rmSync(folder, { recursive: true });
  });

  it('what is none is said', async () => {
    const folder = folderOf({ 'notes.txt': 'x', 'only/a.png': await picture(2, 2) });
    await expect(loadDetectionSet(folder)).rejects.toThrow(
      'holds no data set: expected is one of a COCO JSON',
    );
    await expect(loadDetectionSet(join(folder, 'notes.txt'))).rejects.toThrow('neither a folder nor a ZIP');
    await expect(loadDetectionSet(join(folder, 'gone'))).rejects.toThrow(Problem);
    rmSync(folder, { recursive: true });
  });

  it('is split by the seed alone', async () => {
    const image = (file: string) => ({
      file,
      id: file,
      width: 1,
      height: 1,
      objects: [],
      read: async () => never(),
    });
    const never = () => {
      throw new Error('not read');
    };
    const set = { images: [...'abcdefghij'].map(image), categories: ['person'], faults: [] };
    const names = (part: typeof set) => part.images.map(({ file }) => file).join('');
    const { train, validation } = splitDetectionSet(set, { share: 0.3, seed: 5 });
    expect([train.images.length, validation.images.length]).toEqual([7, 3]);
    expect([...(names(train) + names(validation))].sort().join('')).toBe('abcdefghij');
    const turned = splitDetectionSet({ ...set, images: [...set.images].reverse() }, { share: 0.3, seed: 5 });
    expect(names(turned.validation)).toBe(names(validation));
    expect(names(splitDetectionSet(set, { share: 0.3, seed: 6 }).validation)).not.toBe(names(validation));
    expect(splitDetectionSet(set, { share: 1, seed: 6 }).train.images).toHaveLength(1);
  });
});

describe.skipIf(!hasShared)('real sets (in ../shared only)', () => {
  it('Penn-Fudan', async () => {
    const set = await loadDetectionSet(sharedPath('data', 'penn-fudan'));
    expect([set.images.length, set.faults, set.categories]).toEqual([120, [], ['person']]);
    const objects = set.images.flatMap((image) => image.objects);
    expect(objects.length).toBeGreaterThan(240);
    const first = set.images.find(({ id }) => id === 'FudanPed00001')!;
    // The boxes of the database's own annotation, which counts from 1 and includes the last pixel.
    expect(first.objects.map(({ box }) => box)).toEqual([
      [159, 181, 302, 431],
      [419, 170, 535, 486],
    ]);
  });

  it('COCO persons: masks are as large as the annotations say', async () => {
    const set = await loadDetectionSet(sharedPath('data', 'coco-person'), { categories: ['person'] });
    expect([set.images.length, set.faults]).toEqual([61, []]);
    const objects = set.images.flatMap((image) => image.objects).filter(({ area }) => area > 2000);
    // Parts of one object may overlap, and are then counted twice there.
    const away = objects.map(({ mask, area }) => Math.abs(areaOf(mask) / area - 1));
    expect(away.filter((share) => share > 0.03).length).toBeLessThan(objects.length / 20);
  });
});
