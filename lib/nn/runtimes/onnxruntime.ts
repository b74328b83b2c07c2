import * as ort from 'onnxruntime-node';
import { type Graph, nextName, sorted, toOnnx, type Value, type Values } from '../graph';
import { zeros } from '../initialisers';
import { nameOf, parameter } from '../tensor';
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

/** A parameter. On the cpu it has a second place of the same size, into which its next value is written. */
interface Kept {
  now: ort.Tensor;
  spare?: ort.Tensor;
}

const isOnGpu = ({ now }: Kept) => now.location !== 'cpu';

class OrtMemory implements Memory {
  readonly kept = new Map<string, Kept>();

  constructor(private readonly open: (model: Uint8Array) => Promise<ort.InferenceSession>) {}

  async read(): Promise<Values> {
    const fetched = await this.fetch([...this.kept].filter(([, kept]) => isOnGpu(kept)));
    return new Map(
      [...this.kept].map(([name, { now }]) => {
        const { type, shape, data } = fromOrt(fetched[readName(name)] ?? now);
        return [name, { type, shape, data: data.slice() }];
      }),
    );
  }

  /** Tensors on the GPU as results of a graph that gives its inputs: the binding's own way to fetch them ends the process. */
  private async fetch(tensors: [string, Kept][]): Promise<Record<string, ort.Tensor>> {
    if (tensors.length === 0) return {};
    const outputs = tensors.map(([name, { now }]) => [readName(name), parameter(name, now.dims, zeros)]);
    const session = await this.open(toOnnx({ outputs: Object.fromEntries(outputs) }));
    const results = await session.run(Object.fromEntries(tensors.map(([name, { now }]) => [name, now])));
    await session.release();
    return results;
  }

  async write(values: Values): Promise<void> {
    for (const [name, { type, shape, data }] of values) {
      this.forget(name);
      this.kept.set(name, { now: toOrt({ type, shape, data: data.slice() }) });
    }
  }

  /** The next value of a parameter, after a run. */
  advance(name: string, next: ort.Tensor): void {
    const { now } = this.kept.get(name)!;
    if (next.location !== 'cpu' && now.location !== 'cpu') now.dispose();
    this.kept.set(name, { now: next, spare: next.location === 'cpu' ? now : undefined });
  }

  private forget(name: string): void {
    const kept = this.kept.get(name);
    if (kept && isOnGpu(kept)) kept.now.dispose();
    this.kept.delete(name);
  }

  dispose(): void {
    for (const name of [...this.kept.keys()]) this.forget(name);
  }
}

const readName = (name: string) => `read:${name}`;

/** ONNX Runtime (onnxruntime-node). With webgpu the parameters stay on the GPU from run to run. */
export function onnxRuntime({ provider, threads = 0 }: OrtOptions): Runtime {
  const open = (model: Uint8Array, more: ort.InferenceSession.SessionOptions = {}) =>
    ort.InferenceSession.create(model, {
      executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
      intraOpNumThreads: threads,
      logSeverityLevel: 3,
      // Threads that wait sleep. Spinning ones are 10 % quicker alone, and 5 times slower where others need the cores.
      // Numbers below 1e-38, of which squared gradients are full, as 0: processors are a hundred times slower at them.
      extra: { session: { intra_op: { allow_spinning: '0' }, set_denormal_as_zero: '1' } },
      ...more,
    });
  return {
    name: `ONNX Runtime ${ort.env.versions.node}, ${provider}`,
    async memory(values) {
      const memory = new OrtMemory(open);
      await memory.write(values);
      return memory;
    },
    async load(graph, memory, baked = () => false) {
      const bytes = await model(graph, memory as OrtMemory, baked);
      const staying =
        provider === 'webgpu' && graph.next?.size ? { preferredOutputLocation: places(graph) } : {};
      return program(graph, await open(bytes, staying), memory as OrtMemory);
    },
  };
}

/** Results come to the processor, next values of parameters stay where they are computed. */
function places(graph: Graph): Record<string, 'cpu' | 'gpu-buffer'> {
  return Object.fromEntries([
    ...Object.keys(graph.outputs).map((name) => [name, 'cpu']),
    ...[...graph.next!.keys()].map((name) => [nextName(name), 'gpu-buffer']),
  ]);
}

async function model(graph: Graph, memory: OrtMemory, baked: (name: string) => boolean): Promise<Uint8Array> {
  const names = sorted(graph).parameters.map(nameOf);
  const missing = names.filter((name) => !memory.kept.has(name));
  if (missing.length > 0) throw new Error(`There are no values for ${missing.join(', ')}.`);
  const fixed = names.filter((name) => baked(name) && !graph.next?.has(name));
  const values = fixed.length > 0 ? await memory.read() : new Map();
  return toOnnx(graph, { baked: new Map(fixed.map((name) => [name, values.get(name)!])) });
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
      for (const name of changing) fetches[nextName(name)] = memory.kept.get(name)!.spare ?? null;
      const results = await session.run(feeds, fetches);
      for (const name of changing) memory.advance(name, results[nextName(name)]!);
      return Object.fromEntries(outputs.map((name) => [name, fromOrt(results[name]!)]));
    },
    dispose: () => session.release(),
  };
}
