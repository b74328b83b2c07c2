import * as ort from 'onnxruntime-node';
import { type Graph, nextName, sorted, toOnnx, type Value, type Values } from '../graph';
import { nameOf } from '../tensor';
import type { Memory, Program, Runtime } from './runtime';

export type Provider = 'cpu' | 'webgpu' | 'cuda';

interface OrtOptions {
  provider: Provider;
  /** Threads within an operation; 0: as many as there are cores. */
  threads?: number;
}

const toOrt = ({ type, shape, data }: Value): ort.Tensor =>
  new ort.Tensor(type, data as Float32Array, [...shape]);

const fromOrt = (tensor: ort.Tensor): Value => ({
  type: tensor.type as Value['type'],
  shape: tensor.dims,
  data: tensor.data as Value['data'],
});

/** A parameter with a second place of the same size, into which the runtime writes the next value. */
interface Kept {
  now: ort.Tensor;
  spare: ort.Tensor;
}

class OrtMemory implements Memory {
  readonly kept = new Map<string, Kept>();

  async read(): Promise<Values> {
    return new Map(
      [...this.kept].map(([name, { now }]) => {
        const { type, shape, data } = fromOrt(now);
        return [name, { type, shape, data: data.slice() }];
      }),
    );
  }

  async write(values: Values): Promise<void> {
    for (const [name, { type, shape, data }] of values)
      this.kept.set(name, {
        now: toOrt({ type, shape, data: data.slice() }),
        spare: toOrt({ type, shape, data: data.slice() }),
      });
  }

  dispose(): void {
    this.kept.clear();
  }
}

/** ONNX Runtime (onnxruntime-node). Its binding keeps no tensors on a GPU between runs: weights travel each run there. */
export function onnxRuntime({ provider, threads = 0 }: OrtOptions): Runtime {
  return {
    name: `ONNX Runtime ${ort.env.versions.node}, ${provider}`,
    async memory(values) {
      const memory = new OrtMemory();
      await memory.write(values);
      return memory;
    },
    async load(graph, memory, baked = () => false) {
      const session = await ort.InferenceSession.create(model(graph, memory as OrtMemory, baked), {
        executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
        intraOpNumThreads: threads,
        logSeverityLevel: 3,
        // Threads that wait sleep. Spinning ones are 10 % quicker alone, and 5 times slower where others need the cores.
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      });
      return program(graph, session, memory as OrtMemory);
    },
  };
}

function model(graph: Graph, memory: OrtMemory, baked: (name: string) => boolean): Uint8Array {
  const names = sorted(graph).parameters.map(nameOf);
  const missing = names.filter((name) => !memory.kept.has(name));
  if (missing.length > 0) throw new Error(`There are no values for ${missing.join(', ')}.`);
  const fixed = names.filter((name) => baked(name) && !graph.next?.has(name));
  return toOnnx(graph, { baked: new Map(fixed.map((name) => [name, fromOrt(memory.kept.get(name)!.now)])) });
}

function program(graph: Graph, session: ort.InferenceSession, memory: OrtMemory): Program {
  const outputs = Object.keys(graph.outputs);
  const changing = [...(graph.next?.keys() ?? [])];
  const { inputs, parameters } = sorted(graph);
  const fed = inputs.map(nameOf);
  const read = parameters.map(nameOf).filter((name) => session.inputNames.includes(name));
  return {
    async run(values) {
      const feeds: Record<string, ort.Tensor> = {};
      for (const name of fed) {
        if (!values[name]) throw new Error(`The input "${name}" is missing.`);
        feeds[name] = toOrt(values[name]);
      }
      for (const name of read) feeds[name] = memory.kept.get(name)!.now;
      const fetches: Record<string, ort.Tensor | null> = {};
      for (const name of outputs) fetches[name] = null;
      for (const name of changing) fetches[nextName(name)] = memory.kept.get(name)!.spare;
      const results = await session.run(feeds, fetches);
      for (const name of changing) {
        const kept = memory.kept.get(name)!;
        memory.kept.set(name, { now: kept.spare, spare: kept.now });
      }
      return Object.fromEntries(outputs.map((name) => [name, fromOrt(results[name]!)]));
    },
    dispose: () => session.release(),
  };
}
