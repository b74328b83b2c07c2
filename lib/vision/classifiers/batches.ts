import { type Value, value } from '@/lib/nn/graph';
import type { Random } from '@/lib/nn/random';
import type { LabelledImages } from '../datasets/load';
import type { ClassifierModel, Recipe } from './models';

/** Pixels 0 to 255 as the network takes them. */
function table({ normalisation: { mean, deviation } }: ClassifierModel): Float32Array {
  return Float32Array.from({ length: 256 }, (_, pixel) => (pixel / 255 - mean) / deviation);
}

interface Change {
  flip: boolean;
  down: number;
  right: number;
}

/** Images of the set as an input [batch, 1, height, width], each mirrored and moved as `change` says. */
function gather(
  images: LabelledImages,
  order: ArrayLike<number>,
  numbers: Float32Array,
  change?: (place: number) => Change,
): Value {
  const { height, width, pixels } = images;
  const size = height * width;
  const data = new Float32Array(order.length * size);
  for (let place = 0; place < order.length; place++) {
    const [from, to] = [order[place]! * size, place * size];
    if (!change) {
      for (let i = 0; i < size; i++) data[to + i] = numbers[pixels[from + i]!]!;
      continue;
    }
    const { flip, down, right } = change(place);
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const [y, x] = [row - down, (flip ? width - 1 - column : column) - right];
        const inside = y >= 0 && y < height && x >= 0 && x < width;
        data[to + row * width + column] = numbers[inside ? pixels[from + y * width + x]! : 0]!;
      }
  }
  return value(data, [order.length, 1, height, width]);
}

/** One epoch of whole batches in random order: the inputs `image` and `label`. A rest smaller than a batch is left. */
export function* trainingBatches(
  model: ClassifierModel,
  images: LabelledImages,
  { batch, flip, shift }: Recipe,
  random: Random,
): Generator<Record<string, Value>> {
  const order = random.permutation(images.count);
  const numbers = table(model);
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

/** All images in their order, in batches of at most `batch`: the input `image`. */
export function* testBatches(
  model: ClassifierModel,
  images: LabelledImages,
  batch = 1000,
): Generator<Record<string, Value>> {
  const numbers = table(model);
  for (let start = 0; start < images.count; start += batch) {
    const length = Math.min(batch, images.count - start);
    yield {
      image: gather(
        images,
        Int32Array.from({ length }, (_, i) => start + i),
        numbers,
      ),
    };
  }
}
