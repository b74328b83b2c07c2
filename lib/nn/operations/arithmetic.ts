import type * as tfjs from '@tensorflow/tfjs-core';
import { broadcast } from '../dimension';
import { asTensor, define, type Tensor } from '../tensor';
import { sum } from './reduce';
import { greater, where } from './select';
import { reshape } from './shape';

/** `dy` summed over what broadcasting had repeated, so that it has the shape of `x`. */
export function sumTo(dy: Tensor, x: Tensor): Tensor {
  const lead = dy.shape.length - x.shape.length;
  const axes = dy.shape.flatMap((d, i) => (i < lead || (x.shape[i - lead] === 1 && d !== 1) ? [i] : []));
  const summed = axes.length > 0 ? sum(dy, axes, true) : dy;
  return lead > 0 ? reshape(summed, x.shape, x) : summed;
}

/** An operation of two tensors element by element, with broadcasting. */
function binary(
  onnxName: string,
  compute: (tf: typeof tfjs, a: tfjs.Tensor, b: tfjs.Tensor) => tfjs.Tensor,
  partials: (dy: Tensor, a: Tensor, b: Tensor, y: Tensor) => [Tensor, Tensor],
) {
  const apply = define({
    name: onnxName.toLowerCase(),
    shape: ([a, b]) => broadcast(a!.shape, b!.shape),
    onnx: (writer, names) => writer.node(onnxName, names),
    tfjs: (tf, [a, b]) => compute(tf, a!, b!),
    gradient(dy, y, [a, b]) {
      const [da, db] = partials(dy, a!, b!, y);
      return [sumTo(da, a!), sumTo(db, b!)];
    },
  });
  return (a: Tensor | number, b: Tensor | number): Tensor => apply([asTensor(a), asTensor(b)], {});
}

export const add = binary(
  'Add',
  (tf, a, b) => tf.add(a, b),
  (dy) => [dy, dy],
);

export const sub = binary(
  'Sub',
  (tf, a, b) => tf.sub(a, b),
  (dy) => [dy, neg(dy)],
);

export const mul = binary(
  'Mul',
  (tf, a, b) => tf.mul(a, b),
  (dy, a, b) => [mul(dy, b), mul(dy, a)],
);

export const div = binary(
  'Div',
  (tf, a, b) => tf.div(a, b),
  (dy, _, b, y) => [div(dy, b), neg(div(mul(dy, y), b))],
);

/** An operation of one tensor element by element. `attributes` are those of the ONNX node. */
function unary<A extends object = object>(
  onnxName: string,
  compute: (tf: typeof tfjs, x: tfjs.Tensor, attributes: A) => tfjs.Tensor,
  derivative: (dy: Tensor, y: Tensor, x: Tensor, attributes: A) => Tensor,
  more: (attributes: A) => Record<string, { float: number }> = () => ({}),
) {
  return define<A>({
    name: onnxName.toLowerCase(),
    shape: ([x]) => x!.shape,
    onnx: (writer, names, attributes) => writer.node(onnxName, names, more(attributes)),
    tfjs: (tf, [x], attributes) => compute(tf, x!, attributes),
    gradient: (dy, y, [x], attributes) => [derivative(dy, y, x!, attributes)],
  });
}

const plain = (apply: (inputs: Tensor[], attributes: object) => Tensor) => (x: Tensor) => apply([x], {});

export const neg = plain(
  unary(
    'Neg',
    (tf, x) => tf.neg(x),
    (dy) => neg(dy),
  ),
);

export const exp = plain(
  unary(
    'Exp',
    (tf, x) => tf.exp(x),
    (dy, y) => mul(dy, y),
  ),
);

export const log = plain(
  unary(
    'Log',
    (tf, x) => tf.log(x),
    (dy, _, x) => div(dy, x),
  ),
);

export const sqrt = plain(
  unary(
    'Sqrt',
    (tf, x) => tf.sqrt(x),
    (dy, y) => div(dy, mul(y, 2)),
  ),
);

export const abs = plain(
  unary(
    'Abs',
    (tf, x) => tf.abs(x),
    (dy, _, x) => where(greater(x, 0), dy, neg(dy)),
  ),
);

export const sigmoid = plain(
  unary(
    'Sigmoid',
    (tf, x) => tf.sigmoid(x),
    (dy, y) => mul(dy, mul(y, sub(1, y))),
  ),
);

export const relu = plain(
  unary(
    'Relu',
    (tf, x) => tf.relu(x),
    (dy, y) => where(greater(y, 0), dy, 0),
  ),
);

const applyLeakyRelu = unary<{ slope: number }>(
  'LeakyRelu',
  (tf, x, { slope }) => tf.leakyRelu(x, slope),
  (dy, _, x, { slope }) => where(greater(x, 0), dy, mul(dy, slope)),
  ({ slope }) => ({ alpha: { float: slope } }),
);
/** x, or slope * x below 0. */
export const leakyRelu = (x: Tensor, slope = 0.01): Tensor => applyLeakyRelu([x], { slope });

const applyPow = define<{ exponent: number }>({
  name: 'pow',
  shape: ([x]) => x!.shape,
  onnx: (writer, [x], { exponent }) => writer.node('Pow', [x!, writer.scalar(exponent)]),
  tfjs: (tf, [x], { exponent }) => tf.pow(x!, tf.scalar(exponent)),
  gradient: (dy, _, [x], { exponent }) => [mul(dy, mul(pow(x!, exponent - 1), exponent))],
});
/** x to a constant power. */
export const pow = (x: Tensor, exponent: number): Tensor => applyPow([x], { exponent });

const applyClip = define<{ low: number; high: number }>({
  name: 'clip',
  shape: ([x]) => x!.shape,
  onnx: (writer, [x], { low, high }) => writer.node('Clip', [x!, writer.scalar(low), writer.scalar(high)]),
  tfjs: (tf, [x], { low, high }) => tf.clipByValue(x!, low, high),
  gradient: (dy, y, _, { low, high }) => [where(greater(y, low), where(greater(high, y), dy, 0), 0)],
});
/** x, at least `low` and at most `high`; no gradient goes through where it was cut. */
export const clip = (x: Tensor, low: number, high: number): Tensor => applyClip([x], { low, high });

export const relu6 = (x: Tensor): Tensor => clip(x, 0, 6);

/** x * relu6(x + 3) / 6 (MobileNetV3). */
export const hardSwish = (x: Tensor): Tensor => mul(x, clip(add(mul(x, 1 / 6), 0.5), 0, 1));
