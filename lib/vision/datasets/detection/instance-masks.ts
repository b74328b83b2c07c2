import { boundsOf, type Rle, rleFromBitmap } from '../../masks/rle';
import type { SetFile } from './files';
import { readLabels } from './picture';
import { agreedSize, imageOf, isPicture, objectOf, type SetFormat, stem, why } from './reader';
import type { DetectionImage, Fault } from './set';

/** Names of folders with masks: Penn-Fudan's, Pascal VOC's, and what people call them. */
const MASK_FOLDER = /(^|\/)(PedMasks|SegmentationObject|masks?|instances?|labels?)\/[^/]*$/i;
/** What masks' names have more than their images' names. */
const SUFFIX = /[-_. ]?(mask|masks|instance|instances|instanceIds|label|seg)$/i;
/** A drawing with soft edges has many grey values, a mask one an object. */
const MOST_OBJECTS = 500;

/** The pixels of each value but 0 as one mask. */
function masksOf(width: number, height: number, labels: Uint32Array): Rle[] {
  const masks = new Map<number, Uint8Array>();
  let last = 0;
  let data: Uint8Array | undefined;
  for (let i = 0; i < labels.length; i++) {
    const value = labels[i]!;
    if (value === 0) continue;
    if (value !== last || !data) {
      last = value;
      data = masks.get(value) ?? new Uint8Array(labels.length);
      masks.set(value, data);
      if (masks.size > MOST_OBJECTS)
        throw new Error(
          `The mask has more than ${MOST_OBJECTS} different values; one an object is expected, without smoothed edges.`,
        );
    }
    data[i] = 1;
  }
  return [...masks]
    .sort(([a], [b]) => a - b)
    .map(([, bitmap]) => rleFromBitmap({ width, height, data: bitmap }));
}

async function readPair(picture: SetFile, mask: SetFile): Promise<DetectionImage> {
  const { width, height, labels } = await readLabels(await mask.read()).catch((error) => {
    throw new Error(`The mask cannot be decoded (${why(error)}).`);
  });
  const masks = masksOf(width, height, labels).filter((rle) => boundsOf(rle)[2] > 0);
  const size = await agreedSize(picture, { width, height });
  return imageOf(
    picture,
    stem(picture.path),
    size,
    masks.map((rle) => objectOf(rle, 0)!),
  );
}

/**
 * Images beside PNG masks in which every object has a value of its own and the background 0, as the Penn-Fudan
 * database has them (PNGImages and PedMasks).
 */
export const instanceMasks: SetFormat = {
  name: 'instance masks',
  about: 'images and PNG masks in two folders (PNGImages and PedMasks, or images and masks)',
  async read(files, { category }) {
    const masks = files.filter(({ path }) => /\.(png|tiff?)$/i.test(path) && MASK_FOLDER.test(path));
    if (masks.length === 0) return undefined;
    const faults: Fault[] = [];
    const images: DetectionImage[] = [];
    const pictures = new Map(
      files
        .filter(({ path }) => isPicture(path) && !MASK_FOLDER.test(path))
        .map((file) => [stem(file.path), file]),
    );
    const used = new Set<string>();
    for (const mask of masks) {
      const name = pictures.has(stem(mask.path)) ? stem(mask.path) : stem(mask.path).replace(SUFFIX, '');
      const picture = pictures.get(name);
      used.add(name);
      if (!picture) {
        faults.push({ file: mask.path, detail: `There is no image for this mask (${name}.png or .jpg).` });
        continue;
      }
      try {
        images.push(await readPair(picture, mask));
      } catch (error) {
        faults.push({ file: mask.path, detail: why(error) });
      }
    }
    for (const [name, { path }] of pictures)
      if (!used.has(name))
        faults.push({ file: path, detail: 'There is no mask for this image; it is left out.' });
    return { images, categories: [category], faults };
  },
};
