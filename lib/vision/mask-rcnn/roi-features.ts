import { product } from '@/lib/nn/dimension';
import { type Value, value } from '@/lib/nn/graph';
import { matmul } from '@/lib/nn/operations/matmul';
import { gather } from '@/lib/nn/operations/select';
import { concat, reshape, transpose } from '@/lib/nn/operations/shape';
import { input, type Tensor } from '@/lib/nn/tensor';
import { count } from './boxes';
import type { PoolConfig } from './config';

/** Numbers of feature cells that one output cell of RoIAlign is the weighted mean of: two bilinear samples an axis. */
const TAPS = 16;
const ON_AXIS = 4;

export interface Level {
  height: number;
  width: number;
  stride: number;
}

/** All levels' features, one row of channels a cell, level by level, row by row: what `roiTaps` has numbers of. */
export function featureTable(levels: readonly Tensor[]): Tensor {
  const rows = levels.map((level) => {
    const [, channels, height, width] = level.shape;
    return reshape(transpose(level, [0, 2, 3, 1]), [product([height!, width!]), channels!]);
  });
  return concat(rows, 0);
}

/** The inputs of RoIAlign in a graph: `name`:cells and `name`:weights, from `roiTaps`. */
export function roiInputs(name: string, { height, width }: PoolConfig) {
  return {
    cells: input(`${name}:cells`, [`${name}s`, height * width, TAPS], 'int32'),
    weights: input(`${name}:weights`, [`${name}s`, height * width, 1, TAPS]),
  };
}

/**
 * RoIAlign (He et al. 2017, section 3) as gathered rows times weights, which has an exact gradient on every runtime.
 * Gives [RoIs, cells of the pool, channels].
 */
export function roiFeatures(table: Tensor, { cells, weights }: ReturnType<typeof roiInputs>): Tensor {
  const pooled = matmul(weights, gather(table, cells));
  return reshape(pooled, [cells.shape[0]!, cells.shape[1]!, table.shape[1]!]);
}

/** Four cells and weights of each output along one axis; two samples, with the edges as in torchvision. */
function axisTaps(from: number, to: number, outputs: number, length: number, aligned: boolean) {
  const start = aligned ? from - 0.5 : from;
  const step = (aligned ? to - from : Math.max(to - from, 1)) / outputs;
  const cells = new Int32Array(outputs * ON_AXIS);
  const weights = new Float32Array(outputs * ON_AXIS);
  for (let i = 0; i < outputs * 2; i++) {
    const at = start + ((i + 0.5) / 2) * step;
    if (at < -1 || at > length) continue;
    const inside = Math.min(Math.max(at, 0), length - 1);
    const low = Math.floor(inside);
    cells[2 * i] = low;
    cells[2 * i + 1] = Math.min(low + 1, length - 1);
    weights[2 * i] = (1 - inside + low) / 2;
    weights[2 * i + 1] = (inside - low) / 2;
  }
  return { cells, weights };
}

/**
 * Which rows of the feature table each RoI's outputs are made of, and how much of each.
 * @param rois N x 4 in pixels of the input
 * @param assigned the level of each RoI, 0 the finest
 */
export function roiTaps(
  name: string,
  rois: Float32Array,
  levels: readonly Level[],
  assigned: Uint8Array,
  { height, width, aligned }: PoolConfig,
): Record<string, Value> {
  const total = count(rois);
  const cells = new Int32Array(total * height * width * TAPS);
  const weights = new Float32Array(cells.length);
  const starts = levels.map((_, i) => levels.slice(0, i).reduce((sum, l) => sum + l.height * l.width, 0));
  let at = 0;
  for (let roi = 0; roi < total; roi++) {
    const level = levels[assigned[roi]!]!;
    const start = starts[assigned[roi]!]!;
    const edge = (k: number) => rois[4 * roi + k]! / level.stride;
    const x = axisTaps(edge(0), edge(2), width, level.width, aligned);
    const y = axisTaps(edge(1), edge(3), height, level.height, aligned);
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        for (let i = ON_AXIS * row; i < ON_AXIS * (row + 1); i++)
          for (let j = ON_AXIS * column; j < ON_AXIS * (column + 1); j++) {
            cells[at] = start + y.cells[i]! * level.width + x.cells[j]!;
            weights[at++] = y.weights[i]! * x.weights[j]!;
          }
  }
  const shape = [total, height * width];
  return {
    [`${name}:cells`]: value(cells, [...shape, TAPS]),
    [`${name}:weights`]: value(weights, [...shape, 1, TAPS]),
  };
}
