import type { Picture } from './picture';

/** Pixels as a file has them: `count` samples of each, interleaved, row by row. */
export interface Samples {
  width: number;
  height: number;
  count: number;
  data: ArrayLike<number>;
}

/** What the samples of a pixel are. */
export interface Meaning {
  /** Colours first: 1 of grey or of the palette, or 3. */
  colours: 1 | 3;
  /** Index of the sample that is opacity, and the value that is full. */
  alpha?: { index: number; full: number };
  /** Grey runs from white to black. */
  inverted?: boolean;
  /** Reds, then greens, then blues, 0 to 65535. */
  palette?: ArrayLike<number>;
  /** All colours have this value where there is nothing. */
  nodata?: number;
  /** Values that become 0 and 255 of each colour; absent where they are bytes already. */
  stretch?: { low: number; high: number }[];
}

const isNothing = (value: number, nodata: number | undefined) =>
  Number.isNaN(value) || (nodata !== undefined && Math.fround(value) === Math.fround(nodata));

/** Whether there is nothing at a pixel. @param at place of its first sample */
function isEmpty({ data }: Samples, at: number, { colours, nodata }: Meaning): boolean {
  for (let c = 0; c < colours; c++) if (!isNothing(data[at + c]!, nodata)) return false;
  return true;
}

/** Samples of any kind as red, green, blue (and opacity where some pixel is not quite there). */
export function toPicture(samples: Samples, meaning: Meaning): Picture {
  const { width, height, count, data } = samples;
  const { colours, alpha, inverted, palette, stretch } = meaning;
  const pixels = width * height;
  const plain = !alpha && !inverted && !palette && !stretch && meaning.nodata === undefined;
  if (plain && count === 3 && data instanceof Uint8Array) return { width, height, data };
  const rgb = new Uint8Array(pixels * 3);
  const opacity = new Uint8Array(pixels);
  const entries = (palette?.length ?? 0) / 3;
  let seeThrough = false;
  for (let i = 0, at = 0; i < pixels; i++, at += count) {
    const solid = isEmpty(samples, at, meaning)
      ? 0
      : alpha
        ? Math.round((255 * Math.min(alpha.full, Math.max(0, data[at + alpha.index]!))) / alpha.full)
        : 255;
    opacity[i] = solid;
    if (solid < 255) seeThrough = true;
    for (let c = 0; c < 3; c++) {
      const colour = colours === 3 ? c : 0;
      let value = data[at + colour]!;
      if (palette) value = (palette[value + c * entries] ?? 0) / 257;
      else if (stretch) {
        const { low, high } = stretch[colour]!;
        value = ((value - low) / (high - low)) * 255;
      }
      if (inverted) value = 255 - value;
      rgb[i * 3 + c] = value < 0 || Number.isNaN(value) ? 0 : value > 255 ? 255 : Math.round(value);
    }
  }
  return { width, height, data: rgb, ...(seeThrough ? { alpha: opacity } : {}) };
}

/** Shares of the values that may become quite black and quite white, so that a few odd ones do not decide. */
const [DARKEST, LIGHTEST] = [0.02, 0.98];

/** The range of each colour that is worth showing, from parts of the image. */
export function stretchOf(parts: readonly Samples[], meaning: Meaning): NonNullable<Meaning['stretch']> {
  const values: number[][] = Array.from({ length: meaning.colours }, () => []);
  for (const part of parts) {
    for (let at = 0; at < part.data.length; at += part.count) {
      if (isEmpty(part, at, meaning) || (meaning.alpha && !part.data[at + meaning.alpha.index])) continue;
      for (let c = 0; c < meaning.colours; c++) values[c]!.push(part.data[at + c]!);
    }
  }
  return values.map((band) => {
    const sorted = Float64Array.from(band.filter(Number.isFinite)).sort();
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
    const [low, high] = [at(DARKEST), at(LIGHTEST)];
    return { low, high: high > low ? high : low + 1 };
  });
}
