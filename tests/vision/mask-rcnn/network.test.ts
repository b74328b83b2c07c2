import { expect, it } from 'vitest';
import { initialValues, type Value, type Values, value } from '@/lib/nn/graph';
import { HostAdamW } from '@/lib/nn/host-adamw';
import { kaimingNormal } from '@/lib/nn/initialisers';
import { convolution } from '@/lib/nn/layers';
import { Network } from '@/lib/nn/network';
import { add, mul } from '@/lib/nn/operations/arithmetic';
import { sum } from '@/lib/nn/operations/reduce';
import { adamW } from '@/lib/nn/optimisers';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { splitGraph } from '@/lib/nn/split';
import { input, nameOf } from '@/lib/nn/tensor';
import { gradientGraph, gradientName, trainingStep } from '@/lib/nn/training';
import type { Backbone } from '@/lib/vision/mask-rcnn/backbone';
import { LIGHT, type MaskRcnnConfig } from '@/lib/vision/mask-rcnn/config';
import { trainingForm } from '@/lib/vision/mask-rcnn/network';
import { AnchorCache, levelsOf } from '@/lib/vision/mask-rcnn/picture';
import { featureTable, roiFeatures, roiInputs, roiTaps } from '@/lib/vision/mask-rcnn/roi-features';
import { learnInputs } from '@/lib/vision/mask-rcnn/step-graphs';
import { roiTargets, rpnTargets } from '@/lib/vision/mask-rcnn/targets';
import { roiAlign } from './roi-align-reference';
import { randomBoxes } from './support';

const cpu = onnxRuntime({ provider: 'cpu', threads: 1 });

it('RoIAlign of the graph is that of the reference, on every level', async () => {
  const random = Random.from('maps');
  const [channels, rois] = [3, randomBoxes(6, 110, 70, 'rois')];
  const sizes = [
    { height: 16, width: 24, stride: 4 },
    { height: 8, width: 12, stride: 8 },
  ];
  const maps = sizes.map(({ height, width }) =>
    Float32Array.from({ length: channels * height * width }, () => random.normal()),
  );
  for (const pool of [LIGHT.box, LIGHT.mask, { ...LIGHT.box, aligned: false }])
    for (const [level, size] of sizes.entries()) {
      const inputs = sizes.map((_, i) => input(`f${i}`, [1, channels, `${2 - i}*h`, `${2 - i}*w`]));
      const y = roiFeatures(featureTable(inputs), roiInputs('box', pool));
      const program = await cpu.load({ outputs: { y } }, await cpu.memory(new Map()));
      const given = sizes.map(({ height, width }, i) => value(maps[i]!, [1, channels, height, width]));
      const assigned = new Uint8Array(6).fill(level);
      const taps = roiTaps('box', rois, sizes, assigned, pool);
      const ours = (await program.run({ f0: given[0]!, f1: given[1]!, ...taps })).y!;
      const cells = pool.height * pool.width;
      const reference = roiAlign(maps[level]!, size, rois, pool);
      for (let i = 0; i < reference.length; i++) {
        const [roi, channel, cell] = [
          Math.floor(i / (channels * cells)),
          Math.floor(i / cells) % channels,
          i % cells,
        ];
        expect(ours.data[(roi * cells + cell) * channels + channel]).toBeCloseTo(reference[i]!, 5);
      }
      await program.dispose();
    }
});

/** Four levels of few channels; smooth, so that small differences show its gradients. */
const tiny: Backbone = {
  name: 'tiny',
  pretrained: false,
  describe(net, image) {
    let x = mul(image, 1 / 255);
    const features = [];
    for (let i = 0; i < 5; i++) {
      x = convolution(net, `body.${i}`, x, 4, { stride: 2, pads: [0, 0, 1, 1], initial: kaimingNormal() });
      if (i > 0) features.push(x);
    }
    return features;
  },
  learns: () => true,
  owns: (name) => name.startsWith('body.'),
};

const config: MaskRcnnConfig = {
  ...LIGHT,
  anchors: { strides: [4, 8, 16, 32], sizes: [16, 32, 48, 64], ratios: [1, 2] },
  rpn: { ...LIGHT.rpn, batch: 16 },
  roi: { ...LIGHT.roi, batch: 8 },
  box: { ...LIGHT.box, height: 2, width: 2 },
  mask: { ...LIGHT.mask, height: 4, width: 2 },
  maskTarget: { ...LIGHT.maskTarget, height: 8, width: 4 },
  channels: { pyramid: 4, box: 6, mask: 4 },
};

/** The tiny network's training graph with an image and fixed targets. */
function prepare() {
  const { net, objectness, deltas, losses } = trainingForm(tiny, config);
  const whole = gradientGraph({ loss: Object.values(losses).reduce(add), report: losses, net });
  const random = Random.from('picture');
  const pixels = Float32Array.from({ length: 3 * 64 * 96 }, () => random.below(256));
  const image = value(pixels, [1, 3, 64, 96]);
  const maps = levelsOf(image, config.anchors.strides);
  const mask = { x: 20, y: 8, width: 20, height: 40, data: new Uint8Array(800).fill(1) };
  const truth = {
    boxes: Float32Array.of(20, 8, 40, 48, 50, 10, 80, 60),
    classes: Int32Array.of(1, 1),
    masks: [mask, { x: 50, y: 10, width: 30, height: 50, data: new Uint8Array(1500).fill(1) }],
  };
  const anchors = new AnchorCache(config.anchors).for(maps);
  const rpn = rpnTargets(anchors.boxes, truth, config.rpn, random);
  const proposed = randomBoxes(20, 96, 64, 'proposals');
  const roi = roiTargets(proposed, truth, config.roi, config.maskTarget, random);
  const inputs: Record<string, Value> = { image, ...learnInputs(rpn, roi, maps, config) };
  // Larger than the network's own first weights, so that every loss has a gradient worth comparing; no bias is 0,
  // where ReLU has its kink.
  const values: Values = initialValues([whole], 3);
  for (const [name, { shape }] of values)
    values.set(
      name,
      value(
        Float32Array.from(values.get(name)!.data, () => random.normal() * 0.3),
        shape,
      ),
    );
  return { whole, early: { objectness, deltas }, inputs, values, parameters: net.parameters.map(nameOf) };
}

it('gradients of the five losses are those that small differences show', async () => {
  const { whole, inputs, values, parameters } = prepare();
  const memory = await cpu.memory(values);
  const program = await cpu.load(whole, memory);
  const results = await program.run(inputs);
  for (const name of ['rpn_objectness', 'rpn_box', 'classes', 'box', 'mask'])
    expect(results[name]!.data[0], name).toBeGreaterThan(0);
  const lossAt = async (name: string, at: number, offset: number) => {
    const { data, shape } = values.get(name)!;
    const moved = Float32Array.from(data);
    moved[at]! += offset;
    await memory.write(new Map([[name, value(moved, shape)]]));
    const loss = (await program.run(inputs)).loss!.data[0]!;
    await memory.write(new Map([[name, values.get(name)!]]));
    return loss;
  };
  let compared = 0;
  for (const name of parameters) {
    const gradient = results[gradientName(name)]!.data as Float32Array;
    const most = gradient.reduce((best, g, i) => (Math.abs(g) > Math.abs(gradient[best]!) ? i : best), 0);
    const step = 5e-4;
    const expected = ((await lossAt(name, most, step)) - (await lossAt(name, most, -step))) / (2 * step);
    expect(Math.abs(gradient[most]! - expected), `${name}[${most}]`).toBeLessThan(
      0.03 * Math.max(0.1, Math.abs(expected)),
    );
    compared++;
  }
  expect(compared).toBeGreaterThan(30);
});

it('an image without objects or proposals has losses too', async () => {
  const { whole, inputs, values } = prepare();
  const program = await cpu.load(whole, await cpu.memory(values));
  const random = Random.from('nothing');
  const none = new Float32Array(0);
  const truth = { boxes: none, classes: new Int32Array(0), masks: [] };
  const maps = levelsOf(inputs.image!, config.anchors.strides);
  const anchors = new AnchorCache(config.anchors).for(maps);
  const rpn = rpnTargets(anchors.boxes, truth, config.rpn, random);
  const roi = roiTargets(none, truth, config.roi, config.maskTarget, random);
  const results = await program.run({ image: inputs.image!, ...learnInputs(rpn, roi, maps, config) });
  expect(results.rpn_objectness!.data[0]).toBeGreaterThan(0);
  for (const name of ['rpn_box', 'classes', 'box', 'mask']) expect(results[name]!.data[0], name).toBe(0);
});

it('the step in two graphs gives what the whole one gives', async () => {
  const { whole, early, inputs, values } = prepare();
  const memory = await cpu.memory(values);
  const { first, second } = splitGraph(whole, early);
  const before = await cpu.load(first, memory);
  const after = await cpu.load(second, memory);
  const all = await cpu.load(whole, memory);
  const seen = await before.run({ image: inputs.image! });
  const [parts, once] = [await after.run({ ...inputs, ...seen }), await all.run(inputs)];
  for (const [name, { data }] of Object.entries(once))
    data.forEach((n, i) => {
      expect(parts[name]!.data[i], name).toBeCloseTo(n, 4);
    });
});

it('AdamW in plain code, in parts and of several rows, is that of the graph', async () => {
  const net = new Network(true);
  const x = input('x', [5, 4]);
  const a = net.parameter('a.weight', [5, 4], kaimingNormal());
  const b = net.parameter('b.bias', [4], kaimingNormal());
  const loss = sum(mul(mul(add(a, b), x), add(a, b)));
  const decays = (name: string) => name.endsWith('.weight');
  const rateOf = (name: string) => (name === 'b.bias' ? 0.5 : 1);
  const optimiser = adamW({ weightDecay: 0.1 });
  const graph = trainingStep({ loss, net, optimiser, decays, rateOf });
  const memory = await cpu.memory(initialValues([graph], 2));
  const step = await cpu.load(graph, memory);
  const gradients = await cpu.load(gradientGraph({ loss, net }), memory);
  const row = () => new Float32Array(24);
  const rows = { weights: row(), mean: row(), square: row(), gradients: [row(), row()] };
  const start = await memory.read();
  rows.weights.set(start.get('a.weight')!.data);
  rows.weights.set(start.get('b.bias')!.data, 20);
  const host = new HostAdamW(
    rows,
    [
      { start: 0, end: 20, share: 1, decays: true },
      { start: 20, end: 24, share: 0.5, decays: false },
    ],
    { weightDecay: 0.1 },
  );
  const random = Random.from('steps');
  for (let n = 1; n <= 5; n++) {
    const given = {
      x: value(
        Float32Array.from({ length: 20 }, () => random.normal()),
        [5, 4],
      ),
    };
    const found = await gradients.run(given);
    const both = [...found['gradient:a.weight']!.data, ...found['gradient:b.bias']!.data];
    both.forEach((g, i) => {
      rows.gradients[0]![i] = g * 0.25;
      rows.gradients[1]![i] = g * 0.75;
    });
    const squares = host.gather(0, 11, 2) + host.gather(11, 24, 2);
    expect(squares).toBeCloseTo(
      both.reduce((total, g) => total + g * g, 0),
      2,
    );
    for (const [from, to] of [
      [0, 7],
      [7, 24],
    ] as const)
      host.move(from, to, { rate: 0.01, step: n, factor: 1 });
    await step.run({ ...given, rate: value([0.01], []) });
    const kept = await memory.read();
    const expected = [...kept.get('a.weight')!.data, ...kept.get('b.bias')!.data];
    expected.forEach((w, i) => {
      expect(rows.weights[i]).toBeCloseTo(w, 5);
    });
  }
});
