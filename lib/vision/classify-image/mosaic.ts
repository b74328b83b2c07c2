import type { Picture, Window } from '@/lib/imagery/picture';
import { Random } from '@/lib/nn/random';
import { Problem } from '@/lib/problems';
import type { LabelledImages } from '../datasets/load';

export interface Mosaic {
  picture: Picture;
  chips: Window[];
  /** Number of the class of each chip. */
  truth: number[];
}

/** Pixels between the images and around them. */
const GAP = 4;
const PAPER = 255;

/**
 * A square of random images of a set, none twice: the figure of 36 that the classifiers are shown with.
 * @param seed the same seed gives the same images
 * @throws Problem bad-request when the set has fewer images
 */
export function mosaic(images: LabelledImages, seed: number, columns = 6, rows = 6): Mosaic {
  const { count, width, height, pixels, labels } = images;
  if (columns * rows > count)
    throw new Problem('bad-request', `The data set has ${count} images, fewer than ${columns} x ${rows}.`);
  const chosen = Random.from(seed)
    .permutation(count)
    .subarray(0, columns * rows);
  const chips = Array.from(chosen, (_, i) => ({
    x: GAP + (i % columns) * (width + GAP),
    y: GAP + Math.floor(i / columns) * (height + GAP),
    width,
    height,
  }));
  const whole = { width: GAP + columns * (width + GAP), height: GAP + rows * (height + GAP) };
  const data = new Uint8Array(3 * whole.width * whole.height).fill(PAPER);
  chips.forEach(({ x, y }, i) => {
    const from = chosen[i]! * width * height;
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const to = 3 * ((y + row) * whole.width + x + column);
        data.fill(pixels[from + row * width + column]!, to, to + 3);
      }
  });
  return { picture: { ...whole, data }, chips, truth: Array.from(chosen, (i) => labels[i]!) };
}
