import type { Picture, Window } from '@/lib/imagery/picture';
import type { Classifier } from '../classifiers/classifier';
import { chipPixels, isEmpty } from './chips';

/** A part of what `Raster` of lib/imagery is: pixels of a window of an image. */
export interface PixelSource {
  read(window: Window): Promise<Picture>;
}

export interface ClassifiedChip {
  /** Its place in the list of chips. */
  index: number;
  probabilities: Float32Array;
}

/** Chips classified in one run, and the most pixels of the image that are read for them at once. */
const BATCH = 500;
const MOST_PIXELS = 8_000_000;

/** The smallest window that holds both. */
function around(a: Window, b: Window): Window {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** Neighbours of the list that are read at once: from `start`, up to the limits. */
function batchFrom(chips: readonly Window[], start: number): { end: number; window: Window } {
  let window = chips[start]!;
  let end = start + 1;
  for (; end < chips.length && end - start < BATCH; end++) {
    const wider = around(window, chips[end]!);
    if (wider.width * wider.height > MOST_PIXELS) break;
    window = wider;
  }
  return { end, window };
}

/**
 * Classifies parts of an image, in their order, some hundreds at a time. Chips outside the photograph (all
 * transparent) are left out.
 * @param chips within the image; neighbours in the list should be neighbours in the image
 * @param invert for dark things on light ground, where the classifier was trained on the opposite
 * @param from the first chip's place in the list: where an earlier run stopped
 */
export async function* classifyChips(
  image: PixelSource,
  chips: readonly Window[],
  classifier: Pick<Classifier, 'card' | 'probabilities'>,
  { from = 0, invert = false, signal }: { from?: number; invert?: boolean; signal?: AbortSignal } = {},
): AsyncGenerator<{ end: number; found: ClassifiedChip[] }> {
  const { classes, input } = classifier.card;
  const size = input.channels * input.height * input.width;
  for (let start = from; start < chips.length; ) {
    signal?.throwIfAborted();
    const { end, window } = batchFrom(chips, start);
    const picture = await image.read(window);
    const indices: number[] = [];
    const pixels = new Uint8Array((end - start) * size);
    for (let index = start; index < end; index++) {
      const chip = { ...chips[index]!, x: chips[index]!.x - window.x, y: chips[index]!.y - window.y };
      if (isEmpty(picture, chip)) continue;
      pixels.set(chipPixels(picture, chip, input), indices.length * size);
      indices.push(index);
    }
    const given = invert ? pixels.map((value) => 255 - value) : pixels;
    const all = await classifier.probabilities(given, indices.length);
    const of = (i: number) => all.subarray(i * classes.length, (i + 1) * classes.length);
    yield { end, found: indices.map((index, i) => ({ index, probabilities: of(i) })) };
    start = end;
  }
}
