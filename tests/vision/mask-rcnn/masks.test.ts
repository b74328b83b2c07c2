import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/nn/random';
import { LIGHT, TORCHVISION } from '@/lib/vision/mask-rcnn/config';
import { pasteMask } from '@/lib/vision/mask-rcnn/paste';
import { maskTarget, roiTargets, rpnTargets } from '@/lib/vision/mask-rcnn/targets';
import { bitmapOf, rleFromMask } from '@/lib/vision/masks/rle';
import { randomBoxes, randomNumbers, reference } from './support';

const image = { width: 60, height: 50 };
const random = Random.from('mask');
const mask = {
  x: 12,
  y: 7,
  width: 23,
  height: 31,
  data: Uint8Array.from({ length: 23 * 31 }, () => random.below(2)),
};
const rois = [
  [10.3, 5.2, 38.7, 41.1],
  [14, 9, 30, 30],
  [0, 0, 20.5, 50],
];

describe.each([
  { aligned: false, mode: 'output_half_pixel' },
  { aligned: true, mode: 'half_pixel' },
])('mask targets, aligned $aligned', ({ aligned, mode }) => {
  it('are RoIAlign of the whole bitmap, as ONNX Runtime does it', async () => {
    const whole = bitmapOf(rleFromMask(mask, image.width, image.height));
    const expected = await reference(
      'RoiAlign',
      [
        { data: Float32Array.from(whole.data), shape: [1, 1, image.height, image.width] },
        { data: Float32Array.from(rois.flat()), shape: [rois.length, 4] },
        { data: new BigInt64Array(rois.length), shape: [rois.length] },
      ],
      {
        coordinate_transformation_mode: mode,
        mode: 'avg',
        output_height: 28,
        output_width: 14,
        sampling_ratio: 0,
        spatial_scale: { float: 1 },
      },
    );
    rois.forEach((roi, i) => {
      const wanted = (expected.data as Float32Array).subarray(i * 28 * 14, (i + 1) * 28 * 14);
      const found = maskTarget(mask, roi, { height: 28, width: 14, aligned });
      found.forEach((value, k) => {
        expect(value).toBeCloseTo(wanted[k]!, 5);
      });
    });
  });
});

describe('mask pasting', () => {
  const grid = { height: 28, width: 28 };
  const probabilities = randomNumbers(28 * 28, 'paste').map((v) => 1 / (1 + Math.exp(-v)));

  it.each([[[10.2, 8.7, 41.9, 37.3]], [[-3, -5, 20, 44]], [[30, 20, 59.9, 49.9]], [[5, 5, 6, 30]]])(
    '%j, rounded, is a bilinear resize of the padded mask, as ONNX Runtime does it',
    async (box) => {
      const side = 30;
      const padded = new Float32Array(side * side);
      for (let row = 0; row < 28; row++)
        padded.set(probabilities.subarray(row * 28, (row + 1) * 28), (row + 1) * side + 1);
      const middle = [(box[0]! + box[2]!) / 2, (box[1]! + box[3]!) / 2];
      const half = [((box[2]! - box[0]!) / 2) * (30 / 28), ((box[3]! - box[1]!) / 2) * (30 / 28)];
      const [x1, y1] = [Math.trunc(middle[0]! - half[0]!), Math.trunc(middle[1]! - half[1]!)];
      const [x2, y2] = [Math.trunc(middle[0]! + half[0]!), Math.trunc(middle[1]! + half[1]!)];
      const [width, height] = [x2 - x1 + 1, y2 - y1 + 1];
      const resized = await reference(
        'Resize',
        [
          { data: padded, shape: [1, 1, side, side] },
          undefined,
          undefined,
          { data: BigInt64Array.of(1n, 1n, BigInt(height), BigInt(width)), shape: [4] },
        ],
        { mode: 'linear', coordinate_transformation_mode: 'half_pixel' },
      );
      const found = pasteMask(probabilities, grid, box, image, { rounded: true });
      expect([found.x, found.y]).toEqual([Math.max(0, x1), Math.max(0, y1)]);
      expect(found.width).toBe(Math.min(image.width, x2 + 1) - found.x);
      const wanted = resized.data as Float32Array;
      let wrong = 0;
      for (let y = 0; y < found.height; y++)
        for (let x = 0; x < found.width; x++) {
          const value = wanted[(found.y + y - y1) * width + found.x + x - x1]!;
          if (Math.abs(value - 0.5) < 1e-6) continue;
          if ((value >= 0.5 ? 1 : 0) !== found.data[y * found.width + x]) wrong++;
        }
      expect(wrong).toBe(0);
    },
  );

  it('outside the image is nothing', () => {
    const found = pasteMask(probabilities, grid, [-90, 3, -70, 20], image);
    expect([found.width, found.data.length]).toEqual([0, 0]);
  });

  it('a target pasted back is the mask again, but for its edge', () => {
    const disc = { x: 10, y: 5, width: 30, height: 40, data: new Uint8Array(1200) };
    for (let y = 0; y < 40; y++)
      for (let x = 0; x < 30; x++)
        disc.data[y * 30 + x] = ((x - 14.5) / 15) ** 2 + ((y - 19.5) / 20) ** 2 <= 1 ? 1 : 0;
    const box = [10, 5, 40, 45];
    const back = pasteMask(maskTarget(disc, box, { ...grid, aligned: true }), grid, box, image);
    const a = rleFromMask(disc, image.width, image.height);
    const b = rleFromMask(back, image.width, image.height);
    const [one, other] = [bitmapOf(a).data, bitmapOf(b).data];
    const shared = one.reduce((sum, v, i) => sum + (v & other[i]!), 0);
    const whole = one.reduce((sum, v, i) => sum + (v | other[i]!), 0);
    expect(shared / whole).toBeGreaterThan(0.97);
  });
});

describe('targets', () => {
  const truth = {
    boxes: Float32Array.from([12, 7, 35, 38]),
    classes: Int32Array.of(1),
    masks: [mask],
  };

  it('of the region proposal network: positive anchors first, with their deltas', () => {
    const anchors = Float32Array.from([...randomBoxes(200, 60, 50, 'anchors'), 12, 7, 35, 38]);
    const targets = rpnTargets(anchors, truth, LIGHT.rpn, Random.from(1));
    expect(targets.anchors.length).toBe(LIGHT.rpn.batch);
    const positives = targets.labels.reduce((a, b) => a + b, 0);
    expect(positives).toBeGreaterThan(0);
    expect([...targets.labels].sort().reverse()).toEqual([...targets.labels]);
    const exact = targets.anchors.indexOf(200);
    expect(exact).toBeLessThan(positives);
    expect([...targets.deltas.subarray(4 * exact, 4 * exact + 4)]).toEqual([0, 0, 0, 0]);
  });

  it('of the heads: the true boxes are among the RoIs', () => {
    const proposed = randomBoxes(100, 60, 50, 'proposed');
    const targets = roiTargets(proposed, truth, LIGHT.roi, LIGHT.maskTarget, Random.from(1));
    expect(targets.rois.length).toBe(4 * LIGHT.roi.batch);
    expect([...targets.classes.subarray(0, targets.positives)]).toEqual(Array(targets.positives).fill(1));
    expect(targets.classes.subarray(targets.positives).every((label) => label === 0)).toBe(true);
    expect(targets.masks.length).toBe(targets.positives * LIGHT.maskTarget.height * LIGHT.maskTarget.width);
    expect(TORCHVISION.roi.positiveShare).toBe(0.25);
  });

  it('an image without objects has background only', () => {
    const nothing = { boxes: new Float32Array(0), classes: new Int32Array(0), masks: [] };
    const proposed = randomBoxes(100, 60, 50, 'proposed');
    const targets = roiTargets(proposed, nothing, LIGHT.roi, LIGHT.maskTarget, Random.from(1));
    expect([targets.positives, targets.classes.length, targets.masks.length]).toEqual([0, 64, 0]);
  });
});
