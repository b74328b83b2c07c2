import { xavierNormal } from '@/lib/nn/initialisers';
import {
  batchNormalisation,
  convolution,
  dense,
  dropout,
  flatten,
  transposedConvolution,
} from '@/lib/nn/layers';
import { crossEntropy } from '@/lib/nn/losses';
import { Network } from '@/lib/nn/network';
import { add, hardSwish, leakyRelu, relu } from '@/lib/nn/operations/arithmetic';
import { maxPool } from '@/lib/nn/operations/pool';
import { globalAveragePool } from '@/lib/nn/operations/reduce';
import { oneHot } from '@/lib/nn/operations/select';
import { concat } from '@/lib/nn/operations/shape';
import { softmax } from '@/lib/nn/operations/softmax';
import { upsampleLinear, upsampleNearest } from '@/lib/nn/operations/upsample';
import { input, type Tensor } from '@/lib/nn/tensor';

export type Description = (net: Network, x: Tensor) => Tensor;

/** The Fashion-MNIST network of the first product: [batch, 784] to 10 classes. */
export const fashionDnn: Description = (net, x) => {
  const block = (name: string, x: Tensor, size: number) =>
    relu(batchNormalisation(net, `${name}.norm`, dense(net, name, x, size, { initial: xavierNormal })));
  return dense(net, 'out', block('second', block('first', x, 256), 64), 10, { initial: xavierNormal });
};

/** A small net with every kind of layer, [batch, 2, 8 * h, 8 * w] to 3 classes. */
export const everyLayer: Description = (net, x) => {
  const stem = hardSwish(convolution(net, 'stem', x, 6, { stride: 2, pads: [0, 0, 1, 1], bias: false }));
  const deep = batchNormalisation(
    net,
    'norm',
    convolution(net, 'deep', stem, 6, { pads: 1, groups: 6, bias: false }),
  );
  const small = maxPool(leakyRelu(add(deep, stem), 0.1), 3, 2, 1);
  const wide = convolution(net, 'wide', small, 4, { dilation: 2, pads: 2 });
  const large = concat(
    [upsampleLinear(wide), upsampleNearest(small), transposedConvolution(net, 'back', wide, 2)],
    1,
  );
  const pooled = flatten(globalAveragePool(convolution(net, 'point', relu(large), 5, { kernel: 1 })));
  return dense(net, 'out', dropout(net, 'drop', pooled, 0.25), 3);
};

/** The training form: the inputs `x` and `label`, and the loss. */
export function trainingForm(describe: Description, shape: readonly (number | string)[], classes: number) {
  const net = new Network(true);
  const logits = describe(net, input('x', shape));
  const loss = crossEntropy(logits, oneHot(input('label', [shape[0]!], 'int32'), classes));
  return { net, loss, logits };
}

export function inferenceForm(describe: Description, shape: readonly (number | string)[]) {
  const net = new Network(false);
  return { net, graph: { outputs: { probabilities: softmax(describe(net, input('x', shape))) } } };
}
