import { Problem } from '@/lib/problems';
import type { DetectionImage, DetectionSet } from '../datasets/detection/set';
import type { Detection, Detector } from '../detector';
import { rleFromMask } from '../masks/rle';
import { cocoSummary, type ImageResult, type Summary } from './coco';

export interface DetectorEvaluation {
  box: Summary;
  mask: Summary;
  images: number;
  /** In the detector, all images together; reading files is not counted. */
  seconds: number;
}

/** What was found in an image beside what is there; classes that the set does not have are left out. */
export function imageResult(
  image: DetectionImage,
  detections: readonly Detection[],
  categories: readonly string[],
): ImageResult {
  const found = detections.flatMap(({ box, score, label, mask }) => {
    const category = categories.indexOf(label);
    return category < 0 ? [] : [{ box, score, category, mask: rleFromMask(mask, image.width, image.height) }];
  });
  return { truths: image.objects, found };
}

/**
 * Runs a detector over a set and compares it with the truth, in the classes that both have.
 * @param seen called after each image, for progress and cancelling by an error
 * @throws Problem where detector and set have no class in common
 */
export async function evaluateDetector(
  detector: Pick<Detector, 'name' | 'classes' | 'detect'>,
  set: DetectionSet,
  seen: (done: number, image: DetectionImage, detections: Detection[]) => void | Promise<void> = () => {},
): Promise<DetectorEvaluation> {
  const known = set.categories.map((name) => detector.classes.includes(name));
  if (!known.includes(true))
    throw new Problem(
      'bad-request',
      `${detector.name} finds ${detector.classes.join(', ')}; the data set has ${set.categories.join(', ')}.`,
    );
  const results: ImageResult[] = [];
  let seconds = 0;
  for (const image of set.images) {
    const picture = await image.read();
    const start = performance.now();
    const detections = await detector.detect(picture);
    seconds += (performance.now() - start) / 1000;
    const { truths, found } = imageResult(image, detections, set.categories);
    results.push({ truths: truths.filter(({ category }) => known[category]), found });
    await seen(results.length, image, detections);
  }
  return {
    box: cocoSummary(results, 'box'),
    mask: cocoSummary(results, 'mask'),
    images: results.length,
    seconds,
  };
}
