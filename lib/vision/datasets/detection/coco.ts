import { rleFromPolygons } from '../../masks/rasterise';
import { type Rle, rleFromCounts, rleFromString } from '../../masks/rle';
import type { SetFile } from './files';
import { agreedSize, imageOf, objectOf, pictureFinder, readJson, type SetFormat, why } from './reader';
import type { DetectionImage, DetectionObject, DetectionSet, Fault } from './set';

/** As cocodataset.org/#format-data describes it. */
export interface CocoFile {
  images: { id: number | string; file_name: string; width: number; height: number }[];
  annotations: CocoAnnotation[];
  categories: { id: number; name: string }[];
}

export interface CocoAnnotation {
  id?: number | string;
  image_id: number | string;
  category_id: number;
  segmentation?: number[][] | { size: [height: number, width: number]; counts: number[] | string };
  bbox?: [x: number, y: number, width: number, height: number];
  area?: number;
  iscrowd?: 0 | 1;
}

const LISTS = ['images', 'annotations', 'categories'] as const;

/** Whatever a file has in place of a number or a name, so that people find it. */
const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

const isId = (value: unknown) => typeof value === 'number' || typeof value === 'string';

/** Entries that are no objects, or have no name or no id, are as good as absent. */
function cocoFile(value: unknown): CocoFile | undefined {
  const lists = LISTS.map((key) => (value as Partial<CocoFile> | null | undefined)?.[key]);
  if (!lists.every(Array.isArray)) return undefined;
  const [images, annotations, categories] = lists.map((list) =>
    list!.filter((entry) => typeof entry === 'object' && entry !== null),
  ) as [CocoFile['images'], CocoFile['annotations'], CocoFile['categories']];
  return {
    images: images.filter((entry) => typeof entry.file_name === 'string'),
    annotations,
    categories: categories.filter(({ id, name }) => typeof name === 'string' && isId(id)),
  };
}

/** An annotation's mask: polygons, or run lengths as numbers or text. @throws an error that says what is wrong */
export function segmentationMask(
  segmentation: CocoAnnotation['segmentation'],
  width: number,
  height: number,
): Rle {
  if (Array.isArray(segmentation)) {
    for (const ring of segmentation)
      if (!Array.isArray(ring) || ring.length < 6 || ring.length % 2 !== 0 || !ring.every(Number.isFinite))
        throw new Error('has a polygon that is not a list of x, y of three points or more');
    if (segmentation.length > 0) return rleFromPolygons(segmentation, width, height);
  } else if (segmentation && Array.isArray(segmentation.size)) {
    const [rows, columns] = segmentation.size;
    if (rows !== height || columns !== width)
      throw new Error(
        `has a mask of ${shown(columns)} x ${shown(rows)} for an image of ${width} x ${height}`,
      );
    const { counts } = segmentation;
    return typeof counts === 'string'
      ? rleFromString(counts, width, height)
      : rleFromCounts(counts, width, height);
  }
  throw new Error('has no mask (segmentation)');
}

function objectFrom(
  annotation: CocoAnnotation,
  { width, height }: { width: number; height: number },
  category: number | undefined,
): DetectionObject {
  if (category === undefined)
    throw new Error(`has the category ${shown(annotation.category_id)}, which is not listed`);
  const mask = segmentationMask(annotation.segmentation, width, height);
  const object = objectOf(mask, category, annotation.iscrowd === 1);
  if (!object) throw new Error('has an empty mask');
  const { bbox, area } = annotation;
  if (Array.isArray(bbox) && bbox.length === 4 && bbox.every(Number.isFinite) && bbox[2] > 0 && bbox[3] > 0)
    object.box = [bbox[0], bbox[1], bbox[0] + bbox[2], bbox[1] + bbox[3]];
  if (typeof area === 'number' && area > 0) object.area = area;
  return object;
}

async function readFile(
  file: SetFile,
  content: CocoFile,
  find: (path: string) => SetFile | undefined,
  categories: string[],
  faults: Fault[],
): Promise<DetectionImage[]> {
  const places = new Map<number, number>();
  for (const { id, name } of [...content.categories].sort((a, b) => Number(a.id) - Number(b.id))) {
    if (!categories.includes(name)) categories.push(name);
    places.set(id, categories.indexOf(name));
  }
  const known = new Set(content.images.map(({ id }) => id));
  const annotations = new Map<number | string, CocoAnnotation[]>();
  content.annotations.forEach((annotation, i) => {
    const { image_id: image, id = i + 1 } = annotation;
    if (!known.has(image))
      faults.push({
        file: file.path,
        detail: `Annotation ${shown(id)} is of image ${shown(image)}, which is not listed.`,
      });
    else annotations.set(image, [...(annotations.get(image) ?? []), { ...annotation, id }]);
  });
  const images: DetectionImage[] = [];
  for (const entry of content.images) {
    const picture = find(entry.file_name);
    if (!picture) {
      faults.push({ file: file.path, detail: `The image ${entry.file_name} is not there.` });
      continue;
    }
    try {
      const size = await agreedSize(picture, entry);
      const objects: DetectionObject[] = [];
      for (const annotation of annotations.get(entry.id) ?? []) {
        try {
          objects.push(objectFrom(annotation, size, places.get(annotation.category_id)));
        } catch (error) {
          faults.push({
            file: file.path,
            detail: `Annotation ${shown(annotation.id)} of ${entry.file_name}: ${why(error)}.`.replace(
              /\.+$/,
              '.',
            ),
          });
        }
      }
      images.push(imageOf(picture, shown(entry.id) ?? entry.file_name, size, objects));
    } catch (error) {
      faults.push({ file: picture.path, detail: why(error) });
    }
  }
  return images;
}

/** COCO JSON with polygons, run lengths and crowds; the images lie anywhere beside it. */
export const coco: SetFormat = {
  name: 'COCO JSON',
  about: 'a COCO JSON file with its images',
  async read(files) {
    const set: DetectionSet = { images: [], categories: [], faults: [] };
    const find = pictureFinder(files);
    let found = false;
    for (const file of files.filter(({ path }) => /\.json$/i.test(path))) {
      const content = cocoFile(await readJson(file, set.faults));
      if (!content) continue;
      found = true;
      set.images.push(...(await readFile(file, content, find, set.categories, set.faults)));
    }
    return found ? set : undefined;
  },
};
