import { parentPort, workerData } from 'node:worker_threads';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { findBackbone } from './backbone';
import { LocalLane } from './lane';
import { stepGraphs } from './step-graphs';
import type { Answer, LaneStart, Request } from './worker-lane';

/** The thread of a `WorkerLane`. */
const { backbone, config, values, layout, weights, gradient } = workerData as LaneStart;
const port = parentPort!;
const say = (answer: Answer) => port.postMessage(answer);
const lane = await LocalLane.open(
  stepGraphs(findBackbone(backbone), config),
  config,
  onnxRuntime({ provider: 'cpu', threads: 1 }),
  values,
  layout,
  weights,
  gradient,
);

async function answer(request: Request): Promise<Answer> {
  if (request.kind === 'refresh') {
    await lane.refresh();
    return {};
  }
  const { image } = request;
  return { losses: await lane.learn({ ...image, random: Random.fromState(image.random) }) };
}

port.on('message', async (request: Request) => {
  say(await answer(request).catch((error) => ({ error: String(error?.stack ?? error) })));
});
say({});
