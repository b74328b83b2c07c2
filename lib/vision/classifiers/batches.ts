import { type Value, value } from '@/lib/nn/graph';
import type { Random } from '@/lib/nn/random';
import type { LabelledImages } from '../datasets/load';
import type { ClassifierModel, Recipe } from './models';

type Normalisation = ClassifierModel['normalisation'];

/** Pixels 0 to 255 as the network takes them. */
function table({ mean, deviation }: Normalisation): Float32Array {
  return Float32Array.from({ length: 256 }, (_, pixel) => (pixel / 255 - mean) / deviation);
}

/** Pixels 0 to 255 as an input of that shape. */
export function normalise(normalisation: Normalisation, pixels: Uint8Array, shape: readonly number[]): Value {
  const numbers = table(normalisation);
  return value(
    Float32Array.from(pixels, (pixel) => numbers[pixel]!),
    shape,
  );
}

interface Change {
  flip: boolean;
  down: number;
  right: number;
}

/** Images of the set as an input [batch, channels, height, width], each mirrored and moved as `change` says, if at all. */
function gather(
  images: LabelledImages,
  order: ArrayLike<number>,
  numbers: Float32Array,
  change?: (place: number) => Change,
): Value {
  const { height, width, channels, pixels } = images;
  const size = channels * height * width;
  const data = new Float32Array(order.length * size);
  for (let place = 0; place < order.length; place++) {
    const [from, to] = [order[place]! * size, place * size];
    if (!change) {
      for (let i = 0; i < size; i++) data[to + i] = numbers[pixels[from + i]!]!;
      continue;
    }
    const { flip, down, right } = change(place);
    for (let row = 0; row < channels * height; row++)
      for (let column = 0; column < width; column++) {
        const [y, x] = [row - down, (flip ? width - 1 - column : column) - right];
        const above = row - (row % height);
        const inside = y >= above && y < above + height && x >= 0 && x < width;
        data[to + row * width + column] = numbers[inside ? pixels[from + y * width + x]! : 0]!;
      }
  }
  return value(data, [order.length, channels, height, width]);
}

/** One epoch of whole batches in random order: the inputs `image` and `label`. A rest smaller than a batch is left. */
export function* trainingBatches(
  model: ClassifierModel,
  images: LabelledImages,
  { batch, flip, shift }: Recipe,
  random: Random,
): Generator<Record<string, Value>> {
  const order = random.permutation(images.count);
  const numbers = table(model.normalisation);
  const change =
    flip || shift > 0
      ? () => ({
          flip: flip && random.uniform() < 0.5,
          down: random.below(2 * shift + 1) - shift,
          right: random.below(2 * shift + 1) - shift,
        })
      : undefined;
  for (let start = 0; start + batch <= order.length; start += batch) {
    const chosen = order.subarray(start, start + batch);
    const label = value(Int32Array.from(chosen, (i) => images.labels[i]!));
    yield { image: gather(images, chosen, numbers, change), label };
  }
}
