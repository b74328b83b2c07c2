import { Problem } from '@/lib/problems';
import { coco } from './coco';
import { openFiles } from './files';
import { instanceMasks } from './instance-masks';
import { labelMe } from './labelme';
import type { SetFormat } from './reader';
import type { DetectionSet } from './set';

/** The first that finds something reads the set. */
const FORMATS: readonly SetFormat[] = [coco, labelMe, instanceMasks];

export interface LoadOptions {
  /** Only objects of these categories, in this order; the others are left out. */
  categories?: readonly string[];
  /** What the objects of masks without names are. */
  category?: string;
}

function only(set: DetectionSet, categories: readonly string[]): DetectionSet {
  const missing = categories.filter((name) => !set.categories.includes(name));
  if (missing.length > 0)
    throw new Problem(
      'bad-request',
      `The data set has no category ${missing.join(', ')}; it has ${set.categories.join(', ')}.`,
    );
  const places = set.categories.map((name) => categories.indexOf(name));
  const images = set.images.map((image) => ({
    ...image,
    objects: image.objects
      .map((object) => ({ ...object, category: places[object.category]! }))
      .filter(({ category }) => category >= 0),
  }));
  return { ...set, images, categories: [...categories] };
}

/**
 * Reads a data set of images with masks: a folder or a ZIP file, which stays open until `close`. What is wrong with
 * single files is in `faults`.
 * @throws Problem where there is no data set, or nothing of it can be used
 */
export async function loadDetectionSet(
  path: string,
  { categories, category = 'person' }: LoadOptions = {},
): Promise<DetectionSet & { close(): void }> {
  const { files, close } = await openFiles(path);
  try {
    for (const format of FORMATS) {
      const set = await format.read(files, { category });
      if (!set) continue;
      if (set.images.length === 0)
        throw new Problem(
          'unreadable',
          `No image of ${path} can be used (${format.name}): ${set.faults[0] ? `${set.faults[0].file}: ${set.faults[0].detail}` : 'it lists none.'}`,
          { faults: set.faults },
        );
      return { ...(categories ? only(set, categories) : set), close };
    }
    throw new Problem(
      'unsupported-type',
      `${path} holds no data set: expected is one of ${FORMATS.map(({ about }) => about).join('; ')}.`,
    );
  } catch (error) {
    close();
    throw error;
  }
}
