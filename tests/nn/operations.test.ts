import { beforeAll, describe, expect, it } from 'vitest';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import type { Runtime } from '@/lib/nn/runtimes/runtime';
import { tfjsRuntime } from '@/lib/nn/runtimes/tfjs';
import { inOrder, operations } from '@/lib/nn/tensor';
import { cases } from './cases';
import { farthest, prepare, runOnce } from './support';

/**
 * Central differences in float32: with a step of 0.02 the rounding of the loss (a few times 1e-7 of sums of up to
 * some tens) gives errors of about 1e-4, the cut-off series h^2/6 of the third derivative.
 */
const STEP = 0.02;
const TOLERANCE = 4e-3;

const cpu = onnxRuntime({ provider: 'cpu', threads: 1 });
let tfjs: Runtime;
beforeAll(async () => {
  tfjs = await tfjsRuntime();
});

describe.each(cases)('$name', (one) => {
  it('has the gradient that small differences show', async () => {
    const { graph, feeds } = prepare(one);
    const results = await runOnce(cpu, graph, feeds);
    const program = await cpu.load({ outputs: { loss: graph.outputs.loss! } }, await cpu.memory(new Map()));
    for (const [i, shape] of one.shapes.entries()) {
      const given = feeds[`x${i}`]!;
      const gradient = results[`d${i}`]!;
      expect(gradient.shape).toEqual(shape);
      for (let at = 0; at < given.data.length; at++) {
        const lossAt = async (offset: number) => {
          const data = given.data.slice();
          data[at] = data[at]! + offset;
          return (await program.run({ ...feeds, [`x${i}`]: { ...given, data } })).loss!.data[0]!;
        };
        const expected = ((await lossAt(STEP)) - (await lossAt(-STEP))) / (2 * STEP);
        const away = Math.abs(gradient.data[at]! - expected) / Math.max(1, Math.abs(expected));
        expect(away, `d${i}[${at}]: ${gradient.data[at]} instead of ${expected}`).toBeLessThan(TOLERANCE);
      }
    }
    await program.dispose();
  });

  it('is the same in TensorFlow.js, gradients too', async () => {
    const { graph, feeds } = prepare(one);
    const [a, b] = [await runOnce(cpu, graph, feeds), await runOnce(tfjs, graph, feeds)];
    for (const name of Object.keys(graph.outputs)) {
      expect(a[name]!.shape).toEqual(graph.outputs[name]!.shape);
      expect(farthest(a[name]!, b[name]!), name).toBeLessThan(1e-5);
    }
  });
});

it('every operation has a case', () => {
  const used = new Set(
    cases.flatMap((one) => inOrder(Object.values(prepare(one).graph.outputs)).map((t) => t.operation.name)),
  );
  expect([...operations.keys()].filter((name) => !used.has(name) && name !== 'count')).toEqual([]);
});
