import type { Random } from '@/lib/nn/random';
import type { Image } from '../../image';
import type { Truth } from '../../mask-rcnn/targets';
import type { PlacedMask } from '../../masks/mask';
import { cropOf } from '../../masks/rle';
import { fitted, resize } from '../../resize';
import type { DetectionImage } from './set';

/** An image in memory with what is in it, in its own pixels. */
export interface Sample {
  image: Image;
  objects: SampleObject[];
}

export interface SampleObject {
  box: [x1: number, y1: number, x2: number, y2: number];
  mask: PlacedMask;
  category: number;
  crowd: boolean;
}

/** How training images differ from the ones given. Ranges are factors. */
export interface AugmentOptions {
  /** Chance of a mirrored image. */
  flip: number;
  scale: readonly [least: number, most: number];
  brightness: readonly [least: number, most: number];
  contrast: readonly [least: number, most: number];
  /** The size at scale 1; without it the image's own. */
  fit?: { shortSide: number; longSide: number };
}

export const AUGMENTATION: AugmentOptions = {
  flip: 0.5,
  scale: [0.8, 1.25],
  brightness: [0.8, 1.2],
  contrast: [0.8, 1.2],
};

export async function readSample(image: DetectionImage): Promise<Sample> {
  const objects = image.objects.map(({ box, mask, category, crowd }) => ({
    box,
    mask: cropOf(mask),
    category,
    crowd,
  }));
  return { image: await image.read(), objects };
}

/** The mask's value halfway between pixels, 0 outside. */
function bilinear(mask: PlacedMask, x: number, y: number): number {
  const [left, upper] = [Math.floor(x), Math.floor(y)];
  const at = (column: number, row: number) =>
    column >= 0 && row >= 0 && column < mask.width && row < mask.height
      ? mask.data[row * mask.width + column]!
      : 0;
  const [right, lower] = [x - left, y - upper];
  return (
    (1 - lower) * ((1 - right) * at(left, upper) + right * at(left + 1, upper)) +
    lower * ((1 - right) * at(left, upper + 1) + right * at(left + 1, upper + 1))
  );
}

/** The mask where a resize puts it; a pixel belongs to it where at least half of it does. */
function resizeMask(mask: PlacedMask, byX: number, byY: number): PlacedMask {
  const x = Math.floor(mask.x * byX);
  const y = Math.floor(mask.y * byY);
  const width = Math.ceil((mask.x + mask.width) * byX) - x;
  const height = Math.ceil((mask.y + mask.height) * byY) - y;
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const fromY = (y + row + 0.5) / byY - 0.5 - mask.y;
    for (let column = 0; column < width; column++) {
      const fromX = (x + column + 0.5) / byX - 0.5 - mask.x;
      if (bilinear(mask, fromX, fromY) >= 0.5) data[row * width + column] = 1;
    }
  }
  return { x, y, width, height, data };
}

function flipMask(mask: PlacedMask, imageWidth: number): PlacedMask {
  const data = new Uint8Array(mask.data.length);
  for (let row = 0; row < mask.height; row++)
    data.set(
      mask.data
        .subarray(row * mask.width, (row + 1) * mask.width)
        .slice()
        .reverse(),
      row * mask.width,
    );
  return { ...mask, x: imageWidth - mask.x - mask.width, data };
}

/** The sample in another size, also mirrored left to right; boxes and masks move with the image. */
export function resizeSample(sample: Sample, width: number, height: number, flip = false): Sample {
  const byX = width / sample.image.width;
  const byY = height / sample.image.height;
  const objects = sample.objects.map((object) => {
    const [x1, y1, x2, y2] = object.box;
    const [left, right] = flip ? [width - x2 * byX, width - x1 * byX] : [x1 * byX, x2 * byX];
    const moved = byX === 1 && byY === 1 ? object.mask : resizeMask(object.mask, byX, byY);
    return {
      ...object,
      box: [left, y1 * byY, right, y2 * byY] as SampleObject['box'],
      mask: flip ? flipMask(moved, width) : moved,
    };
  });
  return { image: resize(sample.image, width, height, flip), objects };
}

/** Brighter or darker by a factor, then further from or nearer to its mean. */
export function recolour(image: Image, brightness: number, contrast: number): Image {
  const mean = (brightness * image.data.reduce((sum, v) => sum + v, 0)) / image.data.length;
  const table = Uint8ClampedArray.from(
    { length: 256 },
    (_, v) => Math.min(255, brightness * v) * contrast + mean * (1 - contrast),
  );
  return { ...image, data: image.data.map((v) => table[v]!) };
}

/** A sample as training sees it this time; the same for the same state of `random`. */
export function augment(sample: Sample, random: Random, options: AugmentOptions = AUGMENTATION): Sample {
  const within = ([least, most]: readonly [number, number]) => least + (most - least) * random.uniform();
  const flip = random.uniform() < options.flip;
  // Factors as likely to grow as to shrink.
  const scale = Math.exp(within([Math.log(options.scale[0]), Math.log(options.scale[1])]));
  const brightness = within(options.brightness);
  const contrast = within(options.contrast);
  const { width, height } = sample.image;
  const own = { shortSide: Math.min(width, height), longSide: Math.max(width, height) };
  const size = fitted(sample.image, options.fit ?? own, scale);
  const moved = resizeSample(sample, size.width, size.height, flip);
  return { ...moved, image: recolour(moved.image, brightness, contrast) };
}

/** What the network should find in a sample. */
export function truthOf({ objects }: Sample): Truth {
  const single = objects.filter(({ crowd }) => !crowd);
  return {
    boxes: Float32Array.from(single.flatMap(({ box }) => box)),
    classes: Int32Array.from(single, ({ category }) => category + 1),
    masks: single.map(({ mask }) => mask),
    crowds: Float32Array.from(objects.filter(({ crowd }) => crowd).flatMap(({ box }) => box)),
  };
}
