import type { MaskRcnnConfig } from './config';

export interface Anchors {
  /** N x 4. Level by level; in a level row by row, cell by cell, in a cell ratio by ratio. */
  boxes: Float32Array;
  /** How many anchors each level has. */
  counts: number[];
}

/** To the nearest whole number, halves to the even one, as torch.round does. */
function round(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** The anchors of one cell around 0, 0: [ratios x 4] (torchvision, anchor_utils.py: generate_anchors). */
function around(size: number, ratios: readonly number[]): number[] {
  return ratios.flatMap((ratio) => {
    const width = size / Math.sqrt(ratio);
    const height = size * Math.sqrt(ratio);
    return [-width / 2, -height / 2, width / 2, height / 2].map(round);
  });
}

/**
 * Reference boxes of the region proposal network (Ren et al. 2015, section 3.1.1), one size a level
 * (Lin et al. 2017, section 4.1). The centres are at i * stride.
 * @param levels rows and columns of each feature map, finest first
 */
export function anchorsFor(
  levels: readonly { height: number; width: number }[],
  { strides, sizes, ratios }: MaskRcnnConfig['anchors'],
): Anchors {
  const counts = levels.map(({ height, width }) => height * width * ratios.length);
  const boxes = new Float32Array(4 * counts.reduce((a, b) => a + b, 0));
  let at = 0;
  levels.forEach(({ height, width }, level) => {
    const cell = around(sizes[level]!, ratios);
    const stride = strides[level]!;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let k = 0; k < cell.length; k++) boxes[at++] = cell[k]! + stride * (k % 2 === 0 ? x : y);
  });
  return { boxes, counts };
}
