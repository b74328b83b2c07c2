import { product } from '@/lib/nn/dimension';
import { normal } from '@/lib/nn/initialisers';
import { convolution } from '@/lib/nn/layers';
import type { Network } from '@/lib/nn/network';
import { relu } from '@/lib/nn/operations/arithmetic';
import { concat, reshape, transpose } from '@/lib/nn/operations/shape';
import type { Tensor } from '@/lib/nn/tensor';

const DEVIATION = 0.01;

/** [1, anchors * each, height, width] as rows of `each` numbers, cell by cell, in a cell anchor by anchor. */
function rows(map: Tensor, each: number): Tensor {
  const last = transpose(map, [0, 2, 3, 1]);
  const anchors = (map.shape[1] as number) / each;
  return reshape(last, [product([map.shape[2]!, map.shape[3]!, anchors]), each]);
}

/**
 * The head of the region proposal network (Ren et al. 2015, section 3.1), shared by all levels: for every anchor,
 * in the order of `anchorsFor`, the logit of "object" [anchors, 1] and how it must move [anchors, 4].
 */
export function rpnHead(
  net: Network,
  levels: readonly Tensor[],
  anchors: number,
): { objectness: Tensor; deltas: Tensor } {
  const initial = normal(DEVIATION);
  const heads = levels.map((level) => {
    const seen = relu(convolution(net, 'rpn.conv', level, level.shape[1] as number, { pads: 1, initial }));
    const one = (name: string, outputs: number) =>
      convolution(net, `rpn.${name}`, seen, outputs, { kernel: 1, initial });
    return { objectness: rows(one('objectness', anchors), 1), deltas: rows(one('deltas', 4 * anchors), 4) };
  });
  return {
    objectness: concat(
      heads.map(({ objectness }) => objectness),
      0,
    ),
    deltas: concat(
      heads.map(({ deltas }) => deltas),
      0,
    ),
  };
}
