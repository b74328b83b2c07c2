import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { config } from '@/lib/config';
import { initialValues } from '@/lib/nn/graph';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { readSample, resizeSample, truthOf } from '@/lib/vision/datasets/detection/augment';
import { loadDetectionSet } from '@/lib/vision/datasets/detection/load';
import type { Detector } from '@/lib/vision/detector';
import type { Image } from '@/lib/vision/image';
import { light } from '@/lib/vision/mask-rcnn/backbone';
import { LIGHT } from '@/lib/vision/mask-rcnn/config';
import { RECIPE } from '@/lib/vision/mask-rcnn/recipe';
import { Stepper } from '@/lib/vision/mask-rcnn/step';
import { stepGraphs } from '@/lib/vision/mask-rcnn/step-graphs';
import { outline } from '@/lib/vision/masks/outline';
import { openDetector } from '@/lib/vision/open-detector';
import { fitted } from '@/lib/vision/resize';
import { hasShared, sharedPath } from '../support/shared';
import { figure, median } from './figure';

/** The mean size of an image of Penn-Fudan. */
const [WIDTH, HEIGHT] = [492, 397];
const RUNS = 8;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = [];
  for (let i = 0; i < RUNS + 2; i++) {
    const begun = performance.now();
    await work();
    if (i >= 2) seconds.push((performance.now() - begun) / 1000);
  }
  return median(seconds);
}

/** All stages: scaling, network, masks, polygons. */
async function outlines(detector: Detector, image: Image): Promise<number> {
  const found = await detector.detect(image);
  return found.filter(({ mask }) => outline(mask).length > 0).length;
}

const peak = () => process.resourceUsage().maxRSS / 1000;

/** torchvision's maskrcnn_resnet50_fpn (python3-torchvision), where both are there. */
async function peer(ours: Record<string, number>): Promise<void> {
  const script = sharedPath('peers', 'mask_rcnn_torchvision.py');
  if (!hasShared || !existsSync(script)) return;
  const python = "import resource,runpy,sys; sys.argv=['peer','2']; runpy.run_path(sys.argv0); ";
  const code = `${python.replace('sys.argv0', JSON.stringify(script))}print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)`;
  const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-c', code]);
  const name = 'torchvision maskrcnn_resnet50_fpn';
  for (const what of ['inference', 'training step']) {
    const runs = [...stdout.matchAll(new RegExp(`^${what} ([\\d.]+) s`, 'gm'))].map(([, seconds]) =>
      Number(seconds),
    );
    const seconds = median(runs);
    figure(what, seconds, 's/image', { network: name, all: runs, peer_by_ours: seconds / ours[what]! });
  }
  figure('peak memory', Number(/^peak ([\d.]+)/m.exec(stdout)?.[1]), 'MB', { network: name });
}

/** One image of 492 x 397: inference with polygons, training step; peak memory; with `peer` torchvision's beside it, and how many times ours that is. */
export async function bench([more]: string[]): Promise<void> {
  const threads = availableParallelism();
  const runtime = onnxRuntime({ provider: 'cpu', threads });
  const set = await loadDetectionSet(sharedPath('data', 'penn-fudan'));
  const sample = resizeSample(await readSample(set.images[0]!), WIDTH, HEIGHT);
  const detector = await openDetector('person-mask-rcnn', { dataDir: config.DATA_DIR, runtime });
  const objects = await outlines(detector, sample.image);
  const network = 'person-mask-rcnn';
  const inference = await timed(() => outlines(detector, sample.image));
  figure('inference', inference, 's/image', { network, threads, objects });
  await detector.close();
  figure('peak memory of inference', peak(), 'MB', { network });

  const graphs = stepGraphs(light, LIGHT);
  const values = initialValues([graphs.propose, graphs.learn], 1);
  const stepper = await Stepper.open(values, {
    ...RECIPE,
    backbone: light,
    config: LIGHT,
    lanes: threads,
    runtime,
  });
  const size = fitted(sample.image, LIGHT.image);
  const scaled = resizeSample(sample, size.width, size.height);
  const batch = Array.from({ length: threads }, (_, i) => ({
    picture: scaled.image,
    truth: truthOf(scaled),
    random: Random.from(i),
  }));
  const step = await timed(() => stepper.step(batch, 1e-5));
  figure('training step', step / batch.length, 's/image', { network, threads, batch: batch.length });
  await stepper.close();
  figure('peak memory of training', peak(), 'MB', { network });
  if (more === 'peer') await peer({ inference, 'training step': step / batch.length });
}
