import type * as tfjs from '@tensorflow/tfjs-core';
import {
  broadcast,
  type Dimension,
  difference,
  floorDivided,
  isFixed,
  plus,
  type Shape,
  shapePlan,
  times,
} from '../dimension';
import { define, type Tensor } from '../tensor';
import { sumTo } from './arithmetic';

/** `shape` in numbers, its symbols found in a value whose shape was described as `from`. */
const atRun = (value: tfjs.Tensor, from: Shape, shape: Shape): number[] =>
  shapePlan(from, shape).map((entry) => (typeof entry === 'number' ? entry : value.shape[entry.axis]!));

const applyReshape = define<{ shape: Shape }>({
  name: 'reshape',
  shape: (_, { shape }) => shape,
  onnx(writer, [x, like], { shape }, { inputs }) {
    if (like && !isFixed(shape)) return writer.node('Reshape', [x!, writer.node('Shape', [like])]);
    return writer.reshape(x!, inputs[0]!.shape, shape);
  },
  tfjs(tf, [x, like], { shape }, { inputs }) {
    return tf.reshape(x!, like ? like.shape : atRun(x!, inputs[0]!.shape, shape));
  },
  gradient: (dy, _, [x]) => [reshape(dy, x!.shape, x!), undefined],
});
/** The same elements in another shape. `like` has that shape too; it helps where sizes are symbols. */
export function reshape(x: Tensor, shape: Shape, like?: Tensor): Tensor {
  if (isFixed(shape) && isFixed(x.shape)) {
    const [is, wanted] = [x.shape, shape].map((s) => s.reduce((total, d) => total * d, 1));
    if (is !== wanted)
      throw new Error(`[${x.shape}] cannot become [${shape}]: ${is} and ${wanted} elements.`);
  }
  return applyReshape(like ? [x, like] : [x], { shape });
}

const applyTranspose = define<{ order: readonly number[] }>({
  name: 'transpose',
  shape: ([x], { order }) => order.map((axis) => x!.shape[axis]!),
  onnx: (writer, names, { order }) => writer.node('Transpose', names, { perm: order }),
  tfjs: (tf, [x], { order }) => tf.transpose(x!, [...order]),
  gradient: (dy, _y, _x, { order }) => [
    transpose(
      dy,
      order.map((_, i) => order.indexOf(i)),
    ),
  ],
});
/** The axes in another order. */
export const transpose = (x: Tensor, order: readonly number[]): Tensor => applyTranspose([x], { order });

const applyBroadcast = define({
  name: 'broadcast',
  shape: ([, like]) => like!.shape,
  onnx(writer, [x, like], _, { shape }) {
    return writer.node('Expand', [x!, isFixed(shape) ? writer.ints(shape) : writer.node('Shape', [like!])]);
  },
  tfjs: (tf, [x, like]) => tf.broadcastTo(x!, like!.shape),
  gradient: (dy, _, [x]) => [sumTo(dy, x!), undefined],
});
/** x repeated to the shape of `like`. */
export function broadcastTo(x: Tensor, like: Tensor): Tensor {
  if (String(broadcast(x.shape, like.shape)) !== String(like.shape))
    throw new Error(`[${x.shape}] cannot be repeated to [${like.shape}].`);
  return applyBroadcast([x, like], {});
}

const applyConcat = define<{ axis: number }>({
  name: 'concat',
  shape(inputs, { axis }) {
    const sizes = inputs.map(({ shape }) => shape[axis]!);
    const symbols = sizes.filter((size) => typeof size === 'string');
    // The sum of several symbols is a symbol of its own.
    if (symbols.length > 1)
      return inputs[0]!.shape.map((size, i) => (i === axis ? sizes.join(' and ') : size));
    const numbers = sizes.reduce<number>((total, size) => total + (typeof size === 'number' ? size : 0), 0);
    const total = symbols.length > 0 ? plus(symbols[0]!, numbers) : numbers;
    return inputs[0]!.shape.map((size, i) => (i === axis ? total : size));
  },
  onnx: (writer, names, { axis }) => writer.node('Concat', names, { axis }),
  tfjs: (tf, values, { axis }) => tf.concat([...values], axis),
  gradient: (dy, _, inputs, { axis }) =>
    inputs.map((_, i) => applyUnconcat([dy, ...inputs.slice(0, i + 1)], { axis })),
});
/** Tensors one after the other along an axis. */
export const concat = (tensors: readonly Tensor[], axis: number): Tensor =>
  tensors.length === 1 ? tensors[0]! : applyConcat(tensors, { axis });

/** Of the tensor that `concat` gave: the part that came from the last of the inputs after it. */
const applyUnconcat = define<{ axis: number }>({
  name: 'unconcat',
  shape: (inputs) => inputs.at(-1)!.shape,
  onnx(writer, [y, ...names], { axis }) {
    const sizes = names.map((name) =>
      writer.node('Gather', [writer.node('Shape', [name]), writer.ints([axis])]),
    );
    const add = (a: string, b: string) => writer.node('Add', [a, b]);
    const start = sizes.slice(0, -1).reduce(add, writer.ints([0]));
    return writer.node('Slice', [y!, start, add(start, sizes.at(-1)!), writer.ints([axis])]);
  },
  tfjs(tf, [y, ...parts], { axis }) {
    const begin = y!.shape.map(() => 0);
    begin[axis] = parts.slice(0, -1).reduce((total, { shape }) => total + shape[axis]!, 0);
    return tf.slice(y!, begin, parts.at(-1)!.shape);
  },
});

/** A part of an axis: from `start` to before `end`, both counted from the end when negative, every `step`-th. */
export interface Range {
  axis: number;
  start: number;
  /** Left out: to the end. */
  end?: number;
  step?: number;
}

const edge = (size: Dimension, position: number) => (position < 0 ? plus(size, position) : position);

function rangeSize(size: Dimension, { start, end, step = 1 }: Range): Dimension {
  const [from, to] = [edge(size, start), end === undefined ? size : edge(size, end)];
  const length = typeof from === 'number' ? plus(to, -from) : difference(to, from);
  return floorDivided(plus(length, step - 1), step);
}

interface Ranges {
  ranges: readonly Range[];
}

const applySlice = define<Ranges>({
  name: 'slice',
  shape: ([x], { ranges }) =>
    x!.shape.map((size, i) => {
      const range = ranges.find(({ axis }) => axis === i);
      return range ? rangeSize(size, range) : size;
    }),
  onnx: (writer, [x], { ranges }) =>
    writer.node('Slice', [
      x!,
      writer.ints(ranges.map(({ start }) => start)),
      writer.ints(ranges.map(({ end }) => end ?? Number.POSITIVE_INFINITY)),
      writer.ints(ranges.map(({ axis }) => axis)),
      writer.ints(ranges.map(({ step }) => step ?? 1)),
    ]),
  tfjs(tf, [x], { ranges }) {
    const [begin, end, step] = [x!.shape.map(() => 0), [...x!.shape], x!.shape.map(() => 1)];
    for (const range of ranges) {
      const size = x!.shape[range.axis]!;
      begin[range.axis] = edge(size, range.start) as number;
      end[range.axis] = edge(size, range.end ?? size) as number;
      step[range.axis] = range.step ?? 1;
    }
    if (step.some((n) => n > 1)) return tf.stridedSlice(x!, begin, end, step);
    return tf.slice(
      x!,
      begin,
      end.map((n, i) => n - begin[i]!),
    );
  },
  gradient: (dy, _, [x], { ranges }) => [unslice(dy, x!.shape, ranges)],
});
/** The part of x within the ranges. */
export const slice = (x: Tensor, ranges: readonly Range[]): Tensor => applySlice([x], { ranges });

/** Zeros before and after `length` elements that a step spreads out, so that they fill `size` (negative: cut). */
function margins(size: Dimension, length: Dimension, { start, step = 1 }: Range): [number, number] {
  const from = difference(edge(size, start), 0);
  return [from, difference(plus(size, -from), times(length, step))];
}

interface Placing extends Ranges {
  shape: Shape;
  /** Zeros before and after, by range; negative: cut. */
  margins: readonly [number, number][];
}

const applyUnslice = define<Placing>({
  name: 'unslice',
  shape: (_, { shape }) => shape,
  onnx(writer, [x], { ranges, margins, shape }, { inputs }) {
    let [name, now] = [x!, [...inputs[0]!.shape]];
    for (const { axis, step = 1 } of ranges) {
      if (step === 1) continue;
      const spread = [...now.slice(0, axis + 1), step, ...now.slice(axis + 1)];
      const after = spread.map((_, i) => (i === axis + 1 ? step - 1 : 0));
      const none = spread.map(() => 0);
      name = writer.pad(writer.node('Unsqueeze', [name, writer.ints([axis + 1])]), none, after);
      now = now.map((size, i) => (i === axis ? times(size, step) : size));
      name = writer.reshape(name, spread, now);
    }
    const side = (end: 0 | 1) =>
      shape.map((_, i) => margins[ranges.findIndex(({ axis }) => axis === i)]?.[end] ?? 0);
    return writer.pad(name, side(0), side(1));
  },
  tfjs: (tf, [x], { ranges, margins }) =>
    ranges.reduce((part, { axis, step = 1 }, i) => {
      const [before, after] = margins[i]!;
      const length = part.shape[axis]!;
      const lead = part.shape.slice(0, axis).reduce((a, b) => a * b, 1);
      const rest = part.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
      const none: [number, number] = [0, 0];
      const spread = tf.pad(tf.reshape(part, [lead, length, 1, rest]), [none, none, [0, step - 1], none]);
      const cut = length * step + Math.min(after, 0);
      const kept = tf.slice(tf.reshape(spread, [lead, length * step, rest]), 0, [lead, cut, rest]);
      const whole = tf.pad(kept, [none, [before, Math.max(after, 0)], none]);
      return tf.reshape(whole, [
        ...part.shape.slice(0, axis),
        whole.shape[1]!,
        ...part.shape.slice(axis + 1),
      ]);
    }, x!),
  gradient: (dy, _, _inputs, { ranges }) => [slice(dy, ranges)],
});
/** Zeros of that shape, with x where `slice` with the ranges would have taken it from. */
export function unslice(x: Tensor, shape: Shape, ranges: readonly Range[]): Tensor {
  for (const range of ranges)
    if (rangeSize(shape[range.axis]!, range) !== x.shape[range.axis])
      throw new Error(`Axis ${range.axis} of [${x.shape}] does not fit its range of [${shape}].`);
  const sides = ranges.map((range) => margins(shape[range.axis]!, x.shape[range.axis]!, range));
  return applyUnslice([x], { ranges, margins: sides, shape });
}

const applyReverse = define<{ axes: readonly number[] }>({
  name: 'reverse',
  shape: ([x]) => x!.shape,
  onnx: (writer, [x], { axes }) =>
    writer.node('Slice', [
      x!,
      writer.ints(axes.map(() => -1)),
      writer.ints(axes.map(() => Number.NEGATIVE_INFINITY)),
      writer.ints(axes),
      writer.ints(axes.map(() => -1)),
    ]),
  tfjs: (tf, [x], { axes }) => tf.reverse(x!, [...axes]),
  gradient: (dy, _, _inputs, { axes }) => [reverse(dy, axes)],
});
/** The other way round along the axes. */
export const reverse = (x: Tensor, axes: readonly number[]): Tensor => applyReverse([x], { axes });

interface Padding {
  before: readonly number[];
  after: readonly number[];
  value: number;
}

const applyPad = define<Padding>({
  name: 'pad',
  shape: ([x], { before, after }) => x!.shape.map((size, i) => plus(size, before[i]! + after[i]!)),
  onnx: (writer, [x], { before, after, value }) => writer.pad(x!, before, after, value),
  tfjs: (tf, [x], { before, after, value }) =>
    tf.pad(
      x!,
      before.map((n, i): [number, number] => [n, after[i]!]),
      value,
    ),
  gradient: (dy, _, _inputs, { before, after }) => [
    slice(
      dy,
      before.flatMap((start, axis) => {
        const end = after[axis]! > 0 ? -after[axis]! : undefined;
        return start === 0 && end === undefined ? [] : [{ axis, start, end }];
      }),
    ),
  ],
});
/** `value` before and after each axis. */
export function pad(x: Tensor, before: readonly number[], after: readonly number[], value = 0): Tensor {
  return [...before, ...after].every((n) => n === 0) ? x : applyPad([x], { before, after, value });
}
