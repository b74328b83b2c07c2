import { parentPort, workerData } from 'node:worker_threads';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { type LaneStart, LocalLane } from './lane';
import type { Answer, Request } from './worker-lane';

/** The thread of a `WorkerLane`. */
const port = parentPort!;
const lane = await LocalLane.open(workerData as LaneStart, onnxRuntime({ provider: 'cpu', threads: 1 }));

async function answer(request: Request): Promise<Answer> {
  if (request.kind === 'refresh') await lane.refresh();
  else if (request.kind === 'move') await lane.move(request.from, request.to, request.moment);
  else if (request.kind === 'gather')
    return { sum: await lane.gather(request.from, request.to, request.runs) };
  else {
    const { image, add } = request;
    return { losses: await lane.learn({ ...image, random: Random.fromState(image.random) }, add) };
  }
  return {};
}

port.on('message', async (request: Request) => {
  port.postMessage(await answer(request).catch((error) => ({ error: String(error?.stack ?? error) })));
});
port.postMessage({});
