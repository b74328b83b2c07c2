import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeCheckpoint, readCheckpoint, writeCheckpoint } from '@/lib/nn/checkpoint';
import { type EpochsOptions, trainEpochs } from '@/lib/nn/epochs';
import { gradients } from '@/lib/nn/gradients';
import { initialValues, scalar, value } from '@/lib/nn/graph';
import { convolution, dense, flatten } from '@/lib/nn/layers';
import { exportModel } from '@/lib/nn/model-card';
import { relu } from '@/lib/nn/operations/arithmetic';
import { adam, adamW, sgd } from '@/lib/nn/optimisers';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import type { Runtime } from '@/lib/nn/runtimes/runtime';
import { tfjsRuntime } from '@/lib/nn/runtimes/tfjs';
import { nameOf, type Tensor } from '@/lib/nn/tensor';
import { accumulatedStep, trainingStep } from '@/lib/nn/training';
import { type Description, everyLayer, fashionDnn, inferenceForm, trainingForm } from './nets';
import { batch, farthest } from './support';

const cpu = onnxRuntime({ provider: 'cpu', threads: 1 });
let tfjs: Runtime;
let folder: string;
beforeAll(async () => {
  tfjs = await tfjsRuntime();
  folder = await mkdtemp(join(tmpdir(), 'jari-nn-'));
});
afterAll(() => rm(folder, { recursive: true }));

const nets: {
  name: string;
  describe: Description;
  shape: number[];
  symbols: (number | string)[];
  classes: number;
}[] = [
  { name: 'fashion-dnn', describe: fashionDnn, shape: [8, 784], symbols: ['N', 784], classes: 10 },
  {
    name: 'every layer',
    describe: everyLayer,
    shape: [4, 2, 16, 24],
    symbols: ['N', 2, '8*h', '8*w'],
    classes: 3,
  },
];

describe.each(nets)('$name', ({ describe: net, shape, symbols, classes }) => {
  it('has the same loss and gradients on both runtimes', async () => {
    const form = trainingForm(net, shape, classes);
    const outputs: Record<string, Tensor> = { loss: form.loss };
    const found = gradients(form.loss, form.net.parameters);
    form.net.parameters.forEach((tensor, i) => {
      if (found[i]) outputs[`gradient of ${nameOf(tensor)}`] = found[i];
    });
    const random = Random.from(1);
    const feeds = { ...batch(random, shape, classes), ...form.net.drawMasks(random) };
    const values = initialValues([{ outputs }], 1);
    const run = async (runtime: Runtime) =>
      (await runtime.load({ outputs }, await runtime.memory(values))).run(feeds);
    const [a, b] = [await run(cpu), await run(tfjs)];
    expect(Object.keys(a).length).toBeGreaterThan(6);
    for (const name of Object.keys(outputs)) expect(farthest(a[name]!, b[name]!), name).toBeLessThan(2e-5);
  });

  it.each([
    ['sgd', sgd({ momentum: 0.9, weightDecay: 1e-3 })],
    ['adamw', adamW()],
  ])('takes the same steps with %s on both runtimes', async (_, optimiser) => {
    const run = async (runtime: Runtime) => {
      const form = trainingForm(net, shape, classes);
      const graph = trainingStep({ ...form, optimiser, clipNorm: 1, report: { logits: form.logits } });
      const memory = await runtime.memory(initialValues([graph], 2));
      const program = await runtime.load(graph, memory);
      const random = Random.from(3);
      const losses: number[] = [];
      for (let i = 0; i < 3; i++) {
        const feeds = { ...batch(random, shape, classes), ...form.net.drawMasks(random), rate: scalar(0.01) };
        losses.push((await program.run(feeds)).loss!.data[0]!);
      }
      return { losses, values: await memory.read() };
    };
    const [a, b] = [await run(cpu), await run(tfjs)];
    a.losses.forEach((loss, i) => {
      expect(loss).toBeCloseTo(b.losses[i]!, 3);
    });
    expect([...a.values.keys()].sort()).toEqual([...b.values.keys()].sort());
    // Adam divides by the gradient's own size: rounding of tiny gradients shows as whole steps of the rate.
    for (const [name, known] of a.values)
      expect(farthest(known, b.values.get(name)!), name).toBeLessThan(0.02);
  });

  it('learns one batch by heart', async () => {
    const form = trainingForm(net, symbols, classes);
    const graph = trainingStep({ ...form, optimiser: adam() });
    const memory = await cpu.memory(initialValues([graph], 1));
    const program = await cpu.load(graph, memory);
    const feeds = batch(Random.from(7), shape, classes);
    const random = Random.from(8);
    const sizes = { N: shape[0]! };
    const losses: number[] = [];
    for (let i = 0; i < 60; i++)
      losses.push(
        (await program.run({ ...feeds, ...form.net.drawMasks(random, sizes), rate: scalar(0.01) })).loss!
          .data[0]!,
      );
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 3);
  });

  it('leaves as ONNX with names, free sizes and metadata', async () => {
    const { net: inference, graph } = inferenceForm(net, symbols);
    const values = initialValues([graph], 1);
    const bytes = exportModel(graph, values, {
      name: 'a net',
      description: 'for this test',
      classes: Array.from({ length: classes }, (_, i) => `class ${i}`),
      normalisation: { mean: [0.5], deviation: [0.5] },
      licence: 'MIT',
    });
    const model = onnxProto.onnx.ModelProto.decode(bytes);
    expect(Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value]))).toMatchObject({
      licence: 'MIT',
      opset: '18',
    });
    expect(
      model.graph!.initializer!.filter(({ name }) => inference.parameters.some((t) => nameOf(t) === name)),
    ).toHaveLength(inference.parameters.length);
    const session = await ort.InferenceSession.create(bytes);
    expect(session.inputNames).toEqual(['x']);
    expect(session.outputNames).toEqual(['probabilities']);
    const program = await tfjs.load(graph, await tfjs.memory(values));
    const larger = symbols.map((size, i) => (typeof size === 'number' ? size : shape[i]! * 2));
    for (const sizes of [shape, larger]) {
      const { x } = batch(Random.from(5), sizes, classes);
      const { probabilities } = await session.run({
        x: new ort.Tensor('float32', x!.data as Float32Array, sizes),
      });
      const expected = (await program.run({ x: x! })).probabilities!;
      const got = value(probabilities!.data as Float32Array, probabilities!.dims);
      expect(farthest(expected, got)).toBeLessThan(1e-5);
    }
  });
});

it('gradients added up in parts make the step of the whole batch', async () => {
  const { shape, classes } = nets[1]!;
  // Without layers that look at the whole batch or draw at random.
  const describePlain: Description = (net, x) =>
    dense(net, 'out', flatten(relu(convolution(net, 'in', x, 3, { stride: 2, pads: 1 }))), 3);
  const whole = trainingForm(describePlain, shape, classes);
  const half = trainingForm(describePlain, [2, ...shape.slice(1)], classes);
  const optimiser = sgd({ momentum: 0.9 });
  const single = trainingStep({ ...whole, optimiser });
  const { accumulate, update } = accumulatedStep({ ...half, optimiser });
  const values = initialValues([single, accumulate, update], 1);
  const { x, label } = batch(Random.from(2), shape, classes);
  const [a, b] = [await cpu.memory(values), await cpu.memory(values)];
  await (await cpu.load(single, a)).run({ x: x!, label: label!, rate: scalar(0.1) });
  const part = await cpu.load(accumulate, b);
  const size = x!.data.length / 2;
  for (const i of [0, 1])
    await part.run({
      x: value(x!.data.slice(i * size, (i + 1) * size), [2, ...shape.slice(1)]),
      label: value(label!.data.slice(2 * i, 2 * i + 2)),
    });
  await (await cpu.load(update, b)).run({ runs: scalar(2), rate: scalar(0.1) });
  const [p, q] = [await a.read(), await b.read()];
  for (const [name, known] of p)
    if (!name.startsWith('gradient:')) expect(farthest(known, q.get(name)!), name).toBeLessThan(1e-5);
  for (const [name, known] of q) if (name.startsWith('gradient:')) expect(Math.max(...known.data)).toBe(0);
});

describe('a step', () => {
  const shape = [4, 784];
  const run = async (options: Partial<Parameters<typeof trainingStep>[0]>, rate = 0.1) => {
    const form = trainingForm(fashionDnn, shape, 10);
    const graph = trainingStep({ ...form, optimiser: sgd(), ...options });
    const before = initialValues([graph], 1);
    const memory = await cpu.memory(before);
    const results = await (await cpu.load(graph, memory)).run({
      ...batch(Random.from(1), shape, 10),
      rate: scalar(rate),
    });
    const after = await memory.read();
    const moved = (name: string) => {
      const old = before.get(name)!.data;
      return Math.sqrt(
        Float64Array.from(after.get(name)!.data, (x, i) => (x - old[i]!) ** 2).reduce((a, b) => a + b),
      );
    };
    return { results, moved, names: [...before.keys()] };
  };

  it('leaves what is frozen by name, but for running statistics', async () => {
    const { moved, names } = await run({ trained: (name) => name.startsWith('out.') });
    expect(names.filter((name) => moved(name) > 0).sort()).toEqual([
      'first.norm.mean',
      'first.norm.variance',
      'optimiser:step',
      'out.bias',
      'out.weight',
      'second.norm.mean',
      'second.norm.variance',
    ]);
    await expect(run({ trained: () => false })).rejects.toThrow('Nothing would learn');
  });

  it('is as long as the clipped gradient and the share of the rate allow', async () => {
    const one = (name: string) => name === 'out.weight';
    const free = await run({ trained: one });
    const clipped = await run({ trained: one, clipNorm: 0.01 });
    const slow = await run({ trained: one, rateOf: () => 0.5 });
    const norm = clipped.results.gradient_norm!.data[0]!;
    expect(free.moved('out.weight')).toBeCloseTo(0.1 * norm, 4);
    expect(clipped.moved('out.weight')).toBeCloseTo(0.001, 5);
    expect(slow.moved('out.weight')).toBeCloseTo(0.05 * norm, 4);
  });

  it('decays weights where it should: AdamW shrinks them apart from the gradient', async () => {
    const trained = (name: string) => name === 'out.weight' || name === 'out.bias';
    const optimiser = (weightDecay: number) => ({ trained, optimiser: adamW({ weightDecay }) });
    const decays = (name: string) => name.endsWith('.weight');
    const plain = await run(optimiser(0));
    const decayed = await run({ ...optimiser(0.5), decays });
    expect(decayed.moved('out.bias')).toBe(plain.moved('out.bias'));
    expect(decayed.moved('out.weight')).not.toBe(plain.moved('out.weight'));
  });
});

describe('training by epochs', () => {
  const shape = [8, 784];
  async function train(runtime: Runtime, options: Partial<EpochsOptions>) {
    const form = trainingForm(fashionDnn, shape, 10);
    const graph = trainingStep({ ...form, optimiser: adam() });
    const memory = await runtime.memory(initialValues([graph], 1));
    const step = await runtime.load(graph, memory);
    const reports = await trainEpochs({
      step,
      memory,
      epochs: 4,
      rate: 1e-3,
      seed: 5,
      batches: (random) => [0, 1, 2].map(() => batch(random, shape, 10)),
      ...options,
    });
    return { reports, values: await memory.read() };
  }

  it('stopped in the middle of an epoch it goes on with the same result', async () => {
    const unbroken = await train(cpu, {});
    const checkpoint = join(folder, 'stopped.safetensors');
    let steps = 0;
    const dies = () => {
      if (++steps === 8) throw new Error('killed');
    };
    await expect(train(cpu, { checkpoint, onStep: dies })).rejects.toThrow('killed');
    expect((await readCheckpoint(checkpoint))?.state.epoch).toBe(2);
    const resumed = await train(cpu, { checkpoint });
    expect(resumed.reports.map(({ loss }) => loss)).toEqual(unbroken.reports.map(({ loss }) => loss));
    for (const [name, known] of unbroken.values) expect(farthest(known, resumed.values.get(name)!)).toBe(0);
  });

  it('says when the loss is no number, and keeps the last checkpoint', async () => {
    const checkpoint = join(folder, 'diverged.safetensors');
    await train(cpu, { epochs: 1, checkpoint });
    const before = await readFile(checkpoint);
    const rate = Number.NaN;
    await expect(train(cpu, { checkpoint, rate })).rejects.toThrow(/loss became NaN in step 5 \(epoch 2\)/);
    expect((await readFile(checkpoint)).equals(before)).toBe(true);
  });
});

describe('checkpoints', () => {
  it('come back as they were, and in the safetensors layout', async () => {
    const path = join(folder, 'one.safetensors');
    const values = new Map([
      ['a', value([1, 2, 3, 4, 5, 6], [2, 3])],
      ['b', value(Int32Array.of(7), [])],
    ]);
    await writeCheckpoint(path, { values, state: { epoch: 3, random: [1, 2] } });
    expect(await readCheckpoint(path)).toEqual({ values, state: { epoch: 3, random: [1, 2] } });
    const bytes = await readFile(path);
    const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
    expect(header.a).toEqual({ dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] });
    await writeFile(path, bytes.subarray(0, -2));
    await expect(readCheckpoint(path)).rejects.toThrow('cut off within "b"');
    expect(() => decodeCheckpoint(bytes.subarray(0, 20))).toThrow('cut off within its header');
    expect(await readCheckpoint(join(folder, 'none'))).toBeUndefined();
  });
});
