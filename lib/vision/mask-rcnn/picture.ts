import { type Value, value } from '@/lib/nn/graph';
import type { Image } from '../image';
import type { Anchors } from './anchors';
import { anchorsFor } from './anchors';
import type { MaskRcnnConfig } from './config';
import type { Level } from './roi-features';

/** Grey, which the network's normalisation makes 0. */
const MARGIN = 127.5;

/** The picture as the graph's input [1, 3, height, width], filled up with grey to multiples of `divisor`. */
export function pictureInput(picture: Image, divisor: number): Value {
  const up = (size: number) => Math.ceil(size / divisor) * divisor;
  const [width, height] = [up(picture.width), up(picture.height)];
  const data = new Float32Array(3 * width * height).fill(MARGIN);
  for (let channel = 0; channel < 3; channel++)
    for (let y = 0; y < picture.height; y++) {
      const to = (channel * height + y) * width;
      for (let x = 0, from = 3 * y * picture.width + channel; x < picture.width; x++, from += 3)
        data[to + x] = picture.data[from]!;
    }
  return value(data, [1, 3, height, width]);
}

/** The feature maps of such an input. */
export const levelsOf = ({ shape }: Value, strides: readonly number[]): Level[] =>
  strides.map((stride) => ({ stride, height: shape[2]! / stride, width: shape[3]! / stride }));

/** Anchors by size of the feature maps, made once each. */
export class AnchorCache {
  private readonly known = new Map<string, Anchors>();

  constructor(private readonly config: MaskRcnnConfig['anchors']) {}

  for(levels: readonly Level[]): Anchors {
    const key = levels.map(({ height, width }) => `${height}x${width}`).join();
    const anchors = this.known.get(key) ?? anchorsFor(levels, this.config);
    this.known.set(key, anchors);
    return anchors;
  }
}
