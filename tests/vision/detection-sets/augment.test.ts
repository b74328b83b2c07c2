import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/nn/random';
import {
  AUGMENTATION,
  augment,
  recolour,
  resizeSample,
  truthOf,
} from '@/lib/vision/datasets/detection/augment';
import { boundsOf, rleFromMask } from '@/lib/vision/masks/rle';
import { fitted, resize } from '@/lib/vision/resize';

/** White where the object is: what the mask says must stay true of the picture. */
function sample(x = 10, y = 6, width = 12, height = 20, size = { width: 50, height: 40 }) {
  const image = { ...size, data: new Uint8Array(3 * size.width * size.height) };
  const mask = { x, y, width, height, data: new Uint8Array(width * height) };
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      if (column > 3 + row / 2) continue;
      mask.data[row * width + column] = 1;
      image.data.fill(
        255,
        3 * ((y + row) * size.width + x + column),
        3 * ((y + row) * size.width + x + column) + 3,
      );
    }
  const box: [number, number, number, number] = [x, y, x + width, y + height];
  return { image, objects: [{ box, mask, category: 0, crowd: false }] };
}

const isFloor = (value: number) => value < 128;

describe('augmentation', () => {
  it('masks and boxes stay with what is seen', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const options = { ...AUGMENTATION, brightness: [1, 1] as const, contrast: [1, 1] as const };
        const { image, objects } = augment(sample(), Random.from(seed), options);
        const [object] = objects;
        const rle = rleFromMask(object!.mask, image.width, image.height);
        const [x, y, width, height] = boundsOf(rle);
        [x, y, x + width, y + height].forEach((edge, i) => {
          expect(Math.abs(edge - object!.box[i]!)).toBeLessThan(1.01);
        });
        let wrong = 0;
        for (let row = 0; row < image.height; row++)
          for (let column = 0; column < image.width; column++) {
            const [left, upper] = [column - object!.mask.x, row - object!.mask.y];
            const { mask } = object!;
            const inside =
              left >= 0 && upper >= 0 && left < mask.width && upper < mask.height
                ? mask.data[upper * mask.width + left]!
                : 0;
            if ((inside === 1) === isFloor(image.data[3 * (row * image.width + column)]!)) wrong++;
          }
        // Pixels of one half, along the edge.
        expect(wrong).toBeLessThan(16);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for a seed, and differs between seeds', () => {
    const sizes = [1, 1, 2].map((seed) => augment(sample(), Random.from(seed)).image);
    expect(sizes[0]).toEqual(sizes[1]);
    expect(sizes[0]!.data).not.toEqual(sizes[2]!.data);
  });

  it('mirrored twice is the same', () => {
    const once = resizeSample(sample(), 50, 40, true);
    expect(once.objects[0]!.box).toEqual([28, 6, 40, 26]);
    expect(resizeSample(once, 50, 40, true)).toEqual(sample());
  });

  it('brightness and contrast', () => {
    const image = { width: 2, height: 1, data: Uint8Array.of(50, 50, 50, 150, 150, 150) };
    expect([...recolour(image, 1.2, 1).data]).toEqual([60, 60, 60, 180, 180, 180]);
    expect([...recolour(image, 1, 0.5).data]).toEqual([75, 75, 75, 125, 125, 125]);
    expect([...recolour(image, 2, 2).data]).toEqual([0, 0, 0, 255, 255, 255]);
  });

  it('truth has classes from 1 on and crowds apart', () => {
    const { image, objects } = sample();
    const truth = truthOf({ image, objects: [...objects, { ...objects[0]!, crowd: true }] });
    expect([[...truth.classes], [...truth.boxes], [...truth.crowds!]]).toEqual([
      [1],
      [10, 6, 22, 26],
      [10, 6, 22, 26],
    ]);
  });
});

describe('resizing', () => {
  it('keeps a flat picture flat, at any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (width, height) => {
        const image = { width: 13, height: 7, data: new Uint8Array(3 * 91).fill(77) };
        const resized = resize(image, width, height);
        expect(resized.data.length).toBe(3 * width * height);
        expect(resized.data.every((v) => v === 77)).toBe(true);
      }),
    );
  });

  it('doubles a line as bilinear interpolation does, and averages when halving', () => {
    const line = { width: 2, height: 1, data: Uint8Array.of(0, 0, 0, 100, 100, 100) };
    expect([...resize(line, 4, 1).data].filter((_, i) => i % 3 === 0)).toEqual([0, 25, 75, 100]);
    expect([...resize(line, 4, 1, true).data].filter((_, i) => i % 3 === 0)).toEqual([100, 75, 25, 0]);
    expect([...resize(line, 1, 1).data]).toEqual([50, 50, 50]);
  });

  it('fits the short side, unless the long one would be too long', () => {
    const sides = { shortSide: 352, longSide: 563 };
    expect(fitted({ width: 400, height: 400 }, sides)).toEqual({ width: 352, height: 352 });
    expect(fitted({ width: 1000, height: 300 }, sides)).toEqual({ width: 563, height: 169 });
    expect(fitted({ width: 352, height: 400 }, sides, 0.5)).toEqual({ width: 176, height: 200 });
  });
});
