import type * as tfjs from '@tensorflow/tfjs-core';
import { broadcast } from '../dimension';
import { dataTypes } from '../onnx/writer';
import { asTensor, constant, define, type Tensor, type Type } from '../tensor';
import { sumTo } from './arithmetic';
import { reshape } from './shape';

/** A comparison element by element: a bool tensor. */
function comparison(
  onnxName: string,
  compute: (tf: typeof tfjs, a: tfjs.Tensor, b: tfjs.Tensor) => tfjs.Tensor,
) {
  const apply = define({
    name: onnxName.toLowerCase(),
    shape: ([a, b]) => broadcast(a!.shape, b!.shape),
    type: () => 'bool',
    onnx: (writer, names) => writer.node(onnxName, names),
    tfjs: (tf, [a, b]) => compute(tf, a!, b!),
  });
  return (a: Tensor | number, b: Tensor | number): Tensor => {
    const type = typeof a === 'number' ? (b as Tensor).type : a.type;
    return apply([asTensor(a, type), asTensor(b, type)], {});
  };
}

export const equal = comparison('Equal', (tf, a, b) => tf.equal(a, b));
export const greater = comparison('Greater', (tf, a, b) => tf.greater(a, b));

const applyWhere = define({
  name: 'where',
  shape: ([condition, a, b]) => broadcast(condition!.shape, broadcast(a!.shape, b!.shape)),
  type: ([, a]) => a!.type,
  onnx: (writer, names) => writer.node('Where', names),
  tfjs: (tf, [condition, a, b]) => tf.where(condition!, a!, b!),
  gradient: (dy, _, [condition, a, b]) => [
    undefined,
    sumTo(where(condition!, dy, 0), a!),
    sumTo(where(condition!, 0, dy), b!),
  ],
});
/** `a` where the condition holds, else `b`. */
export const where = (condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor =>
  applyWhere([condition, asTensor(a), asTensor(b)], {});

const applyCast = define<{ to: Type }>({
  name: 'cast',
  shape: ([x]) => x!.shape,
  type: (_, { to }) => to,
  onnx: (writer, names, { to }) => writer.node('Cast', names, { to: dataTypes[to] }),
  tfjs: (tf, [x], { to }) => tf.cast(x!, to),
});
export const cast = (x: Tensor, to: Type): Tensor => (x.type === to ? x : applyCast([x], { to }));

/** int32 classes of any shape as float32 rows of `classes` numbers, 1 at the class and 0 elsewhere. */
export function oneHot(index: Tensor, classes: number): Tensor {
  const all = constant(
    Int32Array.from({ length: classes }, (_, i) => i),
    [classes],
    'int32',
  );
  return cast(equal(reshape(index, [...index.shape, 1]), all), 'float32');
}

const applyGather = define({
  name: 'gather',
  shape: ([x, index]) => [...index!.shape, ...x!.shape.slice(1)],
  onnx: (writer, names) => writer.node('Gather', names, { axis: 0 }),
  tfjs: (tf, [x, index]) => tf.gather(x!, index as tfjs.Tensor1D),
  gradient: (dy, _, [x, index]) => [scatterAdd(dy, index!, x!), undefined],
});
/** The rows (axis 0) of x that an int32 index names: [...index, ...rest of x]. */
export const gather = (x: Tensor, index: Tensor): Tensor => applyGather([x, index], {});

const applyScatterAdd = define({
  name: 'scatter-add',
  shape: ([, , like]) => like!.shape,
  onnx(writer, [rows, index, like], _, { inputs: [, indexTensor] }) {
    const zeros = writer.node('Expand', [writer.scalar(0), writer.node('Shape', [like!])]);
    const long = writer.node('Cast', [index!], { to: 7 });
    const column = writer.node('Unsqueeze', [long, writer.ints([indexTensor!.shape.length])]);
    return writer.node('ScatterND', [zeros, column, rows!], { reduction: 'add' });
  },
  tfjs: (tf, [rows, index, like]) => tf.scatterND(tf.expandDims(index!, index!.rank), rows!, like!.shape),
  gradient: (dy, _, [, index]) => [gather(dy, index!), undefined, undefined],
});
/** Zeros of the shape of `like`, with each of the `rows` added to the row (axis 0) that its int32 index names. */
export const scatterAdd = (rows: Tensor, index: Tensor, like: Tensor): Tensor =>
  applyScatterAdd([rows, index, like], {});
