import { availableParallelism } from 'node:os';
import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import type { Detector } from '../detector';
import { DetectorLanes } from '../detector-lanes';
import { light } from '../mask-rcnn/backbone';
import type { DetectorCard } from '../mask-rcnn/card';
import { findModelFolder, readCard } from '../model-folders';
import { openDetector } from '../open-detector';

/** A lane holds weights and activations of its own (about 200 MB). */
const MOST_LANES = 8;

/**
 * Opens a detector for so many windows on the device of JARI_DEVICE. On the processor each core takes a window of its
 * own, where there are enough of them.
 * @returns the detector, and what it runs on
 * @throws Problem as of `openDetector` and `openRuntime`
 */
export async function openDetectorFor(
  model: string,
  windows: number,
): Promise<{ detector: Detector; device: string }> {
  const dataDir = config.DATA_DIR;
  const card = await readCard<DetectorCard & { backbone?: string }>(
    await findModelFolder(model, dataDir, 'detection'),
  );
  const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice);
  const lanes = Math.min(availableParallelism(), MOST_LANES, Math.floor(windows / 2));
  // The operations of a large body are long enough for ONNX Runtime to share out, and need much memory.
  const small = card?.backbone === light.name && /, cpu$/.test(runtime.name);
  const detector =
    lanes > 1 && small
      ? await DetectorLanes.open({ model, dataDir }, lanes)
      : await openDetector(model, { dataDir, runtime });
  return { detector, device: runtime.name };
}
