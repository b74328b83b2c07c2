import type { Bitmap } from './mask';

/** x, y in turn; not closed: the last point is followed by the first. */
export type Ring = Float64Array;

/** The boundary of one connected part: the ring around it and those of its holes. */
export type Part = Ring[];

/** Down, right, up, left: a turn to the left, as seen on a screen, is the next one. */
const STEP_X = [0, 1, 0, -1] as const;
const STEP_Y = [1, 0, -1, 0] as const;

/** Numbers the parts that hang together by their sides, from 1 on; 0 is background, also in a margin of one pixel. */
function label({ width, height, data }: Bitmap): { labels: Int32Array; stride: number; parts: number } {
  const stride = width + 2;
  const labels = new Int32Array(stride * (height + 2));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (data[y * width + x]) labels[(y + 1) * stride + x + 1] = -1;
  const waiting: number[] = [];
  let parts = 0;
  for (let start = 0; start < labels.length; start++) {
    if (labels[start] !== -1) continue;
    labels[start] = ++parts;
    waiting.push(start);
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const next of [at - stride, at - 1, at + 1, at + stride]) {
        if (labels[next] !== -1) continue;
        labels[next] = parts;
        waiting.push(next);
      }
    }
  }
  return { labels, stride, parts };
}

/**
 * Walks along the sides between pixels that belong to the mask and pixels that do not, the mask to the left as seen
 * on a screen, and notes the middle of each side. Joined, these middles cut corners evenly inwards and outwards, and
 * no two rings, nor a ring with itself, share a point, also where pixels touch by a corner only.
 * @returns part by part, in pixels, the origin at the bitmap's upper left corner
 */
export function traceParts(bitmap: Bitmap): Part[] {
  const { labels, stride, parts } = label(bitmap);
  const found: Part[] = Array.from({ length: parts }, () => []);
  /** The pixel (in the labelled field) to the left and to the right of the side from point x, y in a direction. */
  const left = [0, -stride, -stride - 1, -1] as const;
  const right = [-1, 0, -stride, -stride - 1] as const;
  const walked = new Uint8Array(labels.length);
  const isSide = (point: number, way: number) =>
    labels[point + left[way]!]! > 0 && labels[point + right[way]!] === 0;
  for (let start = stride + 1; start < labels.length; start++) {
    // Every ring goes down somewhere.
    if (!isSide(start, 0) || walked[start]) continue;
    const points: number[] = [];
    let point = start;
    let way = 0;
    do {
      if (way === 0) walked[point] = 1;
      const x = (point % stride) - 1;
      const y = Math.floor(point / stride) - 1;
      points.push(x + STEP_X[way]! / 2, y + STEP_Y[way]! / 2);
      point += STEP_X[way]! + stride * STEP_Y[way]!;
      // To the left first: where two pixels touch by a corner, the walk stays with its own.
      way = [(way + 1) % 4, way, (way + 3) % 4].find((next) => isSide(point, next))!;
    } while (point !== start || way !== 0);
    found[labels[start]! - 1]!.push(Float64Array.from(points));
  }
  return found;
}
