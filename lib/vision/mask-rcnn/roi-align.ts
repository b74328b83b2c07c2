import { areaAt, count } from './boxes';
import type { MaskRcnnConfig, PoolConfig } from './config';

/** What each of `cells` outputs takes along one axis: `weights` [cells x length]. */
type Axis = (
  weights: Float32Array,
  cells: number,
  length: number,
  from: number,
  to: number,
  options: { sampling: number; aligned: boolean },
) => void;

/**
 * Linear interpolation along one axis, the mean over a cell's samples. RoIAlign (He et al. 2017, section 3) is this
 * along rows and columns: out = Y * feature * X^T, exactly, because bilinear weights are products.
 * Samples more than one cell outside the feature map count 0, nearer ones take the edge (torchvision's roi_align).
 */
export const axisWeights: Axis = (weights, cells, length, from, to, { sampling, aligned }) => {
  const start = aligned ? from - 0.5 : from;
  // Without the half pixel a RoI is at least one cell long, as in the C++ of torchvision and ONNX Runtime.
  const cell = (aligned ? to - from : Math.max(to - from, 1)) / cells;
  const samples = sampling > 0 ? sampling : Math.max(1, Math.ceil(cell));
  for (let i = 0; i < cells; i++) {
    for (let s = 0; s < samples; s++) {
      const at = start + (i + (s + 0.5) / samples) * cell;
      if (at < -1 || at > length) continue;
      const inside = Math.min(Math.max(at, 0), length - 1);
      const low = Math.floor(inside);
      const part = inside - low;
      weights[i * length + low]! += (1 - part) / samples;
      if (part > 0) weights[i * length + low + 1]! += part / samples;
    }
  }
};

/**
 * The pyramid level of each RoI: floor(k0 + log2(sqrt(area) / canonical size)), kept within the levels
 * (Lin et al. 2017, equation 1). @returns 0 for the finest level
 */
export function levelsOf(
  rois: Float32Array,
  { canonicalSize, canonicalLevel }: PoolConfig,
  { first, last }: MaskRcnnConfig['roiLevels'],
): Uint8Array {
  return Uint8Array.from({ length: count(rois) }, (_, i) => {
    const size = Math.sqrt(Math.max(0, areaAt(rois, i)));
    const level = Math.floor(canonicalLevel + Math.log2(size / canonicalSize + 1e-6));
    return Math.min(last, Math.max(first, level)) - first;
  });
}

/** The RoIs of one level with their matrices: out[r] = y[r] (height x rows) * feature (rows x columns) * x[r]. */
export interface LevelMatrices {
  /** Numbers of the RoIs, ascending. */
  rois: Int32Array;
  /** [RoIs, cells down, rows of the feature map]. */
  y: Float32Array;
  /** [RoIs, cells across, columns of the feature map]. */
  x: Float32Array;
}

/**
 * RoIAlign as two batched matrix products, so that it has an exact gradient on every runtime.
 * @param rois N x 4 in pixels of the input
 * @param levels feature maps, finest first, with the pixels of the input that a cell covers
 * @param assigned the level of each RoI, from `levelsOf`
 */
export function roiAlignMatrices(
  rois: Float32Array,
  levels: readonly { height: number; width: number; stride: number }[],
  assigned: Uint8Array,
  pool: PoolConfig,
): LevelMatrices[] {
  return levels.map(({ height, width, stride }, level) => {
    const own = Int32Array.from(assigned.keys()).filter((roi) => assigned[roi] === level);
    const y = new Float32Array(own.length * pool.height * height);
    const x = new Float32Array(own.length * pool.width * width);
    own.forEach((roi, n) => {
      const [x1, y1, x2, y2] = rois
        .subarray(4 * roi, 4 * roi + 4)
        .map((v) => v / stride) as never as number[];
      const down = pool.height * height;
      const across = pool.width * width;
      axisWeights(y.subarray(n * down, (n + 1) * down), pool.height, height, y1!, y2!, pool);
      axisWeights(x.subarray(n * across, (n + 1) * across), pool.width, width, x1!, x2!, pool);
    });
    return { rois: own, y, x };
  });
}

/**
 * Y * plane * X^T for one plane of numbers, skipping zeros.
 * @param y [cells down x rows], `x` [cells across x columns]
 * @returns cells down x cells across
 */
export function interpolate(
  plane: ArrayLike<number>,
  rows: number,
  columns: number,
  y: Float32Array,
  x: Float32Array,
): Float32Array {
  const down = y.length / rows;
  const across = x.length / columns;
  const out = new Float32Array(down * across);
  const line = new Float32Array(columns);
  for (let i = 0; i < down; i++) {
    line.fill(0);
    for (let row = 0; row < rows; row++) {
      const weight = y[i * rows + row]!;
      if (weight === 0) continue;
      for (let column = 0; column < columns; column++)
        line[column]! += weight * plane[row * columns + column]!;
    }
    for (let j = 0; j < across; j++) {
      let sum = 0;
      for (let column = 0; column < columns; column++) sum += line[column]! * x[j * columns + column]!;
      out[i * across + j] = sum;
    }
  }
  return out;
}

/**
 * The same without a graph: the reference for the tests and for networks without a GPU.
 * @param feature [channels, height, width] of one level
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
  const [matrices] = roiAlignMatrices(rois, [level], new Uint8Array(count(rois)), pool);
  const out = new Float32Array(count(rois) * channels * pool.height * pool.width);
  for (let roi = 0; roi < count(rois); roi++) {
    const y = matrices!.y.subarray(roi * pool.height * level.height, (roi + 1) * pool.height * level.height);
    const x = matrices!.x.subarray(roi * pool.width * level.width, (roi + 1) * pool.width * level.width);
    for (let channel = 0; channel < channels; channel++) {
      const plane = feature.subarray(channel * size, (channel + 1) * size);
      const cells = interpolate(plane, level.height, level.width, y, x);
      out.set(cells, (roi * channels + channel) * cells.length);
    }
  }
  return out;
}
