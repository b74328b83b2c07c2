import type { Random } from '@/lib/nn/random';
import type { PlacedMask } from '../masks/mask';
import { encode } from './box-coder';
import { count, take } from './boxes';
import type { MaskRcnnConfig } from './config';
import { match } from './matcher';
import { axisWeights, interpolate } from './roi-align';
import { sample } from './sampler';

/** What is to be found in one image, in pixels of the network's input. */
export interface Truth {
  /** N x 4. */
  boxes: Float32Array;
  /** Class of each object, from 1 on: 0 is background. */
  classes: Int32Array;
  masks: readonly PlacedMask[];
  /** Boxes of regions with many objects: neither found nor background. */
  crowds?: Float32Array;
}

export interface RpnTargets {
  /** Numbers of the sampled anchors, positive ones first. */
  anchors: Int32Array;
  /** 1 for an object, 0 for background. */
  labels: Float32Array;
  /** Four numbers each; 0 for background. */
  deltas: Float32Array;
}

/** Which anchors the region proposal network is judged by, and what it should have said (torchvision, rpn.py). */
export function rpnTargets(
  anchors: Float32Array,
  truth: Truth,
  config: MaskRcnnConfig['rpn'],
  random: Random,
): RpnTargets {
  const matches = match(anchors, truth.boxes, { ...config, lowQuality: true }, truth.crowds);
  const { positive, negative } = sample(matches, config, random);
  const chosen = Int32Array.from([...positive, ...negative]);
  const deltas = new Float32Array(4 * chosen.length);
  deltas.set(
    encode(take(truth.boxes, objectsOf(matches, positive)), take(anchors, positive), config.weights),
  );
  const labels = Float32Array.from(chosen, (_, i) => (i < positive.length ? 1 : 0));
  return { anchors: chosen, labels, deltas };
}

export interface RoiTargets {
  /** N x 4, positive ones first. */
  rois: Float32Array;
  /** How many are positive. */
  positives: number;
  /** Class of each RoI, 0 for background. */
  classes: Int32Array;
  /** Four numbers each; 0 for background. */
  deltas: Float32Array;
  /** For the positive ones [positives, height, width], 0 to 1. */
  masks: Float32Array;
}

/** Which proposals the heads are judged by, and what they should have said (torchvision, roi_heads.py). */
export function roiTargets(
  proposed: Float32Array,
  truth: Truth,
  config: MaskRcnnConfig['roi'],
  maskSize: MaskRcnnConfig['maskTarget'],
  random: Random,
): RoiTargets {
  const candidates = new Float32Array(proposed.length + truth.boxes.length);
  candidates.set(proposed);
  candidates.set(truth.boxes, proposed.length);
  const matches = match(candidates, truth.boxes, { ...config, lowQuality: false }, truth.crowds);
  const { positive, negative } = sample(matches, config, random);
  const objects = objectsOf(matches, positive);
  const rois = take(candidates, [...positive, ...negative]);
  const deltas = new Float32Array(rois.length);
  deltas.set(encode(take(truth.boxes, objects), take(candidates, positive), config.weights));
  const classes = new Int32Array(count(rois));
  classes.set(objects.map((object) => truth.classes[object]!));
  const size = maskSize.height * maskSize.width;
  const masks = new Float32Array(positive.length * size);
  objects.forEach((object, i) => {
    masks.set(maskTarget(truth.masks[object]!, rois.subarray(4 * i, 4 * i + 4), maskSize), i * size);
  });
  return { rois, positives: positive.length, classes, deltas, masks };
}

const objectsOf = (matches: Int32Array, positive: readonly number[]) => positive.map((i) => matches[i]!);

/**
 * The object's mask seen through a RoI: RoIAlign of the bitmap with as many samples as the RoI has pixels, not
 * rounded to 0 and 1 (torchvision, roi_heads.py: project_masks_on_boxes).
 * @param roi x1 y1 x2 y2
 */
export function maskTarget(
  mask: PlacedMask,
  roi: ArrayLike<number>,
  { height, width, aligned }: MaskRcnnConfig['maskTarget'],
): Float32Array {
  // A ring of zeros: outside its own box the mask is 0, where RoIAlign would go on with the edge.
  const rows = mask.height + 2;
  const columns = mask.width + 2;
  const plane = new Uint8Array(rows * columns);
  for (let row = 0; row < mask.height; row++)
    plane.set(mask.data.subarray(row * mask.width, (row + 1) * mask.width), (row + 1) * columns + 1);
  const options = { sampling: 0, aligned };
  const y = new Float32Array(height * rows);
  const x = new Float32Array(width * columns);
  axisWeights(y, height, rows, roi[1]! - mask.y + 1, roi[3]! - mask.y + 1, options);
  axisWeights(x, width, columns, roi[0]! - mask.x + 1, roi[2]! - mask.x + 1, options);
  return interpolate(plane, rows, columns, y, x);
}
