import { scalar, type Value, value } from '@/lib/nn/graph';
import { add } from '@/lib/nn/operations/arithmetic';
import { splitGraph } from '@/lib/nn/split';
import { gradientGraph } from '@/lib/nn/training';
import type { Backbone } from './backbone';
import { count } from './boxes';
import type { MaskRcnnConfig } from './config';
import { trainingForm } from './network';
import { levelsOf } from './roi-align';
import { type Level, roiTaps } from './roi-features';
import type { RoiTargets, RpnTargets } from './targets';

/** The two graphs of a training step: `propose` and `learn`, with plain code that makes targets between them. */
export function stepGraphs(backbone: Backbone, config: MaskRcnnConfig) {
  const { net, objectness, deltas, losses } = trainingForm(backbone, config);
  const loss = Object.values(losses).reduce(add);
  const whole = gradientGraph({ loss, report: losses, net, trained: backbone.learns });
  const { first, second } = splitGraph(whole, { objectness, deltas });
  return { propose: first, learn: second };
}

/** The targets as inputs of `learn`. */
export const learnInputs = (
  rpn: RpnTargets,
  roi: RoiTargets,
  maps: readonly Level[],
  config: MaskRcnnConfig,
): Record<string, Value> => ({ ...rpnInputs(rpn), ...roiInputs(roi, maps, config) });

function rpnInputs({ anchors, labels, deltas }: RpnTargets): Record<string, Value> {
  const samples = anchors.length;
  return {
    'rpn:anchors': value(anchors),
    'rpn:labels': value(labels, [samples, 1]),
    'rpn:deltas': value(deltas, [samples, 4]),
    'rpn:weight': scalar(1 / samples),
  };
}

/** What stands for a list without RoIs, as graphs dislike empty tensors; its losses are multiplied by 0. */
const NO_ROI = { rois: new Float32Array(4), classes: new Int32Array(1), deltas: new Float32Array(4) };

function roiInputs(
  target: RoiTargets,
  maps: readonly Level[],
  config: MaskRcnnConfig,
): Record<string, Value> {
  const { positives, masks } = target;
  const none = target.rois.length === 0;
  const { rois, classes, deltas } = none ? NO_ROI : target;
  const total = count(rois);
  const masked = Math.max(1, positives);
  const maskRois = rois.slice(0, 4 * masked);
  const { height, width } = config.maskTarget;
  const taps = (name: 'box' | 'mask', boxes: Float32Array) =>
    roiTaps(name, boxes, maps, levelsOf(boxes, config[name], config.roiLevels), config[name]);
  return {
    ...taps('box', rois),
    ...taps('mask', maskRois),
    'roi:classes': value(classes),
    'roi:deltas': value(deltas, [total, 4]),
    'roi:positive': value(
      Float32Array.from({ length: total }, (_, i) => (i < positives ? 1 : 0)),
      [total, 1],
    ),
    'roi:weight': scalar(none ? 0 : 1 / total),
    'mask:classes': value(Int32Array.from({ length: masked }, (_, i) => Math.max(0, classes[i]! - 1))),
    'mask:targets': value(positives > 0 ? masks : new Float32Array(height * width), [masked, height, width]),
    'mask:weight': scalar(positives > 0 ? 1 / (positives * height * width) : 0),
  };
}
