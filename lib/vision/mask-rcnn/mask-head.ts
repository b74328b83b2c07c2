import { kaimingNormal, normal } from '@/lib/nn/initialisers';
import { convolution, transposedConvolution } from '@/lib/nn/layers';
import type { Network } from '@/lib/nn/network';
import { relu } from '@/lib/nn/operations/arithmetic';
import { reshape, transpose } from '@/lib/nn/operations/shape';
import type { Tensor } from '@/lib/nn/tensor';

const LAYERS = 4;
/** Small, so that training begins at masks that say "perhaps" everywhere (a loss of 0.69). */
const PREDICTOR_DEVIATION = 0.001;

/**
 * The mask head (He et al. 2017, figure 4, right): from RoI features [RoIs, cells, channels] a map of logits per
 * class, twice as fine as the RoI's cells: [RoIs, classes, 2 * height, 2 * width].
 */
export function maskHead(
  net: Network,
  rois: Tensor,
  pool: { height: number; width: number },
  channels: number,
  classes: number,
): Tensor {
  const [total, , inputs] = rois.shape;
  const apart = reshape(rois, [total!, pool.height, pool.width, inputs!]);
  let x = transpose(apart, [0, 3, 1, 2]);
  for (let i = 0; i < LAYERS; i++)
    x = relu(convolution(net, `mask.conv${i}`, x, channels, { pads: 1, initial: kaimingNormal('out') }));
  x = relu(transposedConvolution(net, 'mask.deconv', x, channels, { initial: kaimingNormal('out') }));
  return convolution(net, 'mask.predictor', x, classes, { kernel: 1, initial: normal(PREDICTOR_DEVIATION) });
}
