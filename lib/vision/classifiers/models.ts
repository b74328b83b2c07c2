import { type Initialiser, kaimingNormal, xavierNormal, xavierUniform } from '@/lib/nn/initialisers';
import { batchNormalisation, convolution, dense, dropout, flatten } from '@/lib/nn/layers';
import type { Network } from '@/lib/nn/network';
import { relu } from '@/lib/nn/operations/arithmetic';
import { maxPool } from '@/lib/nn/operations/pool';
import type { Tensor } from '@/lib/nn/tensor';
import { Problem } from '@/lib/problems';

/** What can be changed of a training run. */
export interface Recipe {
  epochs: number;
  batch: number;
  /** Highest learning rate. */
  rate: number;
  optimiser: 'sgd' | 'adam' | 'adamw';
  momentum: number;
  weightDecay: number;
  schedule: 'steady' | 'cosine';
  /** Images are mirrored and moved by up to so many pixels. */
  flip: boolean;
  shift: number;
  seed: number;
}

export interface ClassifierModel {
  name: string;
  about: string;
  /** The data set it was made for. */
  dataset: string;
  /** pixel / 255 becomes (that - mean) / deviation. */
  normalisation: { mean: number; deviation: number };
  recipe: Recipe;
  /** From images [batch, 1, height, width] to logits [batch, classes]. */
  describe(net: Network, images: Tensor, classes: number): Tensor;
}

const plain: Recipe = {
  epochs: 15,
  batch: 1000,
  rate: 1e-3,
  optimiser: 'adam',
  momentum: 0.9,
  weightDecay: 0,
  schedule: 'steady',
  flip: false,
  shift: 0,
  seed: 1,
};

/** Dense, batch normalisation, ReLU. */
const block = (net: Network, name: string, x: Tensor, size: number, initial: Initialiser) =>
  relu(batchNormalisation(net, `${name}.norm`, dense(net, name, x, size, { initial })));

/** 3x3 convolution, batch normalisation, ReLU. */
const seen = (net: Network, name: string, x: Tensor, channels: number) =>
  relu(
    batchNormalisation(
      net,
      `${name}.norm`,
      convolution(net, name, x, channels, { pads: 1, bias: false, initial: kaimingNormal('out') }),
    ),
  );

export const models: ClassifierModel[] = [
  {
    name: 'mnist-linear',
    about: 'Softmax regression, 784-10',
    dataset: 'mnist',
    normalisation: { mean: 0, deviation: 1 },
    recipe: { ...plain, optimiser: 'sgd', momentum: 0, rate: 0.1, batch: 100 },
    describe: (net, images, classes) =>
      dense(net, 'out', flatten(images), classes, { initial: xavierUniform }),
  },
  {
    name: 'mnist-mlp',
    about: 'Two hidden layers with ReLU, 784-256-256-10',
    dataset: 'mnist',
    normalisation: { mean: 0, deviation: 1 },
    recipe: plain,
    describe(net, images, classes) {
      const first = relu(dense(net, 'first', flatten(images), 256));
      return dense(net, 'out', relu(dense(net, 'second', first, 256)), classes);
    },
  },
  {
    name: 'fashion-dnn',
    about: 'Two hidden layers with batch normalisation and ReLU, 784-256-64-10',
    dataset: 'fashion-mnist',
    normalisation: { mean: 0.5, deviation: 0.5 },
    // The seed's Adam at a steady rate swings by 0.3 % from epoch to epoch at the end, about 89.1 %; decay of the
    // weights and a rate that goes to 0 end the swinging.
    recipe: {
      ...plain,
      epochs: 250,
      batch: 100,
      rate: 1e-4,
      optimiser: 'adamw',
      weightDecay: 0.1,
      schedule: 'cosine',
    },
    describe(net, images, classes) {
      const first = block(net, 'first', flatten(images), 256, xavierNormal);
      const second = block(net, 'second', first, 64, xavierNormal);
      return dense(net, 'out', second, classes, { initial: xavierNormal });
    },
  },
  {
    name: 'fashion-cnn',
    about: 'Four 3x3 convolutions with batch normalisation, two poolings, 128-10',
    dataset: 'fashion-mnist',
    normalisation: { mean: 0.5, deviation: 0.5 },
    recipe: {
      ...plain,
      epochs: 12,
      batch: 100,
      rate: 3e-3,
      optimiser: 'adamw',
      weightDecay: 0.01,
      schedule: 'cosine',
      flip: true,
    },
    describe(net, images, classes) {
      const fine = maxPool(seen(net, 'a2', seen(net, 'a1', images, 16), 16), 2);
      const coarse = maxPool(seen(net, 'b2', seen(net, 'b1', fine, 32), 32), 2);
      const hidden = block(net, 'hidden', flatten(coarse), 128, kaimingNormal());
      return dense(net, 'out', dropout(net, 'drop', hidden, 0.3), classes);
    },
  },
];

/** @throws Problem naming those that there are. */
export function findModel(name: string): ClassifierModel {
  const model = models.find((model) => model.name === name);
  if (model) return model;
  const known = models.map(({ name }) => name).join(', ');
  throw new Problem('not-found', `There is no classifier "${name}"; known are ${known}.`);
}
