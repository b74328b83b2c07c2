import type * as tfjs from '@tensorflow/tfjs-core';
import { type Dimension, difference, floorDivided, plus, times } from '../dimension';
import { type Apply, define, type Tensor } from '../tensor';
import { mul } from './arithmetic';
import { matmul } from './matmul';
import { underKernel } from './pool';
import { sum } from './reduce';
import { concat, pad, reshape, reverse, slice, transpose, unslice } from './shape';

interface Moves {
  stride: number;
  dilation: number;
  groups: number;
  /** Top, left, bottom, right. */
  pads: readonly [number, number, number, number];
}

export interface ConvolutionOptions extends Partial<Omit<Moves, 'pads'>> {
  /** One number for all sides, or top, left, bottom, right. */
  pads?: number | Moves['pads'];
}

const complete = ({ stride = 1, dilation = 1, groups = 1, pads = 0 }: ConvolutionOptions): Moves => ({
  stride,
  dilation,
  groups,
  pads: typeof pads === 'number' ? [pads, pads, pads, pads] : pads,
});

const nodeAttributes = ({ stride, dilation, groups, pads }: Moves, filter: Tensor) => ({
  kernel_shape: filter.shape.slice(2) as number[],
  strides: [stride, stride],
  dilations: [dilation, dilation],
  group: groups,
  pads,
});

/** How much of the padded side the filter covers, less one. */
const reach = (filter: Tensor, side: 0 | 1, dilation: number) =>
  dilation * ((filter.shape[2 + side] as number) - 1);

const applyConvolution: Apply<Moves> = define<Moves>({
  name: 'conv2d',
  shape([x, filter], { stride, dilation, groups, pads }) {
    const [batch, channels, ...sides] = x!.shape;
    if (channels !== (filter!.shape[1] as number) * groups)
      throw new Error(
        `A filter [${filter!.shape}] in ${groups} groups does not fit the channels of [${x!.shape}].`,
      );
    const size = (side: Dimension, i: 0 | 1) =>
      plus(floorDivided(plus(side, pads[i] + pads[i + 2]! - reach(filter!, i, dilation) - 1), stride), 1);
    return [batch!, filter!.shape[0]!, size(sides[0]!, 0), size(sides[1]!, 1)];
  },
  onnx: (writer, names, moves, { inputs }) => writer.node('Conv', names, nodeAttributes(moves, inputs[1]!)),
  tfjs(tf, [x, filter, bias], moves) {
    const y = convolve(tf, x!, filter!, moves);
    return bias ? tf.add(y, tf.reshape(bias, [-1, 1, 1])) : y;
  },
  gradient(dy, _, [x, filter, bias], moves) {
    const side = (i: 0 | 1) =>
      difference(x!.shape[2 + i]!, backSize(dy.shape[2 + i]!, filter!, i, { ...moves, rest: [0, 0] }));
    return [
      transposed(dy, filter!, { ...moves, rest: [side(0), side(1)] }),
      filterGradient(x!, dy, filter!, moves),
      bias && sum(dy, [0, 2, 3]),
    ];
  },
});

/**
 * Convolution (cross-correlation, as everywhere in this field) of [batch, channels, height, width] with a filter
 * [outputs, channels / groups, height, width], plus a bias [outputs].
 */
export function conv2d(x: Tensor, filter: Tensor, options: ConvolutionOptions = {}, bias?: Tensor): Tensor {
  const moves = complete(options);
  const [outputs, depth] = filter.shape as number[];
  const several = outputs! / moves.groups;
  if (depth === 1 && moves.groups > 1 && several > 1) {
    // Depthwise with several filters a channel: ONNX Runtime's webgpu provider gets it wrong, so channels are repeated.
    const [batch, channels, ...sides] = x.shape as [Dimension, number, Dimension, Dimension];
    const each = reshape(x, [batch, channels, 1, ...sides]);
    const repeated = reshape(concat(Array(several).fill(each), 2), [batch, outputs!, ...sides]);
    return conv2d(repeated, filter, { ...moves, groups: outputs! }, bias);
  }
  // 6, 9, 15, ... channels to a multiple of 4 also go wrong with that provider (1.30): zeros make 8, 12, 16.
  if (moves.groups === 1 && depth! > 3 && depth! % 3 === 0 && depth! % 4 !== 0 && outputs! % 4 === 0) {
    const lacking = [0, 4 - (depth! % 4), 0, 0];
    const none = [0, 0, 0, 0];
    return conv2d(pad(x, none, lacking), pad(filter, none, lacking), options, bias);
  }
  return applyConvolution(bias ? [x, filter, bias] : [x, filter], moves);
}

interface BackMoves extends Moves {
  /** Rows and columns that no stop of the window reached. */
  rest: readonly [number, number];
}

const backSize = (size: Dimension, filter: Tensor, i: 0 | 1, { stride, dilation, pads, rest }: BackMoves) =>
  plus(times(plus(size, -1), stride), reach(filter, i, dilation) + 1 - pads[i] - pads[i + 2]! + rest[i]);

const transposedShape = (x: Tensor, filter: Tensor, moves: BackMoves) => [
  x.shape[0]!,
  (filter.shape[1] as number) * moves.groups,
  backSize(x.shape[2]!, filter, 0, moves),
  backSize(x.shape[3]!, filter, 1, moves),
];

const applyTransposed: Apply<BackMoves> = define<BackMoves>({
  name: 'conv2d-transposed',
  shape: ([x, filter], moves) => transposedShape(x!, filter!, moves),
  onnx: (writer, names, moves, { inputs }) =>
    writer.node('ConvTranspose', names, { ...nodeAttributes(moves, inputs[1]!), output_padding: moves.rest }),
  tfjs(tf, [x, filter, bias], moves) {
    const y = convolveBack(tf, x!, filter!, moves);
    return bias ? tf.add(y, tf.reshape(bias, [-1, 1, 1])) : y;
  },
  gradient: (dy, _, [x, filter, bias], { rest: _rest, ...moves }) => [
    conv2d(dy, filter!, moves),
    filterGradient(dy, x!, filter!, moves),
    bias && sum(dy, [0, 2, 3]),
  ],
});

/**
 * In groups, or without strides: x spread out by the stride among zeros, convolved with the filter turned round. ONNX
 * Runtime's own is half as fast there on the processor, and in groups wrong with its webgpu provider.
 */
function transposed(x: Tensor, filter: Tensor, moves: BackMoves, bias?: Tensor): Tensor {
  const { stride, dilation, groups, pads } = moves;
  const [channels, depth, height, width] = filter.shape as [number, number, number, number];
  const [batch, outputs, ...sides] = transposedShape(x, filter, moves);
  const margin = [0, 1].map((i) => reach(filter, i as 0 | 1, dilation));
  const [top, left] = margin.map((size, i) => size - pads[i]!) as [number, number];
  if (groups === 1 && (stride > 1 || top < 0 || left < 0))
    return applyTransposed(bias ? [x, filter, bias] : [x, filter], moves);
  if (top < 0 || left < 0)
    throw new Error(`A padding of [${pads}] is wider than the filter [${filter.shape}].`);
  const whole = [batch!, channels, plus(sides[0]!, margin[0]!), plus(sides[1]!, margin[1]!)];
  const range = (axis: 2 | 3, start: number) => {
    const last = plus(times(plus(x.shape[axis]!, -1), stride), start + 1);
    const rest = difference(whole[axis]!, last);
    return { axis, start, end: rest === 0 ? undefined : -rest, step: stride };
  };
  const spread = unslice(x, whole, [range(2, top), range(3, left)]);
  const facing = height === 1 && width === 1 ? filter : reverse(filter, [2, 3]);
  const apart = reshape(facing, [groups, channels / groups, depth, height, width]);
  const turned = reshape(transpose(apart, [0, 2, 1, 3, 4]), [
    outputs as number,
    channels / groups,
    height,
    width,
  ]);
  return conv2d(spread, turned, { dilation, groups }, bias);
}

/**
 * Transposed convolution: what `conv2d` with the same options and filter does to gradients. The filter is
 * [channels, outputs / groups, height, width].
 */
export const convTranspose2d = (
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions = {},
  bias?: Tensor,
): Tensor => transposed(x, filter, { ...complete(options), rest: [0, 0] }, bias);

/**
 * Gradient by the filter: for each of its places the pixels of x it saw, times dy, summed over batch and stops: one
 * matrix product a place. Runtimes are much better at that than at a convolution with a kernel as large as dy.
 */
function filterGradient(x: Tensor, dy: Tensor, filter: Tensor, moves: Moves): Tensor {
  const { stride, dilation, groups, pads } = moves;
  const [outputs, depth, height, width] = filter.shape as [number, number, number, number];
  const padded = pad(x, [0, 0, pads[0], pads[1]], [0, 0, pads[2], pads[3]]);
  const ranges = underKernel(padded, [height, width], stride, dilation, dy.shape.slice(2));
  if (depth === 1 && groups === outputs) {
    const sums = ranges.map((range) => sum(mul(slice(padded, range), dy), [0, 2, 3]));
    return reshape(
      concat(
        sums.map((total) => reshape(total, [outputs, 1])),
        1,
      ),
      filter.shape,
    );
  }
  // Channels before the batch, so that the product also sums over the batch.
  const swap = (tensor: Tensor) => transpose(tensor, [1, 0, 2, 3]);
  const lead = groups === 1 ? [] : [groups];
  const flat = (tensor: Tensor, each: number) => reshape(tensor, [...lead, each, 'batch and stops']);
  const [errors, pixels] = [flat(swap(dy), outputs / groups), swap(padded)];
  const products = ranges.map((range) => matmul(errors, flat(slice(pixels, range), depth), false, true));
  return reshape(
    concat(
      products.map((part) => reshape(part, [outputs, depth, 1])),
      2,
    ),
    filter.shape,
  );
}

/** `conv2d` by TensorFlow.js, which has its channels last, no groups (but depthwise) and no uneven padding. */
function convolve(tf: typeof tfjs, x: tfjs.Tensor, filter: tfjs.Tensor, moves: Moves): tfjs.Tensor {
  const { stride, groups, pads } = moves;
  const last = tf.transpose(x, [0, 2, 3, 1]);
  const padded = tf.pad(last, [
    [0, 0],
    [pads[0], pads[2]],
    [pads[1], pads[3]],
    [0, 0],
  ]) as tfjs.Tensor4D;
  // Dilation by zeros in the filter: the backends differ in what they allow together with strides.
  const spread = spreadOut(tf, filter, moves.dilation);
  const back = (y: tfjs.Tensor) => tf.transpose(y, [0, 3, 1, 2]);
  if (filter.shape[1] === 1 && groups > 1) {
    const each = tf.transpose(spread, [2, 3, 0, 1]) as tfjs.Tensor4D;
    return back(tf.depthwiseConv2d(padded, each, stride, 'valid'));
  }
  const filters = tf.split(tf.transpose(spread, [2, 3, 1, 0]), groups, 3) as tfjs.Tensor4D[];
  const parts = tf
    .split(padded, groups, 3)
    .map((part, i) => tf.conv2d(part as tfjs.Tensor4D, filters[i]!, stride, 'valid'));
  return back(tf.concat(parts, 3));
}

/** Zeros between the rows and columns of the last two axes: `by` - 1 of them. */
function spreadOut(tf: typeof tfjs, x: tfjs.Tensor, by: number): tfjs.Tensor {
  if (by === 1) return x;
  const [a, b, h, w] = x.shape as [number, number, number, number];
  const wide = tf.pad(tf.reshape(x, [a * b * h, 1, w, 1]), [
    [0, 0],
    [0, by - 1],
    [0, 0],
    [0, by - 1],
  ]);
  return tf.slice(tf.reshape(wide, [a, b, h * by, w * by]), 0, [a, b, (h - 1) * by + 1, (w - 1) * by + 1]);
}

/** `convTranspose2d` without groups by TensorFlow.js: x spread out by the stride, the filter turned round. */
function convolveBack(tf: typeof tfjs, x: tfjs.Tensor, filter: tfjs.Tensor, moves: BackMoves): tfjs.Tensor {
  const { stride, dilation, pads, rest } = moves;
  const turned = tf.transpose(tf.reverse(filter, [2, 3]), [1, 0, 2, 3]);
  const spread = spreadOut(tf, x, stride);
  const sides = [0, 1].map((i) => {
    const reached = dilation * (filter.shape[2 + i]! - 1);
    return [reached - pads[i]!, reached - pads[i + 2]! + rest[i]!] as const;
  });
  const grown = tf.pad(spread, [
    [0, 0],
    [0, 0],
    ...sides.map(([a, b]): [number, number] => [Math.max(a, 0), Math.max(b, 0)]),
  ]);
  const begin = sides.map(([a]) => Math.max(-a, 0));
  const size = sides.map(([, b], i) => grown.shape[2 + i]! - begin[i]! - Math.max(-b, 0));
  const cut = tf.slice(grown, [0, 0, ...begin], [grown.shape[0]!, grown.shape[1]!, ...size]);
  return convolve(tf, cut, turned, { stride: 1, dilation, groups: 1, pads: [0, 0, 0, 0] });
}
