import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '@/lib/problems';
import { rleFromPolygons } from '@/lib/vision/masks/rasterise';
import {
  areaOf,
  bitmapOf,
  boundsOf,
  cropOf,
  maskIou,
  rleFromBitmap,
  rleFromCounts,
  rleFromMask,
  rleFromString,
  rleToString,
  sharedArea,
  union,
} from '@/lib/vision/masks/rle';
import { hasShared, sharedPath } from '../../support/shared';

const bitmaps = (width = fc.integer({ min: 1, max: 12 }), height = fc.integer({ min: 1, max: 12 })) =>
  fc
    .tuple(width, height)
    .chain(([w, h]) =>
      fc
        .array(fc.constantFrom(0, 1), { minLength: w * h, maxLength: w * h })
        .map((data) => ({ width: w, height: h, data: Uint8Array.from(data) })),
    );
const pairs = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([w, h]) =>
    fc.tuple(bitmaps(fc.constant(w), fc.constant(h)), bitmaps(fc.constant(w), fc.constant(h))),
  );

describe('run lengths', () => {
  it('give the bitmap back, also through text and through a crop', () => {
    fc.assert(
      fc.property(bitmaps(), (bitmap) => {
        const rle = rleFromBitmap(bitmap);
        expect(bitmapOf(rle)).toEqual(bitmap);
        expect(rleFromString(rleToString(rle), bitmap.width, bitmap.height)).toEqual(rle);
        expect(rleFromMask(cropOf(rle), bitmap.width, bitmap.height)).toEqual(rle);
        expect(areaOf(rle)).toBe(bitmap.data.reduce((a, b) => a + b, 0));
        const xs = [...bitmap.data.keys()].filter((i) => bitmap.data[i]).map((i) => i % bitmap.width);
        if (xs.length > 0) {
          expect(boundsOf(rle)[0]).toBe(Math.min(...xs));
          expect(boundsOf(rle)[2]).toBe(Math.max(...xs) - Math.min(...xs) + 1);
        }
      }),
    );
  });

  it('share and join as their pixels do', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const both = a.data.reduce((sum, v, i) => sum + (v & b.data[i]!), 0);
        const either = a.data.map((v, i) => v | b.data[i]!);
        const [x, y] = [rleFromBitmap(a), rleFromBitmap(b)];
        expect(sharedArea(x, y)).toBe(both);
        expect(bitmapOf(union([x, y])).data).toEqual(either);
        const whole = either.reduce((sum, v) => sum + v, 0);
        expect(maskIou(x, y)).toBeCloseTo(whole === 0 ? 0 : both / whole, 12);
        expect(maskIou(x, y, true)).toBeCloseTo(areaOf(x) === 0 ? 0 : both / areaOf(x), 12);
      }),
    );
  });

  it('a mask beyond the edges is cut', () => {
    const mask = { x: -1, y: 2, width: 3, height: 3, data: new Uint8Array(9).fill(1) };
    expect(boundsOf(rleFromMask(mask, 4, 4))).toEqual([0, 2, 2, 2]);
    expect(areaOf(rleFromMask({ ...mask, x: 9 }, 4, 4))).toBe(0);
  });

  it('what does not fill the image is refused', () => {
    expect(() => rleFromCounts([3, 4], 3, 3)).toThrow('cover 7 pixels');
    expect(() => rleFromString('oWk3', 3, 3)).toThrow(Problem);
    expect(() => rleFromString('한', 3, 3)).toThrow("COCO's run lengths");
  });
});

describe('polygons', () => {
  it('a rectangle on pixel edges is its pixels', () => {
    const rle = rleFromPolygons([[2, 1, 6, 1, 6, 4, 2, 4]], 8, 6);
    expect([boundsOf(rle), areaOf(rle)]).toEqual([[2, 1, 4, 3], 12]);
    expect(areaOf(rleFromPolygons([], 8, 6))).toBe(0);
    expect(() => rleFromPolygons([[0, 0, 1e9, 0, 5, 5]], 8, 6)).toThrow('far outside the image of 8 x 6');
    const parts = rleFromPolygons(
      [
        [0, 0, 2, 0, 2, 2, 0, 2],
        [1, 1, 3, 1, 3, 3, 1, 3],
      ],
      8,
      6,
    );
    expect(areaOf(parts)).toBe(7);
  });
});

interface Fixture {
  size: [number, number];
  segmentation: number[][] | { counts: number[]; size: [number, number] };
  rle: { counts: number[]; string: string; area: number; bbox: number[] };
}

interface Fixtures {
  fixtures: Fixture[];
  iou?: { ids: number[]; matrix: number[][] };
}

interface Truth {
  images: { id: number; width: number; height: number }[];
  annotations: { id: number; image_id: number; segmentation: number[][] }[];
}

describe.skipIf(!hasShared)("COCO's own values (in ../shared only)", () => {
  const { fixtures, iou }: Fixtures = hasShared
    ? JSON.parse(readFileSync(sharedPath('data', 'coco-eval', 'rle_fixtures.json'), 'utf8'))
    : { fixtures: [] };

  it('of polygons, text, area and box are reproduced', () => {
    expect(fixtures.length).toBeGreaterThan(5);
    for (const { size, segmentation, rle } of fixtures) {
      const [height, width] = size;
      const drawn = Array.isArray(segmentation)
        ? rleFromPolygons(segmentation, width, height)
        : rleFromCounts(segmentation.counts, width, height);
      expect([...drawn.counts]).toEqual(rle.counts);
      expect(rleToString(drawn)).toBe(rle.string);
      expect(rleFromString(rle.string, width, height)).toEqual(drawn);
      expect(areaOf(drawn)).toBe(rle.area);
      expect(boundsOf(drawn)).toEqual(rle.bbox);
    }
  });

  it('of overlaps are reproduced', () => {
    const file = sharedPath('data', 'coco-eval', 'instances_val2014_100.json');
    const { annotations, images }: Truth = JSON.parse(readFileSync(file, 'utf8'));
    const masks = iou!.ids.map((id) => {
      const { segmentation, image_id } = annotations.find((annotation) => annotation.id === id)!;
      const { width, height } = images.find((image) => image.id === image_id)!;
      return rleFromPolygons(segmentation, width, height);
    });
    iou!.matrix.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(maskIou(masks[i]!, masks[j]!)).toBeCloseTo(value, 12);
      });
    });
  });
});
