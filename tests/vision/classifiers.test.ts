import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { trainingBatches } from '@/lib/vision/classifiers/batches';
import { openClassifier } from '@/lib/vision/classifiers/classifier';
import { evaluate, evaluateClassifier } from '@/lib/vision/classifiers/evaluate';
import { findModel, models } from '@/lib/vision/classifiers/models';
import { type TrainOptions, trainClassifier } from '@/lib/vision/classifiers/train';
import { quarterDataset, quarters } from './support';

const runtime = onnxRuntime({ provider: 'cpu', threads: 1 });
const classes = ['north-west', 'north-east', 'south-west', 'south-east'];
const source = {
  title: 'Quarters',
  licence: 'MIT',
  split: 'drawn',
  classes,
  classesKo: ['북서', '북동', '남서', '남동'],
};
const data = quarterDataset();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jari-classifier-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (name: string, out: string, more: Partial<TrainOptions> = {}, epochs = 4) => {
  const model = findModel(name);
  const rate = model.recipe.optimiser === 'sgd' ? 0.3 : 0.01;
  // Mirrored, these images would change their class.
  const recipe = { ...model.recipe, epochs, batch: 20, rate, flip: false, seed: 3 };
  return trainClassifier({
    model,
    recipe,
    data,
    source,
    command: 'jari train classifier',
    runtime,
    out: join(folder, out),
    ...more,
  });
};

describe.each(models)('$name', (model) => {
  it('learns, and leaves a model that answers the same elsewhere', async () => {
    const report = await run(model.name, model.name);
    expect(report.accuracy).toBeGreaterThan(0.9);
    expect(report.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(report.epochs.at(-1)!.accuracy).toBe(report.accuracy);
    const out = join(folder, model.name);
    expect(JSON.parse(await readFile(join(out, 'report.json'), 'utf8'))).toEqual(report);
    const page = await readFile(join(out, 'report.html'), 'utf8');
    expect(page).toContain(`<h1>${model.name}: ${(100 * report.accuracy).toFixed(2)} %</h1>`);
    expect(page.match(/<polyline /g)).toHaveLength(3); // training loss, test loss, accuracy
    expect(page).not.toMatch(/NaN|undefined/);
    const classifier = await openClassifier(out, { dataDir: folder, runtime });
    const { accuracy, confusion } = await evaluateClassifier(classifier, data.test);
    await classifier.close();
    expect({ accuracy, confusion }).toEqual({ accuracy: report.accuracy, confusion: report.confusion });
    expect(classifier.card.figures.accuracy).toBe(accuracy);
    expect(await readFile(join(out, 'README.md'), 'utf8')).toContain(`${(100 * accuracy).toFixed(2)} %`);
    const session = await ort.InferenceSession.create(join(out, 'model.onnx'));
    const { mean, deviation } = model.normalisation;
    const image = Float32Array.from(data.test.pixels, (pixel) => (pixel / 255 - mean) / deviation);
    const { probabilities } = await session.run({ image: new ort.Tensor('float32', image, [80, 1, 8, 8]) });
    const right = [...data.test.labels].filter((label, i) => {
      const row = [...(probabilities!.data as Float32Array).subarray(4 * i, 4 * i + 4)];
      return row.indexOf(Math.max(...row)) === label;
    });
    expect(right.length / 80).toBe(report.accuracy);
  });
});

it('stopped and begun again it ends with the same weights', async () => {
  const whole = await run('fashion-cnn', 'whole');
  const stop = new AbortController();
  const onEpoch = ({ epoch }: { epoch: number }) => epoch === 2 && stop.abort();
  await expect(run('fashion-cnn', 'parts', { signal: stop.signal, onEpoch })).rejects.toThrow('aborted');
  const parts = await run('fashion-cnn', 'parts');
  const untimed = (epochs: typeof whole.epochs) => epochs.map(({ seconds: _, ...rest }) => rest);
  expect(untimed(parts.epochs)).toEqual(untimed(whole.epochs));
  const [a, b] = await Promise.all(
    ['whole', 'parts'].map((name) => readFile(join(folder, name, 'model.onnx'))),
  );
  expect(a!.equals(b!)).toBe(true);
});

it('a folder with a run of another network is refused', async () => {
  await run('mnist-mlp', 'taken', {}, 1);
  await expect(run('mnist-linear', 'taken')).rejects.toThrow(
    'is the checkpoint of another network or optimiser',
  );
});

it('an untrained one is said', async () => {
  const missing = openClassifier('nothing', { dataDir: folder, runtime });
  await expect(missing).rejects.toThrow('There is no classification model "nothing". There are:');
  expect(() => findModel('resnet')).toThrow('There is no classifier "resnet"; known are mnist-linear,');
});

it('evaluation counts answers', () => {
  const found = evaluate(Uint8Array.of(0, 0, 1, 1), Uint8Array.of(0, 1, 1, 1), ['a', 'b', 'c']);
  expect(found).toEqual({
    accuracy: 0.75,
    per_class: [
      { label: 'a', precision: 1, recall: 0.5, count: 2 },
      { label: 'b', precision: 2 / 3, recall: 1, count: 2 },
      { label: 'c', precision: 0, recall: 0, count: 0 },
    ],
    confusion: [
      [1, 1, 0],
      [0, 2, 0],
      [0, 0, 0],
    ],
  });
});

it('batches hold each image once, normalised; mirrored and moved ones stay whole', () => {
  const images = quarters(10, Random.from(1));
  const model = { ...findModel('mnist-linear') };
  const recipe = { ...model.recipe, batch: 5 };
  const batches = [...trainingBatches(model, images, recipe, Random.from(2))];
  const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
  expect(batches).toHaveLength(2);
  expect(sum(batches.flatMap(({ image }) => [...image!.data]))).toBeCloseTo(sum(images.pixels) / 255, 2);
  const flipped = [...trainingBatches(model, images, { ...recipe, flip: true }, Random.from(2))];
  expect(sum(flipped.flatMap(({ image }) => [...image!.data]))).toBeCloseTo(sum(images.pixels) / 255, 2);
  const moved = [...trainingBatches(model, images, { ...recipe, shift: 2 }, Random.from(2))];
  expect(sum(moved.flatMap(({ image }) => [...image!.data]))).toBeLessThan(sum(images.pixels) / 255);
});
