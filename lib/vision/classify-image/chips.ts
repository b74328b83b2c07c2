import type { Picture, Window } from '@/lib/imagery/picture';
import { Problem } from '@/lib/problems';

/** More than this is no layer for a person; a wider stride makes fewer. */
export const MOST_CHIPS = 500_000;

/**
 * A grid of square chips over an image, row by row from the top left. Only whole ones: what is left at the right and
 * at the bottom, narrower than a chip, has none.
 * @param size side of a chip in pixels
 * @param stride pixels from one chip to the next; smaller than `size`: chips overlap
 * @throws Problem bad-request for sizes that are none, too-large when there would be too many
 */
export function grid(width: number, height: number, size: number, stride = size): Window[] {
  if (!Number.isInteger(size) || size < 1 || !Number.isInteger(stride) || stride < 1)
    throw new Problem('bad-request', 'Size and stride of the grid must be whole numbers of pixels from 1.');
  if (width < size || height < size)
    throw new Problem(
      'bad-request',
      `The image has ${width} x ${height} pixels: not one chip of ${size} x ${size} fits in.`,
    );
  const columns = Math.floor((width - size) / stride) + 1;
  const rows = Math.floor((height - size) / stride) + 1;
  if (columns * rows > MOST_CHIPS)
    throw new Problem(
      'too-large',
      `The grid would have ${columns} x ${rows} chips, more than the limit of ${MOST_CHIPS.toLocaleString('en')}; choose a larger stride.`,
    );
  return Array.from({ length: columns * rows }, (_, i) => ({
    x: (i % columns) * stride,
    y: Math.floor(i / columns) * stride,
    width: size,
    height: size,
  }));
}

/** Share of each output cell's side, in whole input pixels: [input, output, weight] triples of one axis. */
function shares(from: number, to: number): [from: number, to: number, weight: number][] {
  const step = from / to;
  const result: [number, number, number][] = [];
  for (let cell = 0; cell < to; cell++) {
    const [begin, end] = [cell * step, (cell + 1) * step];
    for (let pixel = Math.floor(begin); pixel < Math.min(from, Math.ceil(end - 1e-9)); pixel++)
      result.push([pixel, cell, (Math.min(end, pixel + 1) - Math.max(begin, pixel)) / step]);
  }
  return result;
}

/** Share of red, green and blue in grey (ITU-R BT.601). */
const GREY = [0.299, 0.587, 0.114];
const COLOURS = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/**
 * A part of a picture as a classifier takes it: grey, or red, green and blue one plane after the other; each pixel the
 * mean of what it covers.
 * @param window within the picture
 * @returns channels x height x width, 0 to 255
 */
export function chipPixels(
  { width, data }: Picture,
  window: Window,
  size: { channels: number; height: number; width: number },
): Uint8Array {
  const planes = size.channels === 1 ? [GREY] : COLOURS;
  const down = shares(window.height, size.height);
  const right = shares(window.width, size.width);
  const sums = new Float32Array(planes.length * size.height * size.width);
  planes.forEach(([red, green, blue], plane) => {
    for (const [row, toRow, weightDown] of down)
      for (const [column, toColumn, weightRight] of right) {
        const at = 3 * ((window.y + row) * width + window.x + column);
        const light = red! * data[at]! + green! * data[at + 1]! + blue! * data[at + 2]!;
        sums[(plane * size.height + toRow) * size.width + toColumn]! += weightDown * weightRight * light;
      }
  });
  return Uint8Array.from(sums, Math.round);
}

/** Whether there is anything in a part of a picture: not so outside the photograph. */
export function isEmpty({ width, alpha }: Picture, window: Window): boolean {
  if (!alpha) return false;
  for (let y = window.y; y < window.y + window.height; y++)
    for (let x = window.x; x < window.x + window.width; x++) if (alpha[y * width + x]! > 0) return false;
  return true;
}
