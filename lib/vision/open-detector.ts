import { join } from 'node:path';
import { readCheckpoint } from '@/lib/nn/checkpoint';
import type { Runtime } from '@/lib/nn/runtimes/runtime';
import { Problem } from '@/lib/problems';
import type { Detector } from './detector';
import { findBackbone } from './mask-rcnn/backbone';
import type { MaskRcnnCard, OnnxDetectorCard } from './mask-rcnn/card';
import { MaskRcnn } from './mask-rcnn/detector';
import { WEIGHTS } from './mask-rcnn/save';
import { findModelFolder, readCard } from './model-folders';
import { openOnnxDetector } from './onnx-detector';

/**
 * Opens a detector by its name or its folder: one that ships, one that was trained, or an ONNX file that was added.
 * @throws Problem when there is none, or its weights are missing
 */
export async function openDetector(
  nameOrFolder: string,
  { dataDir, runtime }: { dataDir: string; runtime: Runtime },
): Promise<Detector> {
  const folder = await findModelFolder(nameOrFolder, dataDir, 'detection');
  const card = (await readCard<MaskRcnnCard | OnnxDetectorCard>(folder))!;
  if (card.kind === 'onnx') return openOnnxDetector(folder, card);
  const weights = await readCheckpoint(join(folder, WEIGHTS));
  if (!weights)
    throw new Problem('not-found', `The weights of ${card.name} are missing: ${folder}/${WEIGHTS}.`);
  const { name, classes, config } = card;
  const model = { name, classes, config, backbone: findBackbone(card.backbone) };
  return MaskRcnn.load(model, weights.values, runtime);
}
