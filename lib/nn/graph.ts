import type { Initialiser } from './initialisers';
import { OnnxWriter, type Place, writeTensor } from './onnx/writer';
import { Random } from './random';
import {
  type ConstantAttributes,
  inOrder,
  isConstant,
  isInput,
  isParameter,
  nameOf,
  type ParameterAttributes,
  type Tensor,
  type Type,
} from './tensor';

/** Numbers with a shape, outside of any runtime. bool as 0 and 1. */
export interface Value {
  type: Type;
  shape: readonly number[];
  data: Float32Array | Int32Array | Uint8Array;
}

export const value = (data: Value['data'] | readonly number[], shape?: readonly number[]): Value => {
  const typed = Array.isArray(data) ? Float32Array.from(data) : (data as Value['data']);
  const type = typed instanceof Float32Array ? 'float32' : typed instanceof Int32Array ? 'int32' : 'bool';
  return { type, shape: shape ?? [typed.length], data: typed };
};

export const scalar = (number: number): Value => value([number], []);

/** Values by the names of parameters. */
export type Values = Map<string, Value>;

/** What a runtime runs: named results, and for the parameters that change their values after the run. */
export interface Graph {
  outputs: Record<string, Tensor>;
  next?: Map<string, Tensor>;
}

const roots = ({ outputs, next }: Graph) => [...Object.values(outputs), ...(next?.values() ?? [])];

export interface Sorted {
  /** All tensors, each after its inputs. */
  order: Tensor[];
  inputs: Tensor[];
  parameters: Tensor[];
}

/** @throws Error when two inputs, parameters or outputs go by one name. */
export function sorted(graph: Graph): Sorted {
  const order = inOrder(roots(graph));
  const names = new Set(Object.keys(graph.outputs));
  for (const tensor of order) {
    if (!isInput(tensor) && !isParameter(tensor)) continue;
    if (names.has(nameOf(tensor))) throw new Error(`Two tensors are called "${nameOf(tensor)}".`);
    names.add(nameOf(tensor));
  }
  return { order, inputs: order.filter(isInput), parameters: order.filter(isParameter) };
}

/** First values of a graph's parameters: each from its own random numbers, so they do not depend on the order. */
export function initialValues(graphs: readonly Graph[], seed: number): Values {
  const values: Values = new Map();
  for (const tensor of graphs.flatMap((graph) => sorted(graph).parameters)) {
    const { name, shape, initial } = tensor.attributes as ParameterAttributes & { initial: Initialiser };
    if (!values.has(name)) values.set(name, value(initial(Random.from(`${seed} ${name}`), shape), shape));
  }
  return values;
}

/** Name of the ONNX output that holds a parameter's next value. */
export const nextName = (name: string) => `next:${name}`;

export interface OnnxOptions {
  /** Values of parameters that become part of the model; the others are inputs of it. */
  baked?: Values;
  /** Where in a file beside the model the baked values lie; without it they are in the model itself. */
  beside?: { file: string; places: ReadonlyMap<string, Place> };
  metadata?: Record<string, string>;
}

/** The graph as an ONNX model; inputs and outputs have their names. */
export function toOnnx(graph: Graph, { baked = new Map(), beside, metadata }: OnnxOptions = {}): Uint8Array {
  const writer = new OnnxWriter();
  const { order, inputs, parameters } = sorted(graph);
  const names = new Map<Tensor, string>();
  for (const tensor of order) {
    const known = isParameter(tensor) ? baked.get(nameOf(tensor)) : undefined;
    if (known && beside) {
      const place = beside.places.get(nameOf(tensor))!;
      names.set(tensor, writer.external(nameOf(tensor), known.shape, beside.file, place));
    } else if (isConstant(tensor))
      names.set(tensor, writer.constant(tensor.attributes as ConstantAttributes));
    else if (isInput(tensor) || isParameter(tensor)) names.set(tensor, nameOf(tensor));
    else names.set(tensor, writeTensor(writer, tensor, names));
  }
  const given = [...inputs, ...parameters.filter((tensor) => !baked.has(nameOf(tensor)))];
  for (const tensor of parameters) {
    const known = baked.get(nameOf(tensor));
    if (known && !beside) writer.initializer(nameOf(tensor), 1, known.shape, known.data);
  }
  const results = [
    ...Object.entries(graph.outputs),
    ...[...(graph.next ?? [])].map(([name, tensor]): [string, Tensor] => [nextName(name), tensor]),
  ].map(([name, tensor]) => {
    writer.named(name, names.get(tensor)!);
    return writer.valueInfo(name, tensor.type, tensor.shape);
  });
  return writer.model(
    given.map((tensor) => writer.valueInfo(nameOf(tensor), tensor.type, tensor.shape)),
    results,
    metadata,
  );
}
