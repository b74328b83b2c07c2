import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '@/lib/problems';
import { coco } from '@/lib/vision/datasets/detection/coco';
import { labelMe } from '@/lib/vision/datasets/detection/labelme';
import { areaOf, boundsOf, rleFromString } from '@/lib/vision/masks/rle';
import { picture } from './support';

let png: Buffer;
beforeAll(async () => {
  png = await picture(6, 4);
});

/** A right value, or anything. */
const perhaps = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 6, arbitrary: right as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
const numbers = fc.array(perhaps(fc.integer({ min: -3, max: 9 })), { maxLength: 9 });

const cocoFiles = fc.record({
  images: fc.array(perhaps(fc.record({ id: fc.constant(1), file_name: perhaps(fc.constant('a.png')) }))),
  categories: fc.array(perhaps(fc.record({ id: perhaps(fc.constant(1)), name: perhaps(fc.string()) }))),
  annotations: fc.array(
    perhaps(
      fc.record({
        image_id: perhaps(fc.constant(1)),
        category_id: perhaps(fc.constant(1)),
        bbox: perhaps(numbers),
        area: perhaps(fc.integer()),
        iscrowd: perhaps(fc.constantFrom(0, 1)),
        segmentation: perhaps(
          fc.oneof(
            fc.array(perhaps(numbers)),
            fc.record({
              size: perhaps(fc.constant([4, 6])),
              counts: fc.oneof(perhaps(numbers), fc.string()),
            }),
          ),
        ),
      }),
    ),
  ),
});

const labelMeFiles = fc.record({
  imagePath: fc.constantFrom('a.png', 'b.png', ''),
  imageWidth: perhaps(fc.constant(6)),
  imageData: perhaps(fc.constant(null)),
  shapes: fc.array(
    perhaps(
      fc.record({
        label: perhaps(fc.string()),
        shape_type: perhaps(fc.constantFrom('polygon', 'rectangle', 'circle', 'mask', 'line')),
        points: perhaps(fc.array(perhaps(numbers), { maxLength: 5 })),
        group_id: perhaps(fc.constantFrom(null, 1)),
        mask: perhaps(fc.string()),
      }),
    ),
  ),
});

describe('whatever a file holds', () => {
  it.each([
    [coco, cocoFiles],
    [labelMe, labelMeFiles],
  ])('is objects inside the image, or faults', async (format, files) => {
    await fc.assert(
      fc.asyncProperty(files as fc.Arbitrary<object>, async (content) => {
        const set = await format.read(
          [
            { path: 'a.json', read: async () => Buffer.from(JSON.stringify(content)) },
            { path: 'a.png', read: async () => png },
          ],
          { category: 'person' },
        );
        for (const image of set!.images)
          for (const { box, mask, category, area } of image.objects) {
            expect(box.every(Number.isFinite)).toBe(true);
            expect(set!.categories[category]).toBeTypeOf('string');
            expect(areaOf(mask)).toBeGreaterThan(0);
            expect(area).toBeGreaterThan(0);
            const [x, y, width, height] = boundsOf(mask);
            expect(x >= 0 && y >= 0 && x + width <= 6 && y + height <= 4).toBe(true);
          }
        for (const { detail } of set!.faults) expect(detail).toMatch(/\.$/s);
      }),
      { numRuns: 200 },
    );
  });

  it('a category whose id is no number and no text is as good as absent', async () => {
    const content = { images: [], annotations: [], categories: [{ id: [{ toString: null }], name: '' }] };
    const files = [
      { path: 'a.json', read: async () => Buffer.from(JSON.stringify({ ...content })) },
      { path: 'a.png', read: async () => png },
    ];
    expect((await coco.read(files, { category: 'person' }))!.categories).toEqual([]);
    content.categories.push({ id: 1, name: '사람' } as never);
    expect((await coco.read(files, { category: 'person' }))!.categories).toEqual(['사람']);
  });

  it('text that is no run lengths is a problem, never something else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          const rle = rleFromString(text, 5, 7);
          expect(rle.counts.reduce((sum, run) => sum + run, 0)).toBe(35);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
