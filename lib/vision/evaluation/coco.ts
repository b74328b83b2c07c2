import { type FoundObject, type Kind, type Matched, matchImage, type TruthObject } from './matching';

/** COCO's twelve figures, 0 to 1; null where there is nothing to be found (no object of that size). */
export interface Summary {
  /** Mean over IoU 0.50 to 0.95. */
  AP: number | null;
  AP50: number | null;
  AP75: number | null;
  APsmall: number | null;
  APmedium: number | null;
  APlarge: number | null;
  /** Recall with at most 1, 10, 100 detections an image. */
  AR1: number | null;
  AR10: number | null;
  AR100: number | null;
  ARsmall: number | null;
  ARmedium: number | null;
  ARlarge: number | null;
}

export interface ImageResult {
  truths: readonly TruthObject[];
  found: readonly FoundObject[];
}

/** `count` numbers from `from` to `to`, rounded as NumPy's linspace rounds them: thresholds are compared exactly. */
const spaced = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, i) => (i === count - 1 ? to : from + i * ((to - from) / (count - 1))));

const IOUS = spaced(0.5, 0.95, 10);
const RECALLS = spaced(0, 1, 101);
/** Sides of 32 and 96 pixels part small from medium from large. */
const RANGES = [
  [0, 1e10],
  [0, 32 ** 2],
  [32 ** 2, 96 ** 2],
  [96 ** 2, 1e10],
] as const;
const LIMITS = [1, 10, 100] as const;
const MOST = 100;

/** Precision at each of RECALLS, and the recall reached; of one category, range, threshold, limit. */
function curve(
  images: readonly Matched[],
  t: number,
  limit: number,
): { precision: Float64Array; recall: number } | undefined {
  const objects = images.reduce((sum, image) => sum + image.objects, 0);
  if (objects === 0) return undefined;
  const all: { score: number; hit: number }[] = [];
  for (const { scores, hits, ignored } of images)
    for (let d = 0; d < Math.min(limit, scores.length); d++)
      if (!ignored[t]![d]) all.push({ score: scores[d]!, hit: hits[t]![d]! });
  all.sort((a, b) => b.score - a.score);
  const recalls = new Float64Array(all.length);
  const precisions = new Float64Array(all.length);
  let hits = 0;
  all.forEach(({ hit }, i) => {
    hits += hit;
    recalls[i] = hits / objects;
    precisions[i] = hits / (i + 1);
  });
  // Precision never rises with recall.
  for (let i = all.length - 1; i > 0; i--) precisions[i - 1] = Math.max(precisions[i - 1]!, precisions[i]!);
  const precision = new Float64Array(RECALLS.length);
  let i = 0;
  RECALLS.forEach((recall, r) => {
    while (i < all.length && recalls[i]! < recall) i++;
    precision[r] = precisions[i] ?? 0;
  });
  return { precision, recall: recalls.at(-1) ?? 0 };
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Average precision and recall of COCO (cocodataset.org/#detection-eval; cocoapi, cocoeval.py), of boxes or masks.
 * @param images truth and detections, image by image; categories numbered as one likes
 */
export function cocoSummary(images: readonly ImageResult[], kind: Kind): Summary {
  const categories = new Set(images.flatMap(({ truths }) => truths.map(({ category }) => category)));
  /** [categories][ranges] -> one entry an image */
  const matched = [...categories].map((category) => {
    const perImage = images.flatMap(({ truths, found }) => {
      const own = truths.filter((truth) => truth.category === category);
      const detections = found.filter((detection) => detection.category === category);
      if (own.length === 0 && detections.length === 0) return [];
      return [matchImage(own, detections, kind, IOUS, RANGES, MOST)];
    });
    return RANGES.map((_, range) => perImage.map((image) => image[range]!));
  });
  const figures = (range: number, limit: number, thresholds: readonly number[]) =>
    matched.flatMap((ranges) => thresholds.flatMap((t) => curve(ranges[range]!, t, limit) ?? []));
  const every = [...IOUS.keys()];
  const AP = (range: number, thresholds: readonly number[] = every) =>
    mean(figures(range, MOST, thresholds).map(({ precision }) => mean([...precision])!));
  const AR = (range: number, limit: number) => mean(figures(range, limit, every).map(({ recall }) => recall));
  return {
    AP: AP(0),
    AP50: AP(0, [0]),
    AP75: AP(0, [5]),
    APsmall: AP(1),
    APmedium: AP(2),
    APlarge: AP(3),
    AR1: AR(0, LIMITS[0]),
    AR10: AR(0, LIMITS[1]),
    AR100: AR(0, LIMITS[2]),
    ARsmall: AR(1, MOST),
    ARmedium: AR(2, MOST),
    ARlarge: AR(3, MOST),
  };
}
