import type { Image } from './image';

/** Which input cells an output cell is made of. */
interface Taps {
  first: Int32Array;
  /** `count` weights an output, 0 where fewer are needed. */
  weights: Float32Array;
  count: number;
}

/** A triangle as wide as the step: bilinear when growing, with antialiasing when shrinking. */
function tapsOf(from: number, to: number, flip: boolean): Taps {
  const step = from / to;
  const reach = Math.max(1, step);
  const count = Math.min(from, Math.ceil(2 * reach) + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * count);
  for (let i = 0; i < to; i++) {
    const middle = ((flip ? to - 1 - i : i) + 0.5) * step - 0.5;
    const start = Math.min(Math.max(0, Math.ceil(middle - reach)), from - count);
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const weight = Math.max(0, 1 - Math.abs(start + k - middle) / reach);
      weights[i * count + k] = weight;
      sum += weight;
    }
    for (let k = 0; k < count; k++) weights[i * count + k]! /= sum;
    first[i] = start;
  }
  return { first, weights, count };
}

/** The image in another size, also mirrored left to right; the same on every machine. */
export function resize(image: Image, width: number, height: number, flip = false): Image {
  if (image.width === width && image.height === height && !flip) return image;
  const across = tapsOf(image.width, width, flip);
  const down = tapsOf(image.height, height, false);
  const lines = new Float32Array(3 * width * image.height);
  for (let y = 0; y < image.height; y++) {
    const row = 3 * y * image.width;
    for (let x = 0; x < width; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let k = 0, at = row + 3 * across.first[x]!; k < across.count; k++, at += 3) {
        const weight = across.weights[x * across.count + k]!;
        red += weight * image.data[at]!;
        green += weight * image.data[at + 1]!;
        blue += weight * image.data[at + 2]!;
      }
      const to = 3 * (y * width + x);
      lines[to] = red;
      lines[to + 1] = green;
      lines[to + 2] = blue;
    }
  }
  const data = new Uint8Array(3 * width * height);
  const sums = new Float32Array(3 * width);
  for (let y = 0; y < height; y++) {
    sums.fill(0.5);
    for (let k = 0; k < down.count; k++) {
      const weight = down.weights[y * down.count + k]!;
      if (weight === 0) continue;
      const row = 3 * width * (down.first[y]! + k);
      for (let i = 0; i < sums.length; i++) sums[i]! += weight * lines[row + i]!;
    }
    data.set(sums, 3 * width * y);
  }
  return { width, height, data };
}

/** The size with the short side as given, the long side at most as given; the proportions stay. */
export function fitted(
  { width, height }: { width: number; height: number },
  { shortSide, longSide }: { shortSide: number; longSide: number },
  scale = 1,
): { width: number; height: number } {
  const factor = scale * Math.min(shortSide / Math.min(width, height), longSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}
