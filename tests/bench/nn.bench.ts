import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { initialValues, scalar, type Value, value } from '@/lib/nn/graph';
import { crossEntropy } from '@/lib/nn/losses';
import { Network } from '@/lib/nn/network';
import { oneHot } from '@/lib/nn/operations/select';
import { softmax } from '@/lib/nn/operations/softmax';
import { adam } from '@/lib/nn/optimisers';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import type { Program } from '@/lib/nn/runtimes/runtime';
import { tfjsRuntime } from '@/lib/nn/runtimes/tfjs';
import { input } from '@/lib/nn/tensor';
import { trainingStep } from '@/lib/nn/training';
import { type ClassifierModel, models } from '@/lib/vision/classifiers/models';
import { figure, median } from './figure';
import { peerEpochs } from './nn-peer';

const IMAGES = 60_000;

async function time(program: Program, inputs: Record<string, Value>, runs: number): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs + 3; i++) {
    const begun = performance.now();
    await program.run(inputs);
    if (i >= 3) times.push(performance.now() - begun);
  }
  return median(times);
}

function images(batch: number): Value {
  const random = Random.from(batch);
  return value(
    Float32Array.from({ length: batch * 784 }, () => random.uniform()),
    [batch, 1, 28, 28],
  );
}

function training(model: ClassifierModel) {
  const { batch } = model.recipe;
  const net = new Network(true);
  const label = input('label', [batch], 'int32');
  const logits = model.describe(net, input('image', [batch, 1, 28, 28]), 10);
  const graph = trainingStep({ net, loss: crossEntropy(logits, oneHot(label, 10)), optimiser: adam() });
  const inputs = {
    image: images(batch),
    label: value(Int32Array.from({ length: batch }, (_, i) => i % 10)),
    rate: scalar(1e-3),
    ...net.drawMasks(Random.from(1)),
  };
  return { graph, inputs, batch };
}

/** Lines of the room that are neither empty nor comment. */
function lines(folder: string): number {
  const files = readdirSync(folder, { recursive: true }).map(String);
  const sources = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  return sources.flatMap((text) => text.split('\n')).filter((line) => !/^\s*($|\/\/|\/?\*)/.test(line))
    .length;
}

/** Epochs beside the peer; training steps on random images (an epoch is 60,000 images); inference at batch 1 and 1000. */
export async function bench(): Promise<void> {
  await peerEpochs();
  const runtimes = [onnxRuntime({ provider: 'cpu' }), await tfjsRuntime()];
  for (const model of models)
    for (const runtime of runtimes) {
      const { graph, inputs, batch } = training(model);
      const program = await runtime.load(graph, await runtime.memory(initialValues([graph], 1)));
      const runs = model.name === 'fashion-cnn' || runtime !== runtimes[0] ? 5 : 100;
      const step = await time(program, inputs, runs);
      const more = { model: model.name, batch, runtime: runtime.name, cores: availableParallelism() };
      figure('training step', step, 'ms', more);
      figure('epoch of 60,000 images', (step * IMAGES) / batch / 1000, 's', more);
      await program.dispose();
    }
  for (const model of models)
    for (const batch of [1, 1000]) {
      const [runtime] = runtimes;
      const image = input('image', ['N', 1, 28, 28]);
      const graph = { outputs: { probabilities: softmax(model.describe(new Network(false), image, 10)) } };
      const memory = await runtime!.memory(initialValues([graph], 1));
      const program = await runtime!.load(graph, memory, () => true);
      const run = await time(program, { image: images(batch) }, batch === 1 ? 200 : 10);
      figure('inference', (batch / run) * 1000, 'images/s', { model: model.name, batch });
      await program.dispose();
    }
  figure('memory', process.memoryUsage().rss / 1e6, 'MB');
  figure('lib/nn', lines('lib/nn'), 'lines of code');
}
