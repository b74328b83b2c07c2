import type { PlacedMask } from '../masks/mask';

/** Where and how much: cell `low[i]` and the next one, with the weight of the next. */
function along(from: number, to: number, box: { start: number; end: number }, cells: number) {
  const length = Math.max(box.end - box.start, Number.EPSILON);
  const low = new Int32Array(to - from);
  const part = new Float32Array(to - from);
  for (let i = 0; i < low.length; i++) {
    const at = Math.min(cells - 1, Math.max(0, ((from + i - box.start + 0.5) * cells) / length - 0.5));
    low[i] = Math.floor(at);
    part[i] = at - low[i]!;
  }
  return { low, part };
}

/** A side of the box grown by one cell of padding at both ends; `rounded` as torchvision does it. */
function grown(from: number, to: number, cells: number, rounded: boolean) {
  const half = ((to - from) / 2) * ((cells + 2) / cells);
  const middle = (from + to) / 2;
  if (!rounded) return { start: middle - half, end: middle + half };
  const start = Math.trunc(middle - half);
  return { start, end: Math.max(start, Math.trunc(middle + half)) + 1 };
}

/**
 * A mask of the mask head laid into the image: padded by one cell of zeros, the box grown alike, bilinear, cut at
 * `threshold`. Cells lie exactly where the box is (as in Detectron2, mask_ops.py: paste_masks_in_image); with
 * `rounded` the grown box is first rounded to pixels and a pixel added (torchvision, roi_heads.py:
 * paste_mask_in_image), which makes small masks up to a pixel too large.
 * @param probabilities [rows, columns], 0 to 1
 * @param box x1 y1 x2 y2 in pixels of the image
 * @returns in its box, as far as that is inside the image
 */
export function pasteMask(
  probabilities: Float32Array,
  grid: { height: number; width: number },
  box: ArrayLike<number>,
  image: { width: number; height: number },
  { threshold = 0.5, rounded = false } = {},
): PlacedMask {
  const rows = grid.height + 2;
  const columns = grid.width + 2;
  const padded = new Float32Array(rows * columns);
  for (let row = 0; row < grid.height; row++)
    padded.set(probabilities.subarray(row * grid.width, (row + 1) * grid.width), (row + 1) * columns + 1);
  const horizontal = grown(box[0]!, box[2]!, grid.width, rounded);
  const vertical = grown(box[1]!, box[3]!, grid.height, rounded);
  const x = Math.max(Math.floor(horizontal.start), 0);
  const y = Math.max(Math.floor(vertical.start), 0);
  const width = Math.max(0, Math.min(Math.ceil(horizontal.end), image.width) - x);
  const height = Math.max(0, Math.min(Math.ceil(vertical.end), image.height) - y);
  const across = along(x, x + width, horizontal, columns);
  const down = along(y, y + height, vertical, rows);
  const data = new Uint8Array(width * height);
  const line = new Float32Array(columns);
  for (let i = 0; i < height; i++) {
    const low = down.low[i]!;
    const part = down.part[i]!;
    const next = Math.min(low + 1, rows - 1);
    for (let c = 0; c < columns; c++)
      line[c] = padded[low * columns + c]! * (1 - part) + padded[next * columns + c]! * part;
    for (let j = 0; j < width; j++) {
      const c = across.low[j]!;
      const value = line[c]! + (line[Math.min(c + 1, columns - 1)]! - line[c]!) * across.part[j]!;
      data[i * width + j] = value >= threshold ? 1 : 0;
    }
  }
  return { x, y, width, height, data };
}
