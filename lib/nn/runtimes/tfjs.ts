import * as tf from '@tensorflow/tfjs-core';
import { type Graph, sorted, type Value, type Values } from '../graph';
import { type ConstantAttributes, isConstant, isInput, isParameter, nameOf, type Tensor } from '../tensor';
import type { Memory, Program, Runtime } from './runtime';

/** A package that the operator may have installed; named by a variable so that nothing looks for it beforehand. */
const GPU_PACKAGE: string = '@tensorflow/tfjs-node-gpu';

/** Readies the backend: tfjs-node-gpu's where it is installed, else WebAssembly. Gives its name. */
async function ready(): Promise<string> {
  if (tf.getBackend()) return tf.getBackend();
  try {
    await import(GPU_PACKAGE);
  } catch {
    await import('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend('wasm');
  }
  await tf.ready();
  return tf.getBackend();
}

const toTf = ({ type, shape, data }: Value): tf.Tensor => tf.tensor(data, [...shape], type);

async function fromTf(tensor: tf.Tensor): Promise<Value> {
  return {
    type: tensor.dtype as Value['type'],
    shape: tensor.shape,
    data: (await tensor.data()) as Value['data'],
  };
}

class TfMemory implements Memory {
  readonly kept = new Map<string, tf.Tensor>();

  async read(): Promise<Values> {
    const values: Values = new Map();
    for (const [name, tensor] of this.kept) {
      const { type, shape, data } = await fromTf(tensor);
      values.set(name, { type, shape, data: data.slice() });
    }
    return values;
  }

  replace(name: string, tensor: tf.Tensor): void {
    this.kept.get(name)?.dispose();
    this.kept.set(name, tensor);
  }

  async write(values: Values): Promise<void> {
    for (const [name, value] of values) this.replace(name, toTf({ ...value, data: value.data.slice() }));
  }

  dispose(): void {
    for (const tensor of this.kept.values()) tensor.dispose();
    this.kept.clear();
  }
}

/** TensorFlow.js: the same graphs, operation by operation, with the gradients of the graphs. */
export async function tfjsRuntime(): Promise<Runtime> {
  const backend = await ready();
  return {
    name: `TensorFlow.js ${tf.version_core}, ${backend}`,
    async memory(values) {
      const memory = new TfMemory();
      await memory.write(values);
      return memory;
    },
    async load(graph, memory) {
      return program(graph, memory as TfMemory);
    },
  };
}

function program(graph: Graph, memory: TfMemory): Program {
  const { order, parameters } = sorted(graph);
  const missing = parameters.map(nameOf).filter((name) => !memory.kept.has(name));
  if (missing.length > 0) throw new Error(`There are no values for ${missing.join(', ')}.`);
  const uses = countUses(graph, order);
  return {
    async run(values) {
      const { outputs, next } = execute(graph, order, uses, values, memory);
      for (const [name, tensor] of Object.entries(next)) memory.replace(name, tensor);
      const results: Record<string, Value> = {};
      for (const [name, tensor] of Object.entries(outputs)) {
        results[name] = await fromTf(tensor);
        tensor.dispose();
      }
      return results;
    },
    async dispose() {},
  };
}

/** How often each tensor is read, so that it can be freed after the last time. */
function countUses(graph: Graph, order: readonly Tensor[]): Map<Tensor, number> {
  const uses = new Map<Tensor, number>();
  const use = (tensor: Tensor) => uses.set(tensor, (uses.get(tensor) ?? 0) + 1);
  for (const tensor of order) tensor.inputs.forEach(use);
  for (const tensor of [...Object.values(graph.outputs), ...(graph.next?.values() ?? [])]) use(tensor);
  return uses;
}

function execute(
  graph: Graph,
  order: readonly Tensor[],
  uses: ReadonlyMap<Tensor, number>,
  values: Record<string, Value>,
  memory: TfMemory,
) {
  return tf.tidy(() => {
    const done = new Map<Tensor, tf.Tensor>();
    const left = new Map(uses);
    for (const tensor of order) {
      done.set(tensor, compute(tensor, done, values, memory));
      for (const input of tensor.inputs) {
        left.set(input, left.get(input)! - 1);
        if (left.get(input) === 0 && !isParameter(input)) done.get(input)!.dispose();
      }
    }
    // Clones, as an output may be a parameter or two outputs one tensor.
    const take = (tensor: Tensor) => tf.clone(done.get(tensor)!);
    return {
      outputs: Object.fromEntries(
        Object.entries(graph.outputs).map(([name, tensor]) => [name, take(tensor)]),
      ),
      next: Object.fromEntries(
        [...(graph.next ?? [])].map(([name, tensor]) => [name, tf.keep(take(tensor))]),
      ),
    };
  });
}

function compute(
  tensor: Tensor,
  done: ReadonlyMap<Tensor, tf.Tensor>,
  values: Record<string, Value>,
  memory: TfMemory,
): tf.Tensor {
  if (isParameter(tensor)) return memory.kept.get(nameOf(tensor))!;
  if (isInput(tensor)) {
    const value = values[nameOf(tensor)];
    if (!value) throw new Error(`The input "${nameOf(tensor)}" is missing.`);
    return toTf(value);
  }
  if (isConstant(tensor)) {
    const { data, shape, type } = tensor.attributes as ConstantAttributes;
    return tf.tensor(Array.isArray(data) ? data : (data as Float32Array), [...shape], type);
  }
  const inputs = tensor.inputs.map((input) => done.get(input)!);
  // Inside its own tidy: what an operation needs on the way is freed at once.
  return tf.tidy(() => tf.clone(tensor.operation.tfjs(tf, inputs, tensor.attributes, tensor)));
}
