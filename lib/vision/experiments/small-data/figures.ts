import type { DetectionImage } from '../../datasets/detection/set';
import type { Detection } from '../../detector';
import { cocoSummary } from '../../evaluation/coco';
import { imageResult } from '../../evaluation/evaluate-detector';
import { maskIou } from '../../masks/rle';

/** What a network makes of some images. */
export interface Figures {
  images: number;
  /** An image, on average. */
  detections: number;
  /** The highest of any detection, averaged over the images; 0 where nothing was found. */
  best_score: number;
  /** Of every object with the mask that fits it best, whatever its score; 0 where none does. */
  mean_iou: number;
  box_AP: number | null;
  mask_AP: number | null;
  mask_AP50: number | null;
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param found the detections in each image, best first */
export function figuresOf(
  images: readonly DetectionImage[],
  found: readonly (readonly Detection[])[],
  categories: readonly string[],
): Figures {
  const results = images.map((image, i) => imageResult(image, found[i]!, categories));
  const fits = results.flatMap(({ truths, found: detections }) =>
    truths
      .filter(({ crowd }) => !crowd)
      .map((truth) => Math.max(0, ...detections.map(({ mask }) => maskIou(mask!, truth.mask!)))),
  );
  const mask = cocoSummary(results, 'mask');
  return {
    images: images.length,
    detections: mean(found.map((detections) => detections.length)),
    best_score: mean(found.map((detections) => detections[0]?.score ?? 0)),
    mean_iou: mean(fits),
    box_AP: cocoSummary(results, 'box').AP,
    mask_AP: mask.AP,
    mask_AP50: mask.AP50,
  };
}
