import type { Random } from './random';

/** First values of a parameter of that shape. */
export type Initialiser = (random: Random, shape: readonly number[]) => Float32Array;

const size = (shape: readonly number[]) => shape.reduce((total, d) => total * d, 1);

/**
 * How many inputs one output has, and the other way round. Dense weights are [inputs, outputs], convolution
 * filters [outputs, inputs / groups, height, width].
 */
function fans(shape: readonly number[]): { in: number; out: number } {
  const [a = 1, b = 1, ...window] = shape;
  if (shape.length < 3) return { in: a, out: b };
  return { in: b * size(window), out: a * size(window) };
}

export const filled =
  (value: number): Initialiser =>
  (_, shape) =>
    new Float32Array(size(shape)).fill(value);
export const zeros = filled(0);
export const ones = filled(1);

export const normal =
  (deviation: number): Initialiser =>
  (random, shape) =>
    Float32Array.from({ length: size(shape) }, () => deviation * random.normal());

export const uniform =
  (bound: number): Initialiser =>
  (random, shape) =>
    Float32Array.from({ length: size(shape) }, () => bound * (2 * random.uniform() - 1));

/** Glorot and Bengio 2010. */
const xavier = (shape: readonly number[]) => Math.sqrt(2 / (fans(shape).in + fans(shape).out));
/** He et al. 2015, for ReLU. */
const kaiming = (shape: readonly number[], fan: 'in' | 'out') => Math.sqrt(2 / fans(shape)[fan]);

/** A uniform distribution up to b has the deviation b / sqrt(3). */
export const xavierNormal: Initialiser = (random, shape) => normal(xavier(shape))(random, shape);
export const xavierUniform: Initialiser = (random, shape) =>
  uniform(Math.sqrt(3) * xavier(shape))(random, shape);
export const kaimingNormal =
  (fan: 'in' | 'out' = 'in'): Initialiser =>
  (random, shape) =>
    normal(kaiming(shape, fan))(random, shape);
export const kaimingUniform =
  (fan: 'in' | 'out' = 'in'): Initialiser =>
  (random, shape) =>
    uniform(Math.sqrt(3) * kaiming(shape, fan))(random, shape);
