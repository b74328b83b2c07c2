import {
  abs,
  add,
  clip,
  div,
  exp,
  hardSwish,
  leakyRelu,
  log,
  mul,
  neg,
  pow,
  relu,
  relu6,
  sigmoid,
  sqrt,
  sub,
} from '@/lib/nn/operations/arithmetic';
import { conv2d, convTranspose2d } from '@/lib/nn/operations/convolution';
import { matmul } from '@/lib/nn/operations/matmul';
import { batchNorm, batchNormTraining } from '@/lib/nn/operations/normalise';
import { averagePool, maxPool } from '@/lib/nn/operations/pool';
import { globalAveragePool, max, mean, sum } from '@/lib/nn/operations/reduce';
import { cast, equal, gather, greater, oneHot, scatterAdd, where } from '@/lib/nn/operations/select';
import {
  broadcastTo,
  concat,
  pad,
  reshape,
  reverse,
  slice,
  transpose,
  unslice,
} from '@/lib/nn/operations/shape';
import { logSoftmax, softmax } from '@/lib/nn/operations/softmax';
import { upsampleLinear, upsampleNearest } from '@/lib/nn/operations/upsample';
import { constant, type Tensor } from '@/lib/nn/tensor';

/** One use of an operation: the shapes of its inputs, and the operation upon them. */
export interface Case {
  name: string;
  shapes: number[][];
  /** Where the values lie; kinks must be outside or between the tenths. Left out: -2 to 2. */
  from?: number;
  apply: (...inputs: Tensor[]) => Tensor;
}

const ints = (...values: number[]) => constant(Int32Array.from(values), [values.length], 'int32');
const image = [2, 2, 5, 6];

export const cases: Case[] = [
  { name: 'add, broadcast', shapes: [[2, 3], [3]], apply: add },
  {
    name: 'sub, broadcast on both sides',
    shapes: [
      [2, 1],
      [1, 3],
    ],
    apply: sub,
  },
  {
    name: 'mul',
    shapes: [
      [2, 3],
      [2, 3],
    ],
    apply: mul,
  },
  { name: 'mul with itself', shapes: [[4]], apply: (x) => mul(x, x) },
  {
    name: 'div',
    shapes: [
      [2, 3],
      [2, 1],
    ],
    from: 1,
    apply: div,
  },
  { name: 'neg', shapes: [[3]], apply: neg },
  { name: 'exp', shapes: [[3]], apply: exp },
  { name: 'log', shapes: [[3]], from: 1, apply: log },
  { name: 'sqrt', shapes: [[3]], from: 1, apply: sqrt },
  { name: 'abs', shapes: [[8]], apply: abs },
  { name: 'sigmoid', shapes: [[5]], apply: sigmoid },
  { name: 'relu', shapes: [[8]], apply: relu },
  { name: 'leaky relu', shapes: [[8]], apply: (x) => leakyRelu(x, 0.1) },
  { name: 'relu6', shapes: [[8]], apply: (x) => relu6(mul(x, 5)) },
  { name: 'hard swish', shapes: [[8]], apply: (x) => hardSwish(mul(x, 2.1)) },
  { name: 'pow', shapes: [[4]], from: 1, apply: (x) => pow(x, 2.5) },
  { name: 'clip', shapes: [[8]], apply: (x) => clip(x, -1, 0.5) },
  { name: 'sum over an axis', shapes: [[2, 3]], apply: (x) => sum(x, [1]) },
  { name: 'mean, axes kept', shapes: [[2, 3, 2]], apply: (x) => mean(x, [0, 2], true) },
  { name: 'max', shapes: [[3, 4]], apply: (x) => max(x, [1]) },
  { name: 'global average pool', shapes: [[2, 2, 3, 3]], apply: globalAveragePool },
  { name: 'where', shapes: [[2, 3], [3]], apply: (a, b) => where(greater(a, 0), a, b) },
  {
    name: 'equal and cast',
    shapes: [[4]],
    apply: (x) => mul(x, cast(equal(ints(1, 2, 1, 3), 1), 'float32')),
  },
  { name: 'one-hot', shapes: [[3, 4]], apply: (x) => mul(x, oneHot(ints(2, 0, 3), 4)) },
  { name: 'gather', shapes: [[3, 2]], apply: (x) => gather(x, ints(2, 0, 2, 1)) },
  {
    name: 'scatter-add',
    shapes: [
      [3, 2],
      [4, 2],
    ],
    apply: (x, like) => mul(like, scatterAdd(x, ints(3, 1, 3), like)),
  },
  { name: 'reshape', shapes: [[2, 6]], apply: (x) => reshape(x, [3, 4]) },
  { name: 'transpose', shapes: [[2, 3, 4]], apply: (x) => transpose(x, [2, 0, 1]) },
  {
    name: 'broadcast',
    shapes: [
      [1, 3],
      [2, 3],
    ],
    apply: (x, like) => mul(like, broadcastTo(x, like)),
  },
  {
    name: 'concat',
    shapes: [
      [2, 1],
      [2, 3],
    ],
    apply: (a, b) => concat([a, b], 1),
  },
  {
    name: 'slice',
    shapes: [[4, 5]],
    apply: (x) =>
      slice(x, [
        { axis: 0, start: -2 },
        { axis: 1, start: 1, end: -1 },
      ]),
  },
  {
    name: 'slice with steps',
    shapes: [[5, 7]],
    apply: (x) =>
      slice(x, [
        { axis: 0, start: 1, step: 2 },
        { axis: 1, start: 0, end: 6, step: 3 },
      ]),
  },
  {
    name: 'unslice',
    shapes: [[2, 3]],
    apply: (x) =>
      unslice(
        x,
        [5, 6],
        [
          { axis: 0, start: 1, step: 2 },
          { axis: 1, start: 0, end: 5, step: 2 },
        ],
      ),
  },
  { name: 'reverse', shapes: [[2, 3, 2]], apply: (x) => reverse(x, [0, 2]) },
  { name: 'pad', shapes: [[2, 3]], apply: (x) => pad(x, [1, 0], [0, 2], 3) },
  {
    name: 'matmul',
    shapes: [
      [2, 3],
      [3, 4],
    ],
    apply: (a, b) => matmul(a, b),
  },
  {
    name: 'matmul, both transposed',
    shapes: [
      [3, 2],
      [4, 3],
    ],
    apply: (a, b) => matmul(a, b, true, true),
  },
  {
    name: 'matmul, batches broadcast',
    shapes: [
      [2, 1, 2, 3],
      [2, 4, 3],
    ],
    apply: (a, b) => matmul(a, b, false, true),
  },
  { name: 'softmax', shapes: [[2, 4]], apply: softmax },
  { name: 'log-softmax', shapes: [[2, 4]], apply: logSoftmax },
  {
    name: 'batch norm, training',
    shapes: [[6, 2], [2], [2]],
    apply: (x, a, b) => batchNormTraining(x, a, b, 1e-3).y,
  },
  {
    name: 'batch norm, training, images',
    shapes: [image, [2], [2]],
    apply: (x, a, b) => batchNormTraining(x, a, b, 1e-3).y,
  },
  {
    name: 'batch norm, kept statistics',
    shapes: [image, [2], [2]],
    apply: (x, a, b) => batchNorm(x, a, b, constant([0.3, -0.2]), constant([1.5, 0.7]), 1e-3),
  },
  { name: 'max pool', shapes: [[1, 2, 4, 6]], apply: (x) => maxPool(x, 2) },
  { name: 'max pool 3x3, overlapping, padded', shapes: [[1, 2, 6, 5]], apply: (x) => maxPool(x, 3, 2, 1) },
  { name: 'average pool', shapes: [[1, 2, 5, 6]], apply: (x) => averagePool(x, 3, 2, 1) },
  { name: 'upsample, nearest', shapes: [[1, 2, 2, 3]], apply: (x) => upsampleNearest(x, 3) },
  { name: 'upsample, linear', shapes: [[1, 2, 3, 2]], apply: upsampleLinear },
  { name: 'conv 3x3', shapes: [image, [3, 2, 3, 3], [3]], apply: (x, w, b) => conv2d(x, w, { pads: 1 }, b) },
  { name: 'conv 1x1', shapes: [image, [3, 2, 1, 1]], apply: (x, w) => conv2d(x, w) },
  {
    name: 'conv, stride 2, uneven pads',
    shapes: [image, [2, 2, 3, 3]],
    apply: (x, w) => conv2d(x, w, { stride: 2, pads: [0, 0, 1, 1] }),
  },
  {
    name: 'conv, stride 2, a rest unseen',
    shapes: [
      [1, 1, 6, 6],
      [1, 1, 3, 3],
    ],
    apply: (x, w) => conv2d(x, w, { stride: 2 }),
  },
  {
    name: 'conv, dilated',
    shapes: [
      [1, 2, 6, 7],
      [2, 2, 3, 2],
    ],
    apply: (x, w) => conv2d(x, w, { dilation: 2, pads: 1 }),
  },
  {
    name: 'conv, groups',
    shapes: [
      [2, 4, 4, 3],
      [6, 2, 2, 3],
    ],
    apply: (x, w) => conv2d(x, w, { groups: 2, pads: 1 }),
  },
  {
    name: 'conv, depthwise',
    shapes: [[2, 3, 4, 5], [3, 1, 3, 3], [3]],
    apply: (x, w, b) => conv2d(x, w, { groups: 3, stride: 2, pads: [0, 0, 1, 1] }, b),
  },
  {
    name: 'conv, depthwise with two filters each',
    shapes: [
      [1, 2, 4, 4],
      [4, 1, 3, 3],
    ],
    apply: (x, w) => conv2d(x, w, { groups: 2, pads: 1 }),
  },
  {
    name: 'transposed conv 2x2, stride 2',
    shapes: [[2, 3, 2, 3], [3, 2, 2, 2], [2]],
    apply: (x, w, b) => convTranspose2d(x, w, { stride: 2 }, b),
  },
  {
    name: 'transposed conv 4x4, pads, groups',
    shapes: [
      [1, 4, 3, 2],
      [4, 1, 4, 4],
    ],
    apply: (x, w) => convTranspose2d(x, w, { stride: 2, pads: 1, groups: 2 }),
  },
  {
    name: 'conv, 6 channels to 4',
    shapes: [
      [1, 6, 4, 4],
      [4, 6, 3, 3],
    ],
    apply: (x, w) => conv2d(x, w, { pads: 1 }),
  },
  {
    name: 'transposed conv, depthwise, stride 2',
    shapes: [
      [1, 4, 3, 2],
      [4, 1, 3, 3],
    ],
    apply: (x, w) => convTranspose2d(x, w, { stride: 2, pads: 1, groups: 4 }),
  },
];
