import { count } from '@/lib/vision/mask-rcnn/boxes';
import type { PoolConfig } from '@/lib/vision/mask-rcnn/config';
import { axisWeights, interpolate } from '@/lib/vision/mask-rcnn/roi-align';

/**
 * RoIAlign of one level without a graph, which `roi-align.test.ts` compares with ONNX Runtime's own.
 * @param feature [channels, height, width]
 * @returns [RoIs, channels, cells down, cells across]
 */
export function roiAlign(
  feature: Float32Array,
  level: { height: number; width: number; stride: number },
  rois: Float32Array,
  pool: PoolConfig,
): Float32Array {
  const size = level.height * level.width;
  const channels = feature.length / size;
  const cells = pool.height * pool.width;
  const out = new Float32Array(count(rois) * channels * cells);
  for (let roi = 0; roi < count(rois); roi++) {
    const edge = (k: number) => rois[4 * roi + k]! / level.stride;
    const y = new Float32Array(pool.height * level.height);
    const x = new Float32Array(pool.width * level.width);
    axisWeights(y, pool.height, level.height, edge(1), edge(3), pool);
    axisWeights(x, pool.width, level.width, edge(0), edge(2), pool);
    for (let channel = 0; channel < channels; channel++) {
      const plane = feature.subarray(channel * size, (channel + 1) * size);
      out.set(interpolate(plane, level.height, level.width, y, x), (roi * channels + channel) * cells);
    }
  }
  return out;
}
