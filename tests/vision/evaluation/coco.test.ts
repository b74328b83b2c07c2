import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/nn/random';
import { segmentationMask } from '@/lib/vision/datasets/detection/coco';
import type { DetectionSet } from '@/lib/vision/datasets/detection/set';
import { cocoSummary, type ImageResult } from '@/lib/vision/evaluation/coco';
import { evaluateDetector } from '@/lib/vision/evaluation/evaluate-detector';
import { cropOf, rleFromMask, rleFromString } from '@/lib/vision/masks/rle';
import { hasShared, sharedPath } from '../../support/shared';

const json = (name: string) => JSON.parse(readFileSync(sharedPath('data', 'coco-eval', name), 'utf8'));

type Found = ImageResult['found'][number];
type Truth = ImageResult['truths'][number];

interface CocoTruth {
  images: { id: number; width: number; height: number }[];
  annotations: {
    image_id: number;
    category_id: number;
    bbox: number[];
    area: number;
    iscrowd: 0 | 1;
    segmentation: Parameters<typeof segmentationMask>[0];
  }[];
}

interface CocoResult {
  image_id: number;
  category_id: number;
  score: number;
  bbox?: number[];
  segmentation?: { size: [number, number]; counts: string };
}

const corners = ([x = 0, y = 0, width = 0, height = 0]: number[] = []) => [x, y, x + width, y + height];

function published(results: string): ImageResult[] {
  const { images, annotations }: CocoTruth = json('instances_val2014_100.json');
  const detections: CocoResult[] = json(results);
  return images.map(({ id, width, height }) => ({
    truths: annotations
      .filter((annotation) => annotation.image_id === id)
      .map(
        (annotation): Truth => ({
          box: corners(annotation.bbox),
          mask: segmentationMask(annotation.segmentation, width, height),
          category: annotation.category_id,
          crowd: annotation.iscrowd === 1,
          area: annotation.area,
        }),
      ),
    found: detections
      .filter((detection) => detection.image_id === id)
      .map(
        ({ bbox, segmentation, category_id: category, score }): Found => ({
          box: corners(bbox),
          mask: segmentation && rleFromString(segmentation.counts, width, height),
          category,
          score,
        }),
      ),
  }));
}

/** The twelve numbers that cocoapi's own run printed for a type. */
function printed(type: string): number[] {
  const text = readFileSync(sharedPath('data', 'coco-eval', 'val2014_fake_eval_res.txt'), 'utf8');
  const part = text.split('type=').find((section) => section.startsWith(type))!;
  return [...part.matchAll(/\] = (\S+)/g)].map(([, number]) => Number(number));
}

describe.skipIf(!hasShared)(
  'COCO prints three digits of each figure; they are reproduced (data in ../shared only)',
  () => {
    it.each([
      ['box', 'bbox', 'instances_val2014_fakebbox100_results.json'],
      ['mask', 'segm', 'instances_val2014_fakesegm100_results.json'],
    ] as const)('%s', (kind, type, results) => {
      const figures = Object.values(cocoSummary(published(results), kind));
      const expected = printed(type);
      expect(expected).toHaveLength(12);
      expected.forEach((number, i) => {
        expect(Math.abs(Number(figures[i]!.toFixed(3)) - number)).toBeLessThan(1e-9);
      });
    });
  },
);

const size = { width: 200, height: 150 };
const square = (x: number, y: number, side: number, height = side) => {
  const mask = { x, y, width: side, height, data: new Uint8Array(side * height).fill(1) };
  return { box: [x, y, x + side, y + height], mask: rleFromMask(mask, size.width, size.height) };
};
const truth = (x: number, y: number, side: number, more: Partial<Truth> = {}): Truth => ({
  ...square(x, y, side),
  category: 0,
  crowd: false,
  area: side * side,
  ...more,
});
const found = (x: number, y: number, side: number, score: number, height = side): Found => ({
  ...square(x, y, side, height),
  category: 0,
  score,
});

describe.each(['box', 'mask'] as const)('hand-worked cases of the %s', (kind) => {
  const summary = (truths: Truth[], detections: Found[]) =>
    cocoSummary([{ truths, found: detections }], kind);

  it('everything found exactly is 1, nothing found 0, nothing to find null', () => {
    const exact = summary(
      [truth(0, 0, 40), truth(60, 60, 40)],
      [found(0, 0, 40, 0.9), found(60, 60, 40, 0.8)],
    );
    expect([exact.AP, exact.AP50, exact.APmedium, exact.AR100]).toEqual([1, 1, 1, 1]);
    expect([exact.AR1, exact.APsmall, exact.APlarge]).toEqual([0.5, null, null]);
    expect(summary([truth(0, 0, 40)], [])).toMatchObject({ AP: 0, AR100: 0 });
    expect(summary([], [found(0, 0, 40, 0.9)]).AP).toBe(null);
  });

  it('half of two at IoU 0.8, behind a wrong one', () => {
    const { AP50, AP75, AP, AR100 } = summary(
      [truth(0, 0, 40), truth(100, 100, 40)],
      [found(50, 50, 40, 0.9), found(0, 0, 40, 0.8, 32)],
    );
    // Precision 1/2 up to recall 1/2: 51 of 101 points; thresholds 0.5 to 0.8 are 7 of 10.
    expect(AP50).toBeCloseTo((51 / 101) * 0.5, 12);
    expect(AP75).toBeCloseTo((51 / 101) * 0.5, 12);
    expect(AP).toBeCloseTo(0.7 * (51 / 101) * 0.5, 12);
    expect(AR100).toBeCloseTo(0.7 * 0.5, 12);
  });

  it('an object found twice counts once against it', () => {
    const twice = summary([truth(0, 0, 40)], [found(0, 0, 40, 0.9), found(0, 0, 40, 0.8)]);
    expect(twice.AP).toBe(1);
    const wrongFirst = summary([truth(0, 0, 40)], [found(0, 0, 40, 0.9, 30), found(0, 0, 40, 0.8)]);
    expect(wrongFirst.AP50).toBe(1);
    expect(wrongFirst.AP).toBeCloseTo((6 * 1 + 4 * 0.5) / 10, 12);
  });

  it('what lies in a crowd counts neither way, however many', () => {
    const crowd = truth(100, 0, 90, { crowd: true });
    const inCrowd = [0.95, 0.94, 0.93].map((score, i) => found(100 + 20 * i, 10, 20, score));
    expect(summary([truth(0, 0, 40), crowd], [...inCrowd, found(0, 0, 40, 0.9)]).AP).toBe(1);
    expect(summary([truth(0, 0, 40)], [...inCrowd, found(0, 0, 40, 0.9)]).AP).toBe(0.25);
  });
});

it('is never better for a detection that hits nothing, and does not depend on the order', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const random = Random.from(seed);
      const any = () => [random.below(100), random.below(90), 5 + random.below(50)] as const;
      const truths = Array.from({ length: 4 }, () => truth(...any()));
      const detections = Array.from({ length: 6 }, () => found(...any(), random.uniform()));
      const { AP } = cocoSummary([{ truths, found: detections }], 'mask');
      expect(cocoSummary([{ truths, found: [...detections].reverse() }], 'mask').AP).toBeCloseTo(AP!, 12);
      const worse = [...detections, found(190, 140, 5, 0.99)];
      expect(cocoSummary([{ truths, found: worse }], 'mask').AP!).toBeLessThanOrEqual(AP! + 1e-12);
    }),
    { numRuns: 30 },
  );
});

describe('a detector', () => {
  const objects = [truth(0, 0, 40), truth(60, 60, 40)].map((object) => ({
    ...object,
    box: object.box as [number, number, number, number],
    mask: object.mask!,
  }));
  const image = {
    ...size,
    id: 'a',
    file: 'a.png',
    objects,
    read: async () => ({ ...size, data: new Uint8Array(3 * size.width * size.height) }),
  };
  const set: DetectionSet = { images: [image], categories: ['person'], faults: [] };
  const detect = async () => [
    { box: objects[0]!.box, score: 0.9, label: 'person', mask: cropOf(objects[0]!.mask) },
    { box: objects[1]!.box, score: 0.95, label: 'dog', mask: cropOf(objects[1]!.mask) },
  ];

  it('is compared with the truth by the names of its classes', async () => {
    const evaluation = await evaluateDetector({ name: 'half', classes: ['person', 'dog'], detect }, set);
    expect(evaluation.images).toBe(1);
    expect(evaluation.box.AP).toBeCloseTo(51 / 101, 12);
    expect(evaluation.mask.AP).toBeCloseTo(51 / 101, 12);
  });

  it('is not judged by what it does not know', async () => {
    const [known, other] = objects;
    const mixed = { ...image, objects: [known!, { ...other!, category: 1 }] };
    const two = { images: [mixed], categories: ['person', 'dog'], faults: [] };
    const persons = { name: 'persons', classes: ['person'], detect };
    expect((await evaluateDetector(persons, two)).mask.AP).toBe(1);
  });

  it('of other classes is refused', async () => {
    const other = { name: 'dogs', classes: ['dog'], detect };
    await expect(evaluateDetector(other, set)).rejects.toThrow('dogs finds dog; the data set has person.');
  });
});
