import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toOnnx } from '@/lib/nn/graph';
import { add, mul } from '@/lib/nn/operations/arithmetic';
import { max } from '@/lib/nn/operations/reduce';
import { reshape } from '@/lib/nn/operations/shape';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { constant, input, type Tensor } from '@/lib/nn/tensor';
import { addOnnxDetector } from '@/lib/vision/onnx-detector';
import { openDetector } from '@/lib/vision/open-detector';

const runtime = onnxRuntime({ provider: 'cpu', threads: 1 });
let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'jari-onnx-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

/** A network with the inputs and outputs of torchvision's, which finds two boxes in every picture. */
async function write(file: string, change: (outputs: Record<string, Tensor>) => Record<string, Tensor>) {
  const image = input('images', [3, 'height', 'width']);
  // Depends on the picture, as everything of a network does: its brightest value, of 1.
  const brightest = reshape(max(image, [0, 1, 2], true), [1]);
  const outputs = change({
    boxes: mul(constant([10, 20, 30, 60, 50, 10, 60, 30], [2, 4]), brightest),
    labels: constant(Int32Array.of(2, 1), [2], 'int32'),
    scores: mul(constant([0.4, 0.9]), brightest),
    masks: mul(constant(Array(2 * 4 * 4).fill(0.8), [2, 1, 4, 4]), reshape(brightest, [1, 1, 1, 1])),
  });
  const path = join(work, file);
  await writeFile(path, toOnnx({ outputs }));
  return path;
}

it('takes in a detector of torchvision and finds with it, best first, with masks in their boxes', async () => {
  const path = await write('street.onnx', (outputs) => outputs);
  const card = await addOnnxDetector(path, { labels: ['person', 'dog'], dataDir: work });
  expect(card).toMatchObject({ name: 'street', classes: ['person', 'dog'], classes_ko: ['사람', 'dog'] });
  const detector = await openDetector('street', { dataDir: work, runtime });
  const image = { width: 100, height: 80, data: new Uint8Array(3 * 100 * 80).fill(255) };
  const [first, second, ...more] = await detector.detect(image);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ label: 'person', box: [50, 10, 60, 30] });
  expect(first!.score).toBeCloseTo(0.9);
  expect(second).toMatchObject({ label: 'dog', box: [10, 20, 30, 60] });
  const { x, y, width, height, data } = second!.mask;
  // Grown by a cell on each side, as pasting does, with nothing in the margin.
  const edges = [x, y, x + width, y + height];
  for (const [i, edge] of [5, 10, 36, 71].entries()) expect(Math.abs(edges[i]! - edge)).toBeLessThan(2);
  expect(data[(40 - y) * width + (20 - x)]).toBe(1);
  expect(data[0]).toBe(0);
  await detector.close();
  await expect(addOnnxDetector(path, { labels: ['person'], dataDir: work })).rejects.toThrow(
    'There is a model "street" already; give another name.',
  );
});

it.each([
  ['no ONNX', async () => join(work, 'text.onnx'), /ONNX Runtime does not open it/],
  [
    'other outputs',
    () => write('few.onnx', ({ boxes, scores }) => ({ boxes: boxes!, scores: scores! })),
    /its outputs are boxes, scores/,
  ],
  [
    'flat masks',
    () => write('flat.onnx', ({ masks, ...rest }) => ({ ...rest, masks: reshape(masks!, [2, 16]) })),
    /its output masks has 2 axes where masks have 4/,
  ],
  [
    'two inputs',
    () => write('two.onnx', (o) => ({ ...o, scores: add(o.scores!, input('more', [2])) })),
    /it has 2 inputs, not one/,
  ],
])('says why a file cannot be used: %s', async (_, make, reason) => {
  await writeFile(join(work, 'text.onnx'), 'not a network');
  const path = await make();
  await expect(addOnnxDetector(path, { labels: ['person'], dataDir: work })).rejects.toThrow(reason);
});
