import { binaryCrossEntropy, crossEntropyRows, smoothL1 } from '@/lib/nn/losses';
import { mul } from '@/lib/nn/operations/arithmetic';
import { sum } from '@/lib/nn/operations/reduce';
import { gather, oneHot } from '@/lib/nn/operations/select';
import { reshape } from '@/lib/nn/operations/shape';
import { input, type Tensor } from '@/lib/nn/tensor';

/** As in torchvision, for the proposals and for the boxes. */
const BETA = 1 / 9;

/**
 * The two losses of the proposals (Ren et al. 2015, section 3.1.2) over the sampled anchors: binary cross-entropy of
 * "object", and smooth L1 of the moves of the positive ones, both divided by the number of samples.
 * Inputs: rpn:anchors (numbers), rpn:labels, rpn:deltas, rpn:weight (one over the number, [1]).
 */
export function rpnLosses(objectness: Tensor, deltas: Tensor) {
  const anchors = input('rpn:anchors', ['samples'], 'int32');
  const labels = input('rpn:labels', ['samples', 1]);
  const wanted = input('rpn:deltas', ['samples', 4]);
  const weight = input('rpn:weight', []);
  const said = binaryCrossEntropy(gather(objectness, anchors), labels);
  const moved = mul(smoothL1(gather(deltas, anchors), wanted, BETA), labels);
  return { rpn_objectness: mul(sum(said), weight), rpn_box: mul(sum(moved), weight) };
}

/**
 * The two losses of the box head (Girshick 2015, section 2.3): cross-entropy of the classes, and smooth L1 of the
 * true class's moves for RoIs with an object, both divided by the number of RoIs.
 * Inputs: roi:classes (0 background), roi:deltas, roi:positive (1 or 0), roi:weight (one over the number).
 */
export function boxLosses(logits: Tensor, deltas: Tensor) {
  const [rois, columns] = logits.shape as [string, number];
  const classes = input('roi:classes', [rois], 'int32');
  const wanted = input('roi:deltas', [rois, 4]);
  const positive = input('roi:positive', [rois, 1]);
  const weight = input('roi:weight', []);
  const chosen = oneHot(classes, columns);
  const own = mul(reshape(deltas, [rois, columns, 4]), reshape(chosen, [rois, columns, 1]));
  const moved = mul(smoothL1(sum(own, [1]), wanted, BETA), positive);
  return { classes: mul(sum(crossEntropyRows(logits, chosen)), weight), box: mul(sum(moved), weight) };
}

/**
 * The mask loss (He et al. 2017, section 3): mean binary cross-entropy of the true class's map.
 * Inputs: mask:classes (0 the first class), mask:targets [RoIs, height, width], mask:weight (one over the number of
 * pixels of all of them; 0 where there is no object).
 */
export function maskLoss(logits: Tensor) {
  const [rois, classes, height, width] = logits.shape as [string, number, number, number];
  const chosen = oneHot(input('mask:classes', [rois], 'int32'), classes);
  const targets = input('mask:targets', [rois, height, width]);
  const weight = input('mask:weight', []);
  const own = sum(mul(logits, reshape(chosen, [rois, classes, 1, 1])), [1]);
  return { mask: mul(sum(binaryCrossEntropy(own, targets)), weight) };
}
