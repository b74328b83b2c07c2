import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import type { DetectionSet } from '@/lib/vision/datasets/detection/set';
import { parts, runSmallData } from '@/lib/vision/experiments/small-data/run';
import { light } from '@/lib/vision/mask-rcnn/backbone';
import { LIGHT } from '@/lib/vision/mask-rcnn/config';
import { rleFromMask } from '@/lib/vision/masks/rle';

const SIDE = 64;
const root = mkdtempSync(join(tmpdir(), 'jari-small-data-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Pictures of one bright box each. */
function boxes(count: number): DetectionSet {
  const random = Random.from('boxes');
  const images = Array.from({ length: count }, (_, i) => {
    const [x, y, width, height] = [
      random.below(30),
      random.below(20),
      12 + random.below(10),
      24 + random.below(16),
    ];
    const data = new Uint8Array(3 * SIDE * SIDE).fill(40);
    for (let row = y; row < y + height; row++)
      data.fill(220, 3 * (row * SIDE + x), 3 * (row * SIDE + x + width));
    const mask = { x, y, width, height, data: new Uint8Array(width * height).fill(1) };
    const object = {
      box: [x, y, x + width, y + height] as [number, number, number, number],
      mask: rleFromMask(mask, SIDE, SIDE),
      category: 0,
      crowd: false,
      area: width * height,
    };
    const read = async () => ({ width: SIDE, height: SIDE, data });
    return { id: `${i}`, file: `${i}.png`, width: SIDE, height: SIDE, objects: [object], read };
  });
  return { images, categories: ['box'], faults: [] };
}

it('50 images are trained on and up to 20 others tried', () => {
  const counts = (total: number) => {
    const { train, unseen } = parts(boxes(total), 1);
    expect(train.some((image) => unseen.includes(image))).toBe(false);
    return [train.length, unseen.length];
  };
  expect([2, 5, 50, 60, 120].map(counts)).toEqual([
    [1, 1],
    [4, 1],
    [40, 10],
    [48, 12],
    [50, 20],
  ]);
  expect(() => parts(boxes(1), 1)).toThrow('at least 2 images');
});

it('passes its stages in one run, goes on where it was stopped, and leaves figures, pictures and a page', async () => {
  const tried: number[] = [];
  const stop = new AbortController();
  const run = (out: string, stages: number[], signal?: AbortSignal) =>
    runSmallData({
      set: boxes(5),
      model: {
        name: 'boxes',
        classes: ['box'],
        backbone: light,
        config: { ...LIGHT, image: { shortSide: SIDE, longSide: SIDE, divisor: 32 } },
      },
      initial: new Map(),
      runtime: onnxRuntime({ provider: 'cpu', threads: 1 }),
      lanes: 0,
      seed: 3,
      out: join(root, out),
      stages,
      signal,
      onStage({ epoch }) {
        tried.push(epoch);
        if (epoch === 1) stop.abort(new Error('stopped'));
      },
    });
  await expect(run('a', [0, 1, 2], stop.signal)).rejects.toThrow('stopped');
  expect(tried).toEqual([0, 1]);
  const report = await run('a', [0, 1, 2]);
  expect(tried).toEqual([0, 1, 2]);
  expect(report.stages.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
  expect(report.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
  expect(report.data).toMatchObject({ train: 4, unseen: 1 });
  const unbroken = await run('b', [2]);
  expect(unbroken.stages).toEqual(report.stages.slice(2));
  expect(unbroken.epochs).toEqual(report.epochs);
  const strip = await sharp(join(root, 'a', 'strip.png')).metadata();
  expect(strip.width).toBe(3 * 308 + 8);
  expect(readFileSync(join(root, 'a', 'index.html'), 'utf8')).toContain('strip.png');
  expect(JSON.parse(readFileSync(join(root, 'a', 'report.json'), 'utf8'))).toEqual(report);
});
