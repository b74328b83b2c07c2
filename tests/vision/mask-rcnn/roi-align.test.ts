import { describe, expect, it } from 'vitest';
import { LIGHT, TORCHVISION } from '@/lib/vision/mask-rcnn/config';
import { levelsOf } from '@/lib/vision/mask-rcnn/roi-align';
import { roiAlign } from './roi-align-reference';
import { randomBoxes, randomNumbers, reference } from './support';

const level = { height: 11, width: 17, stride: 4 };
const channels = 5;
const feature = randomNumbers(channels * level.height * level.width, 'feature');

describe.each([
  { aligned: false, mode: 'output_half_pixel', sampling: 2 },
  { aligned: true, mode: 'half_pixel', sampling: 2 },
  { aligned: false, mode: 'output_half_pixel', sampling: 0 },
  { aligned: true, mode: 'half_pixel', sampling: 3 },
])('RoIAlign, aligned $aligned, sampling $sampling', ({ aligned, mode, sampling }) => {
  it('gives what ONNX Runtime gives, outside and smaller than a cell too', async () => {
    const rois = new Float32Array([
      ...randomBoxes(40, 80, 60, 'rois'),
      ...[-9, -7, 20, 15],
      ...[50, 30, 90, 80],
      ...[10, 10, 11, 10.5],
      ...[0, 0, 68, 44],
    ]);
    const pool = { ...TORCHVISION.box, height: 7, width: 5, sampling, aligned };
    const total = rois.length / 4;
    const expected = await reference(
      'RoiAlign',
      [
        { data: feature, shape: [1, channels, level.height, level.width] },
        { data: rois, shape: [total, 4] },
        { data: new BigInt64Array(total), shape: [total] },
      ],
      {
        coordinate_transformation_mode: mode,
        mode: 'avg',
        output_height: pool.height,
        output_width: pool.width,
        sampling_ratio: sampling,
        spatial_scale: { float: 1 / level.stride },
      },
    );
    const found = roiAlign(feature, level, rois, pool);
    const wanted = expected.data as Float32Array;
    expect(found.length).toBe(wanted.length);
    let farthest = 0;
    found.forEach((value, i) => {
      farthest = Math.max(farthest, Math.abs(value - wanted[i]!));
    });
    expect(farthest).toBeLessThan(1e-5);
  });
});

describe('levels', () => {
  it('follow the canonical size', () => {
    const squares = [1, 111, 112, 223.9, 224, 447, 448, 5000].flatMap((side) => [
      10,
      10,
      10 + side,
      10 + side,
    ]);
    const { roiLevels, box } = TORCHVISION;
    expect([...levelsOf(Float32Array.from(squares), box, roiLevels)]).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    const masks = levelsOf(Float32Array.from([0, 0, 200, 223]), LIGHT.mask, LIGHT.roiLevels);
    expect([...masks]).toEqual([0]);
  });
});
