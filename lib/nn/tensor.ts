import type * as tfjs from '@tensorflow/tfjs-core';
import type { Shape } from './dimension';
import type { Initialiser } from './initialisers';
import type { OnnxWriter } from './onnx/writer';

export type Type = 'float32' | 'int32' | 'bool';

/** A node of the graph: what comes of an operation. Nothing is computed until a runtime runs it. */
export interface Tensor {
  readonly operation: Operation;
  readonly inputs: readonly Tensor[];
  readonly attributes: object;
  readonly shape: Shape;
  readonly type: Type;
}

/** An operation: its shape rule, what it is in ONNX and in TensorFlow.js, and its gradient, side by side. */
export interface Operation<A extends object = object> {
  readonly name: string;
  shape(inputs: readonly Tensor[], attributes: A): Shape;
  /** Left out: that of the first input. */
  type?(inputs: readonly Tensor[], attributes: A): Type;
  /** Writes the nodes and gives the name of the result. */
  onnx(writer: OnnxWriter, names: readonly string[], attributes: A, tensor: Tensor): string;
  tfjs(tf: typeof tfjs, values: readonly tfjs.Tensor[], attributes: A, tensor: Tensor): tfjs.Tensor;
  /**
   * From the gradient of the loss by the result `y`, that by each input; undefined where there is none.
   * Left out: the result does not depend smoothly on anything.
   */
  gradient?(dy: Tensor, y: Tensor, inputs: readonly Tensor[], attributes: A): (Tensor | undefined)[];
}

/** Every operation by name; the tests go through all of them. */
export const operations = new Map<string, Operation>();

export type Apply<A> = (inputs: readonly Tensor[], attributes: A) => Tensor;

/** Makes an operation known and gives the function that applies it. */
export function define<A extends object = object>(operation: Operation<A>): Apply<A> {
  operations.set(operation.name, operation as Operation);
  return (inputs, attributes) => ({
    operation: operation as Operation,
    inputs,
    attributes,
    shape: operation.shape(inputs, attributes),
    type: operation.type?.(inputs, attributes) ?? inputs[0]!.type,
  });
}

/** The leaves of a graph have no inputs; runtimes find their values by name. */
function leaf<A extends { shape: Shape; type: Type }>(name: string) {
  const missing = () => {
    throw new Error(`"${name}" has its value from outside.`);
  };
  const operation = {
    name,
    shape: (_: unknown, { shape }: A) => shape,
    onnx: missing,
    tfjs: missing,
  } as unknown as Operation;
  return (attributes: A): Tensor => ({
    operation,
    inputs: [],
    attributes,
    shape: attributes.shape,
    type: attributes.type,
  });
}

interface InputAttributes {
  name: string;
  shape: Shape;
  type: Type;
}

export interface ParameterAttributes extends InputAttributes {
  shape: readonly number[];
  initial: Initialiser;
}

export interface ConstantAttributes {
  shape: readonly number[];
  type: Type;
  data: readonly number[] | Float32Array | Int32Array;
}

const inputLeaf = leaf<InputAttributes>('input');
const parameterLeaf = leaf<ParameterAttributes>('parameter');
const constantLeaf = leaf<ConstantAttributes>('constant');

/** What is fed at each run: pictures, labels, the learning rate. */
export const input = (name: string, shape: Shape, type: Type = 'float32'): Tensor =>
  inputLeaf({ name, shape, type });

/** What is kept from run to run: weights, running statistics, the optimiser's state. */
export const parameter = (name: string, shape: readonly number[], initial: Initialiser): Tensor =>
  parameterLeaf({ name, shape, type: 'float32', initial });

export const constant = (
  data: ConstantAttributes['data'],
  shape: readonly number[] = [data.length],
  type: Type = 'float32',
): Tensor => constantLeaf({ data, shape, type });

/** A number stands for a constant without axes. */
export const asTensor = (value: Tensor | number, type: Type = 'float32'): Tensor =>
  typeof value === 'number' ? constant([value], [], type) : value;

const isLeaf = (kind: string) => (tensor: Tensor) => tensor.operation.name === kind;
export const isInput = isLeaf('input');
export const isParameter = isLeaf('parameter');
export const isConstant = isLeaf('constant');
/** The name of an input or a parameter. */
export const nameOf = (tensor: Tensor): string => (tensor.attributes as InputAttributes).name;

/** All tensors that `roots` are computed from, each after its inputs. */
export function inOrder(roots: Iterable<Tensor>): Tensor[] {
  const seen = new Set<Tensor>();
  const order: Tensor[] = [];
  const stack = [...roots].map((tensor) => ({ tensor, next: 0 }));
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    if (top.next === 0 && seen.has(top.tensor)) {
      stack.pop();
      continue;
    }
    seen.add(top.tensor);
    const input = top.tensor.inputs[top.next++];
    if (input) {
      if (!seen.has(input)) stack.push({ tensor: input, next: 0 });
    } else {
      stack.pop();
      order.push(top.tensor);
    }
  }
  return order;
}
