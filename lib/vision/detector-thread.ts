import { parentPort, workerData } from 'node:worker_threads';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import type { DetectorStart, Said } from './detector-lanes';
import type { Image } from './image';
import { openDetector } from './open-detector';

/** A thread of `DetectorLanes`. */
const port = parentPort!;
const say = (said: Said) => port.postMessage(said);
const { model, dataDir } = workerData as DetectorStart;
const detector = await openDetector(model, {
  dataDir,
  runtime: onnxRuntime({ provider: 'cpu', threads: 1 }),
});

port.on('message', (image: Image) => {
  detector.detect(image).then(
    (detections) => say({ kind: 'found', detections }),
    (error) => say({ kind: 'failed', reason: String(error?.message ?? error) }),
  );
});
say({ kind: 'ready', name: detector.name, classes: detector.classes });
