import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { DetectionImage } from '@/lib/vision/datasets/detection/set';
import type { Detection } from '@/lib/vision/detector';
import { drawDetections } from '@/lib/vision/draw';
import { figuresOf } from '@/lib/vision/experiments/small-data/figures';
import { smallDataPage } from '@/lib/vision/experiments/small-data/page';
import { pictureStrip } from '@/lib/vision/experiments/small-data/pictures';
import type { SmallDataReport } from '@/lib/vision/experiments/small-data/report';
import { lossCurves } from '@/lib/vision/experiments/small-data/run';
import { rleFromMask } from '@/lib/vision/masks/rle';

const size = { width: 80, height: 60 };
const picture = { ...size, data: new Uint8Array(3 * 80 * 60).fill(90) };
const square = (x: number, y: number, side: number) => ({
  x,
  y,
  width: side,
  height: side,
  data: new Uint8Array(side * side).fill(1),
});
const found = (x: number, y: number, side: number, score: number): Detection => ({
  box: [x, y, x + side, y + side],
  score,
  label: 'person',
  mask: square(x, y, side),
});
const image: DetectionImage = {
  ...size,
  id: 'a',
  file: 'a<b>.png',
  objects: [square(0, 0, 20), square(40, 20, 20)].map((mask) => ({
    box: [mask.x, mask.y, mask.x + 20, mask.y + 20],
    mask: rleFromMask(mask, 80, 60),
    category: 0,
    crowd: false,
    area: 400,
  })),
  read: async () => picture,
};

describe('figures', () => {
  it('number, best score, overlap of every object, AP', () => {
    const figures = figuresOf([image], [[found(0, 0, 20, 0.9), found(40, 20, 10, 0.4)]], ['person']);
    expect(figures).toMatchObject({ images: 1, detections: 2, best_score: 0.9, mean_iou: (1 + 0.25) / 2 });
    expect(figures.mask_AP).toBeCloseTo(51 / 101, 12);
    expect(figuresOf([image], [[]], ['person'])).toMatchObject({ detections: 0, best_score: 0, mask_AP: 0 });
  });
});

const epochs = [1, 2, 3].map((epoch) => ({
  epoch,
  loss: 3 / epoch,
  losses: { box: 1 / epoch, mask: 2 / epoch },
}));

describe('pictures', () => {
  it('what was found is drawn where it is', async () => {
    const png = await drawDetections(picture, [found(40, 20, 20, 0.5), found(0, 0, 20, 0.1)], {
      minScore: 0.3,
      labels: 0,
    });
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [
      ...data.subarray((y * 80 + x) * info.channels, (y * 80 + x) * info.channels + 3),
    ];
    expect([info.width, info.height]).toEqual([80, 60]);
    expect(at(10, 10)).toEqual([90, 90, 90]);
    expect(at(50, 30)).not.toEqual([90, 90, 90]);
    const wide = await sharp(
      await drawDetections(picture, [found(40, 20, 20, 0.5)], { width: 160 }),
    ).metadata();
    expect([wide.width, wide.height]).toEqual([160, 120]);
  });

  it('the strip has a column a stage and a row an image', async () => {
    const png = await drawDetections(picture, []);
    const strip = await sharp(
      await pictureStrip(
        ['0', '1', '3'],
        [
          [png, png, png],
          [png, png, png],
        ],
        100,
      ),
    ).metadata();
    expect([strip.width, strip.height]).toEqual([3 * 108 + 8, 26 + 2 * (75 + 8) + 8]);
  });

  it('the curve is a drawing with every loss by name', async () => {
    const svg = lossCurves(epochs);
    expect((await sharp(Buffer.from(svg)).metadata()).width).toBe(720);
    for (const name of ['loss', 'box', 'mask']) expect(svg).toContain(`>${name}</text>`);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });
});

it('the page says what was seen before and how this differs, in both languages', () => {
  const figures = {
    images: 1,
    detections: 100,
    best_score: 0.5,
    mean_iou: 0.1,
    box_AP: 0,
    mask_AP: 0,
    mask_AP50: null,
  };
  const last = { ...figures, detections: 3, best_score: 0.98, mask_AP: 0.61, box_AP: 0.72 };
  const report: SmallDataReport = {
    data: { train: 50, unseen: 20, shown: { trained: 'a<b>.png', unseen: 'c.png' } },
    seed: 1,
    runtime: 'cpu',
    seconds: 600,
    epochs,
    stages: [
      { epoch: 0, loss: 3.1, trained: figures, unseen: { ...figures, images: 20 } },
      { epoch: 100, loss: 0.2, trained: last, unseen: { ...last, images: 20 } },
    ],
  };
  const page = smallDataPage(report);
  expect(page).toContain('After 100 epochs 3 are found in it, the best with 98 %');
  expect(page).toContain('27–33 %');
  expect(page).toContain('mask AP 0.610, box AP 0.720');
  expect(page).toContain('a&#60;b&#62;.png');
  expect(page).not.toContain('a<b>');
});
