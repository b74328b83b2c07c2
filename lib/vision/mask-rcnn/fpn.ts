import { convolution } from '@/lib/nn/layers';
import type { Network } from '@/lib/nn/network';
import { add } from '@/lib/nn/operations/arithmetic';
import { maxPool } from '@/lib/nn/operations/pool';
import { upsampleNearest } from '@/lib/nn/operations/upsample';
import type { Tensor } from '@/lib/nn/tensor';

/**
 * Feature pyramid (Lin et al. 2017, section 3): from the body's features, finest first, maps of `channels` channels
 * each: 1x1 laterals, added top-down, each smoothed by a 3x3 convolution. Where more `levels` are wanted, the last is
 * every other cell of the one before (P6).
 */
export function featurePyramid(
  net: Network,
  features: readonly Tensor[],
  channels: number,
  levels: number,
): Tensor[] {
  const laterals = features.map((feature, i) =>
    convolution(net, `fpn.lateral${i}`, feature, channels, { kernel: 1 }),
  );
  for (let i = laterals.length - 2; i >= 0; i--)
    laterals[i] = add(laterals[i]!, upsampleNearest(laterals[i + 1]!));
  const pyramid = laterals.map((lateral, i) =>
    convolution(net, `fpn.output${i}`, lateral, channels, { pads: 1 }),
  );
  while (pyramid.length < levels) pyramid.push(maxPool(pyramid.at(-1)!, 1, 2));
  return pyramid;
}
