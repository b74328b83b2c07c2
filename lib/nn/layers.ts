import { product } from './dimension';
import { type Initialiser, kaimingNormal, ones, xavierUniform, zeros } from './initialisers';
import type { Network } from './network';
import { add, div, mul, sub } from './operations/arithmetic';
import { type ConvolutionOptions, conv2d, convTranspose2d } from './operations/convolution';
import { matmul } from './operations/matmul';
import { batchNorm, batchNormTraining } from './operations/normalise';
import { count } from './operations/reduce';
import { reshape } from './operations/shape';
import type { Tensor } from './tensor';

interface LayerOptions {
  initial?: Initialiser;
  /** Left out: a bias is added. */
  bias?: boolean;
}

const sizeOf = (x: Tensor, axis: number): number => {
  const size = x.shape[axis];
  if (typeof size === 'number') return size;
  throw new Error(`Axis ${axis} of [${x.shape}] must be known: weights depend on it.`);
};

/** x @ weight + bias over the last axis. Weight [inputs, outputs]. */
export function dense(
  net: Network,
  name: string,
  x: Tensor,
  outputs: number,
  { initial = xavierUniform, bias = true }: LayerOptions = {},
): Tensor {
  const weight = net.parameter(`${name}.weight`, [sizeOf(x, x.shape.length - 1), outputs], initial);
  const y = matmul(x, weight);
  return bias ? add(y, net.parameter(`${name}.bias`, [outputs], zeros)) : y;
}

interface ConvolutionLayer extends ConvolutionOptions, LayerOptions {
  /** Height and width of the filter. */
  kernel?: number;
}

/** A convolution with its filter [outputs, channels / groups, kernel, kernel]. */
export function convolution(
  net: Network,
  name: string,
  x: Tensor,
  outputs: number,
  { kernel = 3, initial = kaimingNormal(), bias = true, ...moves }: ConvolutionLayer = {},
): Tensor {
  const shape = [outputs, sizeOf(x, 1) / (moves.groups ?? 1), kernel, kernel];
  const filter = net.parameter(`${name}.weight`, shape, initial);
  return conv2d(x, filter, moves, bias ? net.parameter(`${name}.bias`, [outputs], zeros) : undefined);
}

/** A transposed convolution with its filter [channels, outputs / groups, kernel, kernel]. */
export function transposedConvolution(
  net: Network,
  name: string,
  x: Tensor,
  outputs: number,
  { kernel = 2, initial = kaimingNormal(), bias = true, stride = 2, ...moves }: ConvolutionLayer = {},
): Tensor {
  const shape = [sizeOf(x, 1), outputs / (moves.groups ?? 1), kernel, kernel];
  const filter = net.parameter(`${name}.weight`, shape, initial);
  const added = bias ? net.parameter(`${name}.bias`, [outputs], zeros) : undefined;
  return convTranspose2d(x, filter, { stride, ...moves }, added);
}

interface NormalisationOptions {
  epsilon?: number;
  /** Share of the new batch in the running statistics. */
  momentum?: number;
  /** Use and keep the given statistics in training too. */
  frozen?: boolean;
}

/**
 * Batch normalisation over the channels (axis 1). In training form by the batch's own mean and variance, which go into
 * the running ones (the variance unbiased, as in PyTorch); in inference form by the running ones.
 */
export function batchNormalisation(
  net: Network,
  name: string,
  x: Tensor,
  { epsilon = 1e-5, momentum = 0.1, frozen = false }: NormalisationOptions = {},
): Tensor {
  const channels = [sizeOf(x, 1)];
  const scale = net.parameter(`${name}.scale`, channels, ones);
  const shift = net.parameter(`${name}.shift`, channels, zeros);
  const mean = net.parameter(`${name}.mean`, channels, zeros);
  const variance = net.parameter(`${name}.variance`, channels, ones);
  if (!net.training || frozen) return batchNorm(x, scale, shift, mean, variance, epsilon);
  const batch = batchNormTraining(x, scale, shift, epsilon);
  const size = count(
    x,
    x.shape.flatMap((_, i) => (i === 1 ? [] : [i])),
  );
  const unbiased = mul(batch.variance, div(size, sub(size, 1)));
  const blend = (old: Tensor, now: Tensor) => add(mul(old, 1 - momentum), mul(now, momentum));
  net.statistics.set(`${name}.mean`, blend(mean, batch.mean));
  net.statistics.set(`${name}.variance`, blend(variance, unbiased));
  return batch.y;
}

/** In training form a part of the elements becomes 0, the others grow to make up for it. */
export const dropout = (net: Network, name: string, x: Tensor, rate: number): Tensor =>
  net.training && rate > 0 ? mul(x, net.mask(name, x.shape, rate)) : x;

/** All axes but the first as one. */
export const flatten = (x: Tensor): Tensor => reshape(x, [x.shape[0]!, product(x.shape.slice(1))]);
