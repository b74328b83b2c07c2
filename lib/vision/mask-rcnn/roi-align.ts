import { areaAt, count } from './boxes';
import type { MaskRcnnConfig, PoolConfig } from './config';

/**
 * Linear interpolation along one axis, the mean over a cell's samples. RoIAlign (He et al. 2017, section 3) is this
 * along rows and columns: out = Y * feature * X^T, exactly, because bilinear weights are products.
 * Samples more than one cell outside the feature map count 0, nearer ones take the edge (torchvision's roi_align).
 * @param weights [cells x length], 0 before: what each output takes
 */
export function axisWeights(
  weights: Float32Array,
  cells: number,
  length: number,
  from: number,
  to: number,
  { sampling, aligned }: { sampling: number; aligned: boolean },
): void {
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
}

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
