import { filled, kaimingNormal, zeros } from '@/lib/nn/initialisers';
import type { Network } from '@/lib/nn/network';
import { add, mul, relu6, sub } from '@/lib/nn/operations/arithmetic';
import { conv2d } from '@/lib/nn/operations/convolution';
import { reshape } from '@/lib/nn/operations/shape';
import type { Tensor } from '@/lib/nn/tensor';
import { Problem } from '@/lib/problems';
import { BLOCKS, STEM, TAPS } from './mobilenet';
import { resnet50 } from './resnet';

/** A body that turns a picture into features at strides 4, 8, 16 and 32. */
export interface Backbone {
  name: string;
  /** Whether it begins with MoveNet's weights. */
  pretrained: boolean;
  /** Image [1, 3, height, width], 0 to 255, sides multiples of 32. */
  describe(net: Network, image: Tensor): Tensor[];
  /** Whether a parameter learns; those of the body that do not keep what they were given. */
  learns(name: string): boolean;
  /** Parameters of the body. */
  owns(name: string): boolean;
}

/**
 * A convolution whose filter is `scale` * `weight`, per output channel. The pretrained body has its batch
 * normalisation folded, so that filters differ in size by thousands; the frozen scale gives each a size at which one
 * learning rate suits all.
 */
function scaledConvolution(
  net: Network,
  name: string,
  x: Tensor,
  outputs: number,
  { kernel, stride = 1, depthwise = false }: { kernel: number; stride?: number; depthwise?: boolean },
): Tensor {
  const inputs = depthwise ? 1 : (x.shape[1] as number);
  const weight = net.parameter(`${name}.weight`, [outputs, inputs, kernel, kernel], kaimingNormal());
  const scale = net.parameter(`${name}.scale`, [outputs], filled(1));
  const filter = mul(weight, reshape(scale, [outputs, 1, 1, 1]));
  // TensorFlow's SAME: with stride 2 on even sides nothing above and left, one row and column below and right.
  const [before, after] = kernel === 1 ? [0, 0] : [stride === 2 ? 0 : 1, 1];
  const bias = net.parameter(`${name}.bias`, [outputs], zeros);
  const options = {
    stride,
    groups: depthwise ? outputs : 1,
    pads: [before, before, after, after] as const,
  };
  return conv2d(x, filter, options, bias);
}

const BODY = 'body.';
const SCALE = /\.scale$/;
/** Stem and first blocks, up to stride 4, stay as they are (as in torchvision and Detectron2: freeze_at 2). */
const FROZEN_BLOCKS = 3;
const frozen = [STEM.name, ...BLOCKS.slice(0, FROZEN_BLOCKS).map(({ name }) => `${name}_`)].map(
  (name) => BODY + name,
);

/** MobileNetV2 x1.5, which starts from MoveNet's weights. */
export const light: Backbone = {
  name: 'light',
  pretrained: true,
  describe(net, image) {
    const convolution = (name: string, ...rest: [Tensor, number, Parameters<typeof scaledConvolution>[4]]) =>
      scaledConvolution(net, BODY + name, ...rest);
    const centred = sub(mul(image, 0.00784302), 1);
    let x = relu6(convolution(STEM.name, centred, STEM.outputs, { kernel: 3, stride: 2 }));
    const features: Tensor[] = [];
    BLOCKS.forEach(({ name, expanded, outputs, stride, residual }, i) => {
      const wide = expanded ? relu6(convolution(`${name}_expand`, x, expanded, { kernel: 1 })) : x;
      const channels = wide.shape[1] as number;
      const seen = convolution(`${name}_depthwise`, wide, channels, { kernel: 3, stride, depthwise: true });
      const y = convolution(`${name}_project`, relu6(seen), outputs, { kernel: 1 });
      x = residual ? add(x, y) : y;
      const tap = TAPS.find(({ after }) => after === i);
      if (tap) features.push(mul(x, 1 / tap.deviation));
    });
    return features;
  },
  owns: (name) => name.startsWith(BODY),
  learns: (name) => !SCALE.test(name) && !frozen.some((start) => name.startsWith(start)),
};

/** The seed's body. Without weights to begin with it wants many images and a GPU. */
const resnet50Fpn: Backbone = {
  name: 'resnet50-fpn',
  pretrained: false,
  describe: (net, image) => resnet50(net, BODY, image),
  owns: (name) => name.startsWith(BODY),
  learns: () => true,
};

const backbones: readonly Backbone[] = [light, resnet50Fpn];

/** @throws Problem naming those that there are */
export function findBackbone(name: string): Backbone {
  const found = backbones.find((backbone) => backbone.name === name);
  if (found) return found;
  const known = backbones.map(({ name }) => name).join(', ');
  throw new Problem('not-found', `There is no backbone "${name}"; known are ${known}.`);
}
