import type { Runtime } from '@/lib/nn/runtimes/runtime';
import type { Detector } from './detector';
import { findBackbone } from './mask-rcnn/backbone';
import type { DetectorCard, OnnxDetectorCard } from './mask-rcnn/card';
import { MaskRcnn } from './mask-rcnn/detector';
import { readMaskRcnn } from './mask-rcnn/save';
import { findModelFolder, readCard } from './model-folders';
import { openOnnxDetector } from './onnx-detector';

const isOnnx = (card: DetectorCard): card is OnnxDetectorCard => 'kind' in card && card.kind === 'onnx';

/**
 * Opens a detector by its name or its folder: one that ships, one that was trained, or an ONNX file that was added.
 * @throws Problem when there is none, or its weights are missing
 */
export async function openDetector(
  nameOrFolder: string,
  { dataDir, runtime }: { dataDir: string; runtime: Runtime },
): Promise<Detector> {
  const folder = await findModelFolder(nameOrFolder, dataDir, 'detection');
  const found = (await readCard<DetectorCard>(folder))!;
  if (isOnnx(found)) return openOnnxDetector(folder, found);
  const { card, weights } = await readMaskRcnn(folder, dataDir);
  const { name, classes, config } = card;
  return MaskRcnn.load({ name, classes, config, backbone: findBackbone(card.backbone) }, weights, runtime);
}
