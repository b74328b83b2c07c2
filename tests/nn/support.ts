import { gradients } from '@/lib/nn/gradients';
import { type Graph, sorted, type Value, value } from '@/lib/nn/graph';
import { mul } from '@/lib/nn/operations/arithmetic';
import { sum } from '@/lib/nn/operations/reduce';
import { Random } from '@/lib/nn/random';
import type { Runtime } from '@/lib/nn/runtimes/runtime';
import { constant, input, type Tensor } from '@/lib/nn/tensor';
import type { Case } from './cases';

/** Numbers a tenth apart and no multiple of a tenth, so a step of 0.02 crosses no other and no kink. */
function apart(random: Random, size: number, from: number): Float32Array {
  const start = from - 0.05 - (from < 0 ? Math.floor(size / 40) * 2 : 0);
  return Float32Array.from(
    random.permutation(Math.max(40, size)).slice(0, size),
    (n) => start + 0.1 * (n + 1) - 0.013,
  );
}

export interface Prepared {
  graph: Graph;
  feeds: Record<string, Value>;
  inputs: Tensor[];
}

/** The case as a graph with the outputs y, loss (y weighted and summed) and d0, d1, ... */
export function prepare(one: Case, by: readonly number[] = one.shapes.map((_, i) => i)): Prepared {
  const random = Random.from(one.name);
  const inputs = one.shapes.map((shape, i) => input(`x${i}`, shape));
  const y = one.apply(...inputs);
  const size = (shape: readonly (number | string)[]) => (shape as number[]).reduce((a, b) => a * b, 1);
  const weights = constant(
    Float32Array.from({ length: size(y.shape) }, () => random.normal()),
    y.shape as number[],
  );
  const loss = sum(mul(y, weights));
  const found = gradients(loss, inputs);
  const outputs: Record<string, Tensor> = { y, loss };
  for (const i of by) outputs[`d${i}`] = found[i]!;
  const feeds = Object.fromEntries(
    one.shapes.map((shape, i) => [`x${i}`, value(apart(random, size(shape), one.from ?? -2), shape)]),
  );
  return { graph: { outputs }, feeds, inputs };
}

export async function runOnce(runtime: Runtime, graph: Graph, feeds: Record<string, Value>) {
  const program = await runtime.load(graph, await runtime.memory(new Map()));
  const used = sorted(graph).inputs.map((tensor) => (tensor.attributes as { name: string }).name);
  const results = await program.run(Object.fromEntries(used.map((name) => [name, feeds[name]!])));
  await program.dispose();
  return results;
}

/** The greatest difference, as a part of the greatest number (at least of 1). */
export function farthest(a: Value, b: Value): number {
  if (String(a.shape) !== String(b.shape))
    throw new Error(`The shapes [${a.shape}] and [${b.shape}] differ.`);
  const [p, q] = [Float64Array.from(a.data), Float64Array.from(b.data)];
  const most = p.reduce((most, n) => Math.max(most, Math.abs(n)), 1);
  return p.reduce((worst, n, i) => Math.max(worst, Math.abs(n - q[i]!)), 0) / most;
}

/** Random inputs and labels for a net. */
export function batch(random: Random, shape: readonly number[], classes: number): Record<string, Value> {
  const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal());
  const label = Int32Array.from({ length: shape[0]! }, () => random.below(classes));
  return { x: value(data, shape), label: value(label) };
}
