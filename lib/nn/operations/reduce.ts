import type * as tfjs from '@tensorflow/tfjs-core';
import type { Shape } from '../dimension';
import { asTensor, define, type Tensor } from '../tensor';
import { div, mul } from './arithmetic';
import { cast, equal } from './select';
import { broadcastTo, reshape } from './shape';

interface Reduction {
  /** Counted from 0, ascending. */
  axes: readonly number[];
  /** The axes stay, with size 1. */
  keep: boolean;
}

const kept = (shape: Shape, axes: readonly number[]) => shape.map((d, i) => (axes.includes(i) ? 1 : d));

/** dy or y as it would be had the axes been kept. */
const spread = (t: Tensor, x: Tensor, { axes, keep }: Reduction) =>
  keep ? t : reshape(t, kept(x.shape, axes));

function reduction(
  name: 'Sum' | 'Mean' | 'Max',
  compute: (tf: typeof tfjs, x: tfjs.Tensor, axes: number[], keep: boolean) => tfjs.Tensor,
  derivative: (dy: Tensor, y: Tensor, x: Tensor, axes: readonly number[]) => Tensor,
) {
  const apply = define<Reduction>({
    name: name.toLowerCase(),
    shape: ([x], { axes, keep }) =>
      keep ? kept(x!.shape, axes) : x!.shape.filter((_, i) => !axes.includes(i)),
    onnx: (writer, [x], { axes, keep }) =>
      writer.node(`Reduce${name}`, [x!, writer.ints(axes)], { keepdims: keep ? 1 : 0 }),
    tfjs: (tf, [x], { axes, keep }) => compute(tf, x!, [...axes], keep),
    gradient: (dy, y, [x], reduction) => [
      derivative(spread(dy, x!, reduction), spread(y, x!, reduction), x!, reduction.axes),
    ],
  });
  return (x: Tensor, axes: readonly number[] = x.shape.map((_, i) => i), keep = false): Tensor => {
    if (axes.length === 0) return x;
    return apply([x], { axes, keep });
  };
}

export const sum = reduction(
  'Sum',
  (tf, x, axes, keep) => tf.sum(x, axes, keep),
  (dy, _, x) => broadcastTo(dy, x),
);

export const mean = reduction(
  'Mean',
  (tf, x, axes, keep) => tf.mean(x, axes, keep),
  (dy, _, x, axes) => broadcastTo(div(dy, count(x, axes)), x),
);

/** Equal greatest elements share the gradient. */
export const max = reduction(
  'Max',
  (tf, x, axes, keep) => tf.max(x, axes, keep),
  (dy, y, x, axes) => {
    const hit = cast(equal(x, y), 'float32');
    return mul(hit, div(dy, sum(hit, axes, true)));
  },
);

const applyCount = define<{ axes: readonly number[] }>({
  name: 'count',
  shape: () => [],
  type: () => 'float32',
  onnx(writer, [x], { axes }) {
    const sizes = writer.node('Gather', [writer.node('Shape', [x!]), writer.ints(axes)]);
    return writer.node('Cast', [writer.node('ReduceProd', [sizes], { keepdims: 0 })], { to: 1 });
  },
  tfjs: (tf, [x], { axes }) => tf.scalar(axes.reduce((total, axis) => total * x!.shape[axis]!, 1)),
});
/** How many elements lie along the axes, as a number of the graph. */
export function count(x: Tensor, axes: readonly number[]): Tensor {
  const sizes = axes.map((axis) => x.shape[axis]!);
  if (sizes.some((size) => typeof size === 'string')) return applyCount([x], { axes });
  return asTensor((sizes as number[]).reduce((total, size) => total * size, 1));
}

/** Mean over height and width of [batch, channels, height, width]; these axes stay. */
export const globalAveragePool = (x: Tensor): Tensor => mean(x, [2, 3], true);
