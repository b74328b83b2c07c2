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
