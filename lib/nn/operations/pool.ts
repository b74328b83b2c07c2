import type * as tfjs from '@tensorflow/tfjs-core';
import { difference, floorDivided, plus, type Shape, times } from '../dimension';
import { asTensor, define, type Tensor } from '../tensor';
import { add, div, mul } from './arithmetic';
import { cast, equal } from './select';
import { pad, type Range, slice, unslice } from './shape';
import { upsampleNearest } from './upsample';

/** A square window of `kernel` pixels that moves by `stride`. */
interface Window {
  kernel: number;
  stride: number;
}

const pooled = ([x]: readonly Tensor[], { kernel, stride }: Window): Shape => {
  const [batch, channels, ...sides] = x!.shape;
  return [batch!, channels!, ...sides.map((side) => plus(floorDivided(plus(side, -kernel), stride), 1))];
};

const nodeAttributes = ({ kernel, stride }: Window) => ({
  kernel_shape: [kernel, kernel],
  strides: [stride, stride],
});

/** TensorFlow.js has its channels last. */
const channelsLast = (tf: typeof tfjs, x: tfjs.Tensor, pool: (x: tfjs.Tensor4D) => tfjs.Tensor) =>
  tf.transpose(pool(tf.transpose(x, [0, 2, 3, 1]) as tfjs.Tensor4D), [0, 3, 1, 2]);

/**
 * What each place of a moving window sees: for every place (row, column) of a kernel the pixels of x under it, as
 * many as the window has stops. Row by row.
 */
export function underKernel(
  x: Tensor,
  kernel: readonly [number, number],
  stride: number,
  dilation: number,
  stops: Shape,
): Range[][] {
  const range = (axis: 2 | 3, at: number): Range => {
    const start = at * dilation;
    const stop = plus(times(plus(stops[axis - 2]!, -1), stride), start + 1);
    const rest = difference(x.shape[axis]!, stop);
    return { axis, start, end: rest === 0 ? undefined : -rest, step: stride };
  };
  return Array.from({ length: kernel[0] * kernel[1] }, (_, i) => [
    range(2, Math.floor(i / kernel[1])),
    range(3, i % kernel[1]),
  ]);
}

const places = (x: Tensor, y: Tensor, { kernel, stride }: Window) =>
  underKernel(x, [kernel, kernel], stride, 1, y.shape.slice(2));

const applyMaxPool = define<Window>({
  name: 'max-pool',
  shape: pooled,
  onnx: (writer, names, window) => writer.node('MaxPool', names, nodeAttributes(window)),
  tfjs: (tf, [x], { kernel, stride }) => channelsLast(tf, x!, (x) => tf.maxPool(x, kernel, stride, 'valid')),
  // Equal greatest pixels share the gradient.
  gradient(dy, y, [x], window) {
    const { kernel, stride } = window;
    if (kernel === stride && y.shape.every((size, i) => i < 2 || times(size, kernel) === x!.shape[i])) {
      const hits = cast(equal(x!, upsampleNearest(y, kernel)), 'float32');
      const number = mul(averagePool(hits, kernel), kernel ** 2);
      return [mul(hits, upsampleNearest(div(dy, number), kernel))];
    }
    const seen = places(x!, y, window);
    const hits = seen.map((ranges) => cast(equal(slice(x!, ranges), y), 'float32'));
    const share = div(dy, hits.reduce(add));
    return [hits.map((hit, i) => unslice(mul(share, hit), x!.shape, seen[i]!)).reduce(add)];
  },
});
/** Greatest of each window of [batch, channels, height, width]; the edge is padded on all sides by `padding`. */
export function maxPool(x: Tensor, kernel: number, stride = kernel, padding = 0): Tensor {
  const sides = [0, 0, padding, padding];
  // Lower than any number that matters, yet finite: infinities times 0 are not numbers.
  return applyMaxPool([pad(x, sides, sides, -1e30)], { kernel, stride });
}

const applyAveragePool = define<Window>({
  name: 'average-pool',
  shape: pooled,
  onnx: (writer, names, window) => writer.node('AveragePool', names, nodeAttributes(window)),
  tfjs: (tf, [x], { kernel, stride }) => channelsLast(tf, x!, (x) => tf.avgPool(x, kernel, stride, 'valid')),
  gradient(dy, y, [x], window) {
    const share = mul(dy, asTensor(1 / window.kernel ** 2));
    return [
      places(x!, y, window)
        .map((ranges) => unslice(share, x!.shape, ranges))
        .reduce(add),
    ];
  },
});
/** Mean of each window; the zeros of the padding count, as in PyTorch. */
export function averagePool(x: Tensor, kernel: number, stride = kernel, padding = 0): Tensor {
  const sides = [0, 0, padding, padding];
  return applyAveragePool([pad(x, sides, sides)], { kernel, stride });
}
