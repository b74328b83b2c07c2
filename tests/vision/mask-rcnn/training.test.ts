import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCheckpoint } from '@/lib/nn/checkpoint';
import { initialValues } from '@/lib/nn/graph';
import { floatToHalf, halfToFloat } from '@/lib/nn/half';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { readSample, truthOf } from '@/lib/vision/datasets/detection/augment';
import type { DetectionImage } from '@/lib/vision/datasets/detection/set';
import type { Image } from '@/lib/vision/image';
import { findBackbone, light } from '@/lib/vision/mask-rcnn/backbone';
import type { MaskRcnnCard } from '@/lib/vision/mask-rcnn/card';
import { LIGHT, RESNET } from '@/lib/vision/mask-rcnn/config';
import { inferenceForm } from '@/lib/vision/mask-rcnn/network';
import { RECIPE } from '@/lib/vision/mask-rcnn/recipe';
import { saveMaskRcnn } from '@/lib/vision/mask-rcnn/save';
import { Stepper } from '@/lib/vision/mask-rcnn/step';
import { stepGraphs } from '@/lib/vision/mask-rcnn/step-graphs';
import { trainedWeights, trainMaskRcnn } from '@/lib/vision/mask-rcnn/train';
import { rleFromMask } from '@/lib/vision/masks/rle';
import { openDetector } from '@/lib/vision/open-detector';

const runtime = onnxRuntime({ provider: 'cpu', threads: 1 });
let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'jari-mask-rcnn-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

/** Bright blocks on dark noise. */
function picture(seed: number): DetectionImage {
  const random = Random.from(`blocks ${seed}`);
  const [width, height] = [96, 64];
  const image: Image = { width, height, data: new Uint8Array(3 * width * height) };
  image.data.forEach((_, i) => {
    image.data[i] = random.below(60);
  });
  const [x, y, w, h] = [10 + random.below(30), 5 + random.below(10), 16, 40];
  for (let row = y; row < y + h; row++)
    image.data.fill(230, 3 * (row * width + x), 3 * (row * width + x + w));
  const mask = { x, y, width: w, height: h, data: new Uint8Array(w * h).fill(1) };
  const object = { box: [x, y, x + w, y + h], mask: rleFromMask(mask, width, height), area: w * h };
  return {
    id: String(seed),
    file: `${seed}.png`,
    width,
    height,
    objects: [{ ...object, category: 0, crowd: false } as DetectionImage['objects'][number]],
    read: async () => image,
  };
}

const config = { ...LIGHT, image: { shortSide: 64, longSide: 96, divisor: 32 }, mirrored: false };
const model = { name: 'blocks', classes: ['block'], backbone: light, config };
const images = [1, 2].map(picture);

const train = (
  out: string,
  epochs: number,
  more: { lanes?: number; signal?: AbortSignal; stop?: AbortController } = {},
) =>
  trainMaskRcnn({
    model,
    recipe: { ...RECIPE, epochs, evaluateEvery: 100 },
    parts: [{ images, perEpoch: 2 }],
    validation: {},
    initial: new Map(),
    runtime,
    evaluator: runtime,
    lanes: more.lanes ?? 0,
    out: join(work, out),
    signal: more.signal,
    onEpoch: ({ epoch }) => {
      if (epoch === 1) more.stop?.abort();
    },
  });

it('two threads learn what one does, and a stopped run goes on to the same weights', async () => {
  const whole = await train('whole', 2, { lanes: 2 });
  const stop = new AbortController();
  await expect(train('stopped', 2, { signal: stop.signal, stop })).rejects.toThrow();
  const rest = await train('stopped', 2);
  expect(rest.map(({ losses }) => losses)).toEqual(whole.map(({ losses }) => losses));
  const [a, b] = [await trainedWeights(join(work, 'whole')), await trainedWeights(join(work, 'stopped'))];
  for (const [name, { data }] of a) expect(b.get(name)!.data, name).toEqual(data);
});

it('a saved model is opened as a detector, and its ONNX files give what the program does', async () => {
  await train('saved', 1);
  const folder = join(work, 'saved');
  const weights = await trainedWeights(folder);
  const card = {
    name: 'blocks',
    task: 'detection',
    kind: 'mask-rcnn',
    description: 'Finds blocks',
    classes: ['block'],
    classes_ko: ['block'],
    backbone: 'light',
    config,
    recipe: RECIPE,
    command: 'jari train mask-rcnn',
    data: [],
    figures: {},
    minutes: 0,
    runtime: runtime.name,
    opset: 18,
    licence: 'MIT',
  } satisfies MaskRcnnCard;
  await saveMaskRcnn(folder, card, weights);
  const bytes = await readFile(join(folder, 'weights.safetensors'));
  expect(bytes.length).toBeLessThan(16e6);
  const detector = await openDetector(folder, { dataDir: work, runtime });
  expect(detector.classes).toEqual(['block']);
  await detector.detect(await images[0]!.read());
  await detector.close();

  const kept = (await readCheckpoint(join(folder, 'weights.safetensors')))!.values;
  const memory = await runtime.memory(kept);

  const program = await runtime.load(inferenceForm(light, config).features, memory);
  const data = Float32Array.from({ length: 3 * 64 * 96 }, (_, i) => (i * 37) % 256);
  const ours = await program.run({ image: { type: 'float32', shape: [1, 3, 64, 96], data } });
  const session = await ort.InferenceSession.create(join(folder, 'features.onnx'));
  const theirs = await session.run({ image: new ort.Tensor('float32', data, [1, 3, 64, 96]) });
  for (const name of ['table', 'objectness', 'deltas'])
    (theirs[name]!.data as Float32Array).forEach((n, i) => {
      expect(ours[name]!.data[i]! - n).toBeCloseTo(0, 3);
    });
});

it('resnet50-fpn takes a step', async () => {
  const backbone = findBackbone('resnet50-fpn');
  const resnet = { ...RESNET, image: { shortSide: 64, longSide: 128, divisor: 64 } };
  const graphs = stepGraphs(backbone, resnet);
  const values = initialValues([graphs.propose, graphs.learn], 1);
  const stepper = await Stepper.open(values, { ...RECIPE, backbone, config: resnet, lanes: 0, runtime });
  const sample = await readSample(images[0]!);
  const image = { picture: sample.image, truth: truthOf(sample), random: Random.from(1) };
  const name = 'body.layer4.2.conv3.scale';
  const before = stepper.weights.get(name)!.data.slice();
  const [losses] = await stepper.step([image], 1e-3);
  expect(losses!.loss).toBeGreaterThan(0);
  expect(Number.isFinite(losses!.loss)).toBe(true);
  expect(stepper.weights.get(name)!.data).not.toEqual(before);
  await stepper.close();
});

it('a checkpoint of another network is refused', async () => {
  await train('other', 1);
  const other = { ...model, config: { ...config, channels: { ...config.channels, mask: 32 } } };
  await expect(
    trainMaskRcnn({
      model: other,
      recipe: { ...RECIPE, epochs: 2 },
      parts: [{ images, perEpoch: 2 }],
      validation: {},
      initial: new Map(),
      runtime,
      evaluator: runtime,
      lanes: 0,
      out: join(work, 'other'),
    }),
  ).rejects.toThrow(/checkpoint of another network \(mask\.conv0/);
});

it('16-bit floats: every one survives, and rounding is to the nearest, ties to even', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, i) => i).filter((bits) => (bits & 0x7c00) !== 0x7c00);
  expect(floatToHalf(halfToFloat(all))).toEqual(all);
  const half = 2 ** -11;
  const given = Float32Array.of(
    1 + half,
    1 + 3 * half,
    1 + 1.5 * half,
    65519,
    65520,
    -1e-9,
    2 ** -25,
    2 ** -24 * 1.5,
  );
  expect([...halfToFloat(floatToHalf(given))]).toEqual([
    1,
    1 + 4 * half,
    1 + 2 * half,
    65504,
    Number.POSITIVE_INFINITY,
    -0,
    0,
    2 ** -23,
  ]);
});
