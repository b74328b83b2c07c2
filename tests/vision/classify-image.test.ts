import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Polygon } from 'geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkGeoJSON } from '@/lib/geojson/check';
import { tileGeoreference } from '@/lib/imagery/georeference/tile-name';
import type { Picture } from '@/lib/imagery/picture';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { type Classifier, openClassifier } from '@/lib/vision/classifiers/classifier';
import { findModel } from '@/lib/vision/classifiers/models';
import { trainClassifier } from '@/lib/vision/classifiers/train';
import { chipProperties } from '@/lib/vision/classify-image/answers';
import { chipPixels, grid } from '@/lib/vision/classify-image/chips';
import { chipFeatures } from '@/lib/vision/classify-image/features';
import { mosaic } from '@/lib/vision/classify-image/mosaic';
import { readCorners } from '@/lib/vision/classify-image/options';
import { inMemory, squareCorners } from '@/lib/vision/classify-image/sample';
import { quarterDataset } from './support';

const noise = (width: number, height: number): Picture => ({
  width,
  height,
  data: Uint8Array.from({ length: 3 * width * height }, (_, i) => (i * 7919) % 251),
});

describe('a grid of chips', () => {
  it('has as many whole chips as fit, row by row', () => {
    expect(grid(256, 256, 28)).toHaveLength(81);
    expect(grid(7, 5, 3, 2)).toEqual(
      [0, 2].flatMap((y) => [0, 2, 4].map((x) => ({ x, y, width: 3, height: 3 }))),
    );
  });

  it('stays within the image, and leaves no room for another one', () => {
    const sides = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(sides, sides, fc.integer({ min: 1, max: 30 }), sides, (width, height, size, stride) => {
        fc.pre(size <= Math.min(width, height));
        const chips = grid(width, height, size, stride);
        const [right, bottom] = [
          Math.max(...chips.map(({ x }) => x)) + size,
          Math.max(...chips.map(({ y }) => y)) + size,
        ];
        expect(right).toBeLessThanOrEqual(width);
        expect(bottom).toBeLessThanOrEqual(height);
        expect(right + stride).toBeGreaterThan(width);
        expect(bottom + stride).toBeGreaterThan(height);
      }),
    );
  });

  it('says what is wrong with its sizes', () => {
    expect(() => grid(20, 40, 28)).toThrow('not one chip of 28 x 28 fits in');
    expect(() => grid(20, 40, 2.5)).toThrow('whole numbers');
    expect(() => grid(40_000, 40_000, 28, 1)).toThrow('choose a larger stride');
  });
});

describe('pixels of a chip', () => {
  const size = { channels: 1, height: 28, width: 28 };

  it('are those of the image where nothing is to be resized', () => {
    const { pixels } = quarterDataset().test;
    const made = mosaic(quarterDataset().test, 1, 1, 1);
    const [one] = made.chips;
    const { height, width } = quarterDataset().test;
    const cut = chipPixels(made.picture, one!, { channels: 1, height, width });
    const all = Array.from({ length: pixels.length / cut.length }, (_, i) =>
      Buffer.from(pixels.subarray(i * cut.length, (i + 1) * cut.length)).equals(cut),
    );
    expect(all).toContain(true);
  });

  it('are means of what they cover', () => {
    const picture = noise(84, 56);
    const ours = chipPixels(
      picture,
      { x: 0, y: 0, width: 84, height: 56 },
      { channels: 3, height: 14, width: 21 },
    );
    const mean = (c: number, row: number, column: number) => {
      let sum = 0;
      for (let y = 0; y < 4; y++)
        for (let x = 0; x < 4; x++) sum += picture.data[3 * ((4 * row + y) * 84 + 4 * column + x) + c]!;
      return Math.round(sum / 16);
    };
    for (const [c, row, column] of [
      [0, 0, 0],
      [1, 13, 20],
      [2, 7, 3],
    ] as const)
      expect(Math.abs(ours[(c * 14 + row) * 21 + column]! - mean(c, row, column))).toBeLessThanOrEqual(1);
  });

  it('keep an even ground even, whatever the sizes', () => {
    const side = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 0, max: 255 }), (width, height, light) => {
        const picture = { width, height, data: new Uint8Array(3 * width * height).fill(light) };
        const pixels = chipPixels(picture, { x: 0, y: 0, width, height }, size);
        expect(Math.max(...pixels.map((value) => Math.abs(value - light)))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });
});

describe('attributes', () => {
  const names = { classes: ['Shirt', 'T-shirt/top', 'Coat'], classesKo: ['셔츠', '티셔츠', '코트'] };
  const scores = Float32Array.of(0.25, 0.6, 0.15);

  it('name the most probable classes', () => {
    expect(chipProperties(scores, names)).toEqual({
      label: 'T-shirt/top',
      label_ko: '티셔츠',
      score: 0.6,
      top3: 'T-shirt/top 0.6; Shirt 0.25; Coat 0.15',
    });
  });

  it('say where the truth is known what it is, and what it is not', () => {
    const wrong = chipProperties(scores, names, 0);
    expect(wrong).toMatchObject({
      truth: 'Shirt',
      truth_ko: '셔츠',
      correct: false,
      caption: 'Shirt, not T-shirt/top',
      caption_ko: '셔츠 (티셔츠 아님)',
    });
    expect(chipProperties(scores, names, 1)).toMatchObject({ correct: true, caption: 'T-shirt/top' });
  });
});

describe('corners', () => {
  it('are four, or two where north is at the top', () => {
    expect(readCorners('126,38, 127,37')).toEqual(readCorners('126,38,127,38,127,37,126,37'));
    expect(() => readCorners('126,38,127')).toThrow('eight numbers');
    expect(() => readCorners('126,38,127,38,126,37,127,37')).toThrow('no convex shape');
  });

  it('of a square are as far apart as asked for', () => {
    const [[west, north], [east], [, south]] = squareCorners([127, 37.5], 1000);
    const metres = 111_195 * (north - south);
    expect(metres).toBeGreaterThan(990);
    expect(metres).toBeLessThan(1010);
    expect(111_195 * Math.cos((37.5 * Math.PI) / 180) * (east - west)).toBeCloseTo(metres, -1);
  });
});

describe('a mosaic of test images', () => {
  const data = quarterDataset();
  let folder: string;
  let classifier: Classifier;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jari-chips-'));
    const runtime = onnxRuntime({ provider: 'cpu', threads: 1 });
    const model = findModel('mnist-mlp');
    await trainClassifier({
      model,
      recipe: { ...model.recipe, epochs: 4, batch: 20, rate: 0.01 },
      data,
      source: {
        title: 'Quarters',
        licence: 'MIT',
        split: 'drawn',
        classes: ['north-west', 'north-east', 'south-west', 'south-east'],
        classesKo: ['북서', '북동', '남서', '남동'],
      },
      command: 'jari train classifier',
      runtime,
      out: folder,
    });
    classifier = await openClassifier(folder, { dataDir: folder, runtime });
  });
  afterAll(async () => {
    await classifier.close();
    await rm(folder, { recursive: true });
  });

  const made = mosaic(data.test, 5, 4, 4);
  const place = tileGeoreference({ z: 15, x: 27941, y: 12689 }, made.picture.width, made.picture.height);
  const task = () => ({ ...made, image: inMemory(made.picture), place, classifier });
  const all = async (from = 0) => {
    const features = [];
    for await (const piece of chipFeatures(task(), { from })) features.push(...piece.features);
    return features;
  };

  it('is the same for the same seed only, and has no image twice', () => {
    expect(mosaic(data.test, 5, 4, 4)).toEqual(made);
    expect(mosaic(data.test, 6, 4, 4).picture).not.toEqual(made.picture);
    expect(() => mosaic(data.test, 1, 1000, 1000)).toThrow('fewer than 1000 x 1000');
  });

  it('becomes valid features in their places, known and mostly right', async () => {
    const features = await all();
    expect(features.map(({ n }) => n)).toEqual(made.chips.map((_, i) => i + 1));
    expect(features.filter(({ properties }) => properties.correct).length).toBeGreaterThan(13);
    const collection = {
      type: 'FeatureCollection' as const,
      features: features.map((feature) => ({
        type: 'Feature' as const,
        ...feature,
        properties: { ...feature.properties },
      })),
    };
    expect(checkGeoJSON(collection)).toEqual([]);
    const ring = (features[0]!.geometry as Polygon).coordinates[0]!;
    const [x, y] = place.toPixel(ring[0]![0]!, ring[0]![1]!);
    expect([x, y].map(Math.round)).toEqual([made.chips[0]!.x, made.chips[0]!.y]);
  });

  it('goes on where it stopped', async () => {
    const whole = await all();
    expect(await all(7)).toEqual(whole.slice(7));
  });

  it('leaves out what lies outside the photograph', async () => {
    const alpha = new Uint8Array(made.picture.width * made.picture.height);
    alpha.fill(255, alpha.length / 2);
    const image = inMemory({ ...made.picture, alpha });
    const features = [];
    for await (const piece of chipFeatures({ ...task(), image })) features.push(...piece.features);
    expect(features.map(({ n }) => n)).toEqual([9, 10, 11, 12, 13, 14, 15, 16]);
  });
});
