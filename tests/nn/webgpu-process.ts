import { writeSync } from 'node:fs';
import { initialValues, scalar } from '@/lib/nn/graph';
import { sgd } from '@/lib/nn/optimisers';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import type { Runtime } from '@/lib/nn/runtimes/runtime';
import { trainingStep } from '@/lib/nn/training';
import { cases } from './cases';
import { everyLayer, trainingForm } from './nets';
import { batch, farthest, prepare, runOnce } from './support';

/** Compares the webgpu provider with cpu, in a process of its own; one JSON line a case, then the process ends. */
const [cpu, webgpu] = [onnxRuntime({ provider: 'cpu' }), onnxRuntime({ provider: 'webgpu' })];
const say = (name: string, away: number | string) => writeSync(1, `${JSON.stringify({ name, away })}\n`);

for (const one of cases) {
  const { graph, feeds } = prepare(one);
  try {
    const [a, b] = [await runOnce(cpu, graph, feeds), await runOnce(webgpu, graph, feeds)];
    say(one.name, Math.max(...Object.keys(a).map((name) => farthest(a[name]!, b[name]!))));
  } catch (error) {
    say(one.name, String(error));
  }
}

async function steps(runtime: Runtime) {
  const form = trainingForm(everyLayer, [4, 2, 16, 24], 3);
  const graph = trainingStep({ ...form, optimiser: sgd({ momentum: 0.9 }) });
  const memory = await runtime.memory(initialValues([graph], 1));
  const program = await runtime.load(graph, memory);
  const random = Random.from(4);
  for (let i = 0; i < 2; i++)
    await program.run({
      ...batch(random, [4, 2, 16, 24], 3),
      ...form.net.drawMasks(random),
      rate: scalar(0.05),
    });
  return memory.read();
}
const [a, b] = [await steps(cpu), await steps(webgpu)];
say('two steps of a net', Math.max(...[...a].map(([name, value]) => farthest(value, b.get(name)!))));
// The software driver may hang when it is taken down.
process.exit(0);
