import type { Geometry } from 'geojson';
import type { Georeference } from '@/lib/imagery/georeference/georeference';
import type { Window } from '@/lib/imagery/picture';
import type { Classifier } from '../classifiers/classifier';
import { type ChipProperties, chipOutline, chipProperties } from './answers';
import { classifyChips, type PixelSource } from './classify';

/** An image cut into chips, ready to be classified. */
export interface ChipTask {
  image: PixelSource;
  place: Georeference;
  chips: readonly Window[];
  /** Number of each chip's class, where they are known. */
  truth?: readonly number[];
  classifier: Classifier;
  /** Dark things on light ground, where the classifier learned the opposite. */
  invert?: boolean;
}

export interface ChipFeature {
  /** Number of the chip, from 1. */
  n: number;
  geometry: Geometry;
  properties: ChipProperties;
}

/**
 * Features of the chips, in their order, some hundreds at a time; those outside the photograph are left out.
 * @param from chips done before
 * @returns with each piece the number of chips done so far
 */
export async function* chipFeatures(
  { image, place, chips, truth, classifier, invert }: ChipTask,
  { from = 0, signal }: { from?: number; signal?: AbortSignal } = {},
): AsyncGenerator<{ done: number; features: ChipFeature[] }> {
  const { classes, classes_ko: classesKo } = classifier.card;
  for await (const { end, found } of classifyChips(image, chips, classifier, { from, invert, signal })) {
    const features = found.map(({ index, probabilities }) => ({
      n: index + 1,
      geometry: chipOutline(chips[index]!, place),
      properties: chipProperties(probabilities, { classes, classesKo }, truth?.[index]),
    }));
    yield { done: end, features };
  }
}
