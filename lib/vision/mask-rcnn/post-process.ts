import { decodeOne } from './box-coder';
import { clip, count, take } from './boxes';
import type { MaskRcnnConfig } from './config';
import { nms } from './nms';
import { sidesFrom } from './proposals';

export interface FoundBoxes {
  /** N x 4, best first. */
  boxes: Float32Array;
  scores: Float32Array;
  /** Class of each, from 1 on. */
  classes: Int32Array;
}

/**
 * What the box head saw, as detections: softmax, each class's box of each RoI from `score` on, the same object once
 * a class, the best `limit` (torchvision, roi_heads.py: postprocess_detections).
 * @param logits [RoIs, classes + 1], background first
 * @param deltas [RoIs, 4 * (classes + 1)], or [RoIs, 4] for all classes together
 * @param image size of the picture in the input, without the padding
 */
export function detections(
  logits: Float32Array,
  deltas: Float32Array,
  rois: Float32Array,
  image: { width: number; height: number },
  { detections, roi: { weights }, classes }: MaskRcnnConfig,
): FoundBoxes {
  const columns = classes + 1;
  const ownBoxes = deltas.length === 4 * columns * count(rois);
  const found: { roi: number; score: number; label: number }[] = [];
  for (let roi = 0; roi < count(rois); roi++) {
    const row = logits.subarray(roi * columns, (roi + 1) * columns);
    const most = row.reduce((a, b) => Math.max(a, b));
    const sum = row.reduce((total, logit) => total + Math.exp(logit - most), 0);
    for (let label = 1; label < columns; label++) {
      const score = Math.exp(row[label]! - most) / sum;
      if (score > detections.score) found.push({ roi, score, label });
    }
  }
  const boxes = new Float32Array(4 * found.length);
  found.forEach(({ roi, label }, i) => {
    const from = ownBoxes ? 4 * (roi * columns + label) : 4 * roi;
    decodeOne(deltas, from, rois, roi, weights, boxes, i);
  });
  clip(boxes, image.width, image.height);
  const large = found.map((_, i) => i).filter((i) => sidesFrom(boxes, i, detections.minSize));
  const scores = Float32Array.from(large, (i) => found[i]!.score);
  const labels = Int32Array.from(large, (i) => found[i]!.label);
  const candidates = take(boxes, large);
  const kept = nms(candidates, scores, detections.nms, detections.limit, labels);
  return {
    boxes: take(candidates, kept),
    scores: Float32Array.from(kept, (i) => scores[i]!),
    classes: Int32Array.from(kept, (i) => labels[i]!),
  };
}
