import type { Graph } from '@/lib/nn/graph';
import { Network } from '@/lib/nn/network';
import { sigmoid } from '@/lib/nn/operations/arithmetic';
import { input, type Tensor } from '@/lib/nn/tensor';
import type { Backbone } from './backbone';
import { boxHead } from './box-head';
import type { MaskRcnnConfig } from './config';
import { featurePyramid } from './fpn';
import { boxLosses, maskLoss, rpnLosses } from './losses';
import { maskHead } from './mask-head';
import { featureTable, roiFeatures, roiInputs } from './roi-features';
import { rpnHead } from './rpn';

function features(net: Network, backbone: Backbone, config: MaskRcnnConfig) {
  const { anchors, channels, roiLevels } = config;
  // Sides are multiples of a number that every stride divides.
  const { divisor } = config.image;
  const image = input('image', [1, 3, `${divisor}*h`, `${divisor}*w`]);
  const levels = featurePyramid(net, backbone.describe(net, image), channels.pyramid, anchors.strides.length);
  const forRois = levels.slice(0, roiLevels.last - roiLevels.first + 1);
  return { table: featureTable(forRois), ...rpnHead(net, levels, config.anchors.ratios.length) };
}

const boxes = (net: Network, table: Tensor, config: MaskRcnnConfig) =>
  boxHead(net, roiFeatures(table, roiInputs('box', config.box)), config.channels.box, config.classes);

const masks = (net: Network, table: Tensor, config: MaskRcnnConfig) =>
  maskHead(
    net,
    roiFeatures(table, roiInputs('mask', config.mask)),
    config.mask,
    config.channels.mask,
    config.classes,
  );

export const LOSSES = ['rpn_objectness', 'rpn_box', 'classes', 'box', 'mask'] as const;
export type Losses = Record<(typeof LOSSES)[number], Tensor>;

/** The training form: what proposals are made from, and the five losses, which need targets made of these. */
export function trainingForm(backbone: Backbone, config: MaskRcnnConfig) {
  const net = new Network(true);
  const { table, objectness, deltas } = features(net, backbone, config);
  const { logits, deltas: moves } = boxes(net, table, config);
  const losses: Losses = {
    ...rpnLosses(objectness, deltas),
    ...boxLosses(logits, moves),
    ...maskLoss(masks(net, table, config)),
  };
  return { net, objectness, deltas, losses };
}

/** The inference form: three graphs with plain code between them. */
export interface InferenceForm {
  /** image -> table, objectness, deltas. */
  features: Graph;
  /** table, RoIs -> logits, deltas. */
  boxes: Graph;
  /** table, RoIs -> masks (probabilities). */
  masks: Graph;
}

export function inferenceForm(backbone: Backbone, config: MaskRcnnConfig): InferenceForm {
  const net = new Network(false);
  const table = () => input('table', ['cells', config.channels.pyramid]);
  return {
    features: { outputs: features(net, backbone, config) },
    boxes: { outputs: boxes(net, table(), config) },
    masks: { outputs: { masks: sigmoid(masks(net, table(), config)) } },
  };
}
