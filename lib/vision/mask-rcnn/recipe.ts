import type { Field } from '../fields';

export interface MaskRcnnRecipe {
  epochs: number;
  /** Images a step. They are worked on side by side. */
  batch: number;
  /** Highest learning rate of the new layers, and the body's share of it. */
  rate: number;
  bodyRate: number;
  warmUp: number;
  weightDecay: number;
  clipNorm: number;
  seed: number;
  /** The model is the mean of the weights after each of this last part of the epochs. */
  averaged: number;
  /** The validation part is tried after every so many epochs, and after the last. */
  evaluateEvery: number;
}

export const RECIPE: MaskRcnnRecipe = {
  epochs: 26,
  batch: 2,
  rate: 6e-4,
  bodyRate: 1 / 6,
  warmUp: 30,
  weightDecay: 1e-4,
  clipNorm: 5,
  seed: 1,
  averaged: 0.2,
  evaluateEvery: 1,
};

/** What may be changed of a run, and to what; `validation` is the part of the images that is kept to try it on. */
export const FIELDS: { [K in keyof MaskRcnnSettings]?: Field } = {
  epochs: { type: 'number', whole: true, minimum: 1, maximum: 1000 },
  batch: { type: 'number', whole: true, minimum: 1, maximum: 64 },
  rate: { type: 'number', minimum: 1e-7, maximum: 1 },
  weightDecay: { type: 'number', minimum: 0, maximum: 1 },
  averaged: { type: 'number', minimum: 0, maximum: 1 },
  validation: { type: 'number', minimum: 0.02, maximum: 0.9 },
  evaluateEvery: { type: 'number', whole: true, minimum: 1, maximum: 100 },
  seed: { type: 'number', whole: true, minimum: 0, maximum: 2 ** 31 - 1 },
};

export interface MaskRcnnSettings extends MaskRcnnRecipe {
  validation: number;
}
