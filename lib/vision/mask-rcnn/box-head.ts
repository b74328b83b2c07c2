import { kaimingUniform, normal } from '@/lib/nn/initialisers';
import { dense, flatten } from '@/lib/nn/layers';
import type { Network } from '@/lib/nn/network';
import { relu } from '@/lib/nn/operations/arithmetic';
import type { Tensor } from '@/lib/nn/tensor';

/**
 * Fast R-CNN's head with two hidden layers (Lin et al. 2017, section 4.2): from RoI features [RoIs, cells, channels]
 * the logits [RoIs, classes + 1], background first, and a box per class [RoIs, 4 * (classes + 1)].
 */
export function boxHead(net: Network, rois: Tensor, hidden: number, classes: number) {
  let x = flatten(rois);
  for (const layer of [1, 2])
    x = relu(dense(net, `box.fc${layer}`, x, hidden, { initial: kaimingUniform() }));
  return {
    logits: dense(net, 'box.classes', x, classes + 1, { initial: normal(0.01) }),
    deltas: dense(net, 'box.deltas', x, 4 * (classes + 1), { initial: normal(0.001) }),
  };
}
