import { type Initialiser, kaimingNormal, ones, zeros } from '@/lib/nn/initialisers';
import { convolution } from '@/lib/nn/layers';
import type { Network } from '@/lib/nn/network';
import { add, div, mul, relu, sub } from '@/lib/nn/operations/arithmetic';
import { maxPool } from '@/lib/nn/operations/pool';
import { reshape } from '@/lib/nn/operations/shape';
import { constant, type Tensor } from '@/lib/nn/tensor';

/** Of ImageNet, as everywhere in this field; parts of 255. */
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];
/** Blocks and their inner channels, stage by stage (He et al. 2016, Table 1: 50 layers). */
const STAGES = [
  [3, 64],
  [4, 128],
  [6, 256],
  [3, 512],
] as const;
const EXPANSION = 4;

const perChannel = (numbers: readonly number[]) => constant([...numbers], [1, numbers.length, 1, 1]);

interface Moves {
  kernel: number;
  stride?: number;
  /** First value of the normalisation's scale. */
  scale?: Initialiser;
}

/**
 * A convolution and what FrozenBN leaves of its normalisation: a scale and a shift per channel. Batches of one or two
 * images have no statistics worth taking, so none are taken.
 */
function normalised(
  net: Network,
  name: string,
  x: Tensor,
  outputs: number,
  { kernel, stride = 1, scale = ones }: Moves,
) {
  const pads = (kernel - 1) / 2;
  const initial = kaimingNormal('out');
  const y = convolution(net, name, x, outputs, { kernel, stride, pads, initial, bias: false });
  const column = (tensor: Tensor) => reshape(tensor, [outputs, 1, 1]);
  const scaled = mul(y, column(net.parameter(`${name}.scale`, [outputs], scale)));
  return add(scaled, column(net.parameter(`${name}.shift`, [outputs], zeros)));
}

/** 1x1, 3x3, 1x1; the stride lies in the 3x3 (as torchvision has it). It begins as if it were not there. */
function bottleneck(net: Network, name: string, x: Tensor, inner: number, stride: number): Tensor {
  const outputs = inner * EXPANSION;
  const narrow = relu(normalised(net, `${name}.conv1`, x, inner, { kernel: 1 }));
  const seen = relu(normalised(net, `${name}.conv2`, narrow, inner, { kernel: 3, stride }));
  const y = normalised(net, `${name}.conv3`, seen, outputs, { kernel: 1, scale: zeros });
  const same = stride === 1 && x.shape[1] === outputs;
  const straight = same ? x : normalised(net, `${name}.downsample`, x, outputs, { kernel: 1, stride });
  return relu(add(y, straight));
}

/** ResNet-50 (He et al. 2016): image 0 to 255 to features of 256, 512, 1024, 2048 channels at strides 4 to 32. */
export function resnet50(net: Network, prefix: string, image: Tensor): Tensor[] {
  const centred = div(sub(mul(image, 1 / 255), perChannel(MEAN)), perChannel(DEVIATION));
  const stem = relu(normalised(net, `${prefix}stem`, centred, 64, { kernel: 7, stride: 2 }));
  let x = maxPool(stem, 3, 2, 1);
  return STAGES.map(([blocks, inner], stage) => {
    for (let i = 0; i < blocks; i++)
      x = bottleneck(net, `${prefix}layer${stage + 1}.${i}`, x, inner, stage > 0 && i === 0 ? 2 : 1);
    return x;
  });
}
