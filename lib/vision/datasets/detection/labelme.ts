import { rleFromPolygons } from '../../masks/rasterise';
import { type Rle, rleFromMask, union } from '../../masks/rle';
import type { SetFile } from './files';
import { readLabels } from './picture';
import { agreedSize, imageOf, objectOf, pictureFinder, readJson, type SetFormat, why } from './reader';
import type { DetectionImage, DetectionObject, DetectionSet, Fault } from './set';

/** As github.com/wkentaro/labelme writes it. */
interface LabelMeFile {
  shapes: Shape[];
  imagePath: string;
  imageData?: string | null;
  imageWidth?: number;
  imageHeight?: number;
}

interface Shape {
  label: string;
  points: [x: number, y: number][];
  shape_type?: string;
  group_id?: number | null;
  mask?: string | null;
}

/** Shapes that are no objects with a label are as good as absent. */
function labelMeFile(value: unknown): LabelMeFile | undefined {
  const file = value as LabelMeFile | null | undefined;
  if (!Array.isArray(file?.shapes) || typeof file.imagePath !== 'string') return undefined;
  return { ...file, shapes: file.shapes.filter((shape) => typeof shape?.label === 'string') };
}

/** Corners of the polygon that a circle becomes. */
const CIRCLE = 90;

async function maskOf(shape: Shape, width: number, height: number): Promise<Rle> {
  const { points, shape_type: type = 'polygon' } = shape;
  if (!Array.isArray(points) || !points.every((point) => point?.length === 2 && point.every(Number.isFinite)))
    throw new Error('has points that are not pairs of numbers');
  const [a, b] = points;
  if (type === 'mask' && shape.mask && a) {
    const { labels, ...size } = await readLabels(Buffer.from(shape.mask, 'base64'));
    const data = Uint8Array.from(labels, (value) => +(value > 0));
    return rleFromMask({ x: Math.round(a[0]), y: Math.round(a[1]), ...size, data }, width, height);
  }
  if (type === 'polygon' && points.length >= 3) return rleFromPolygons([points.flat()], width, height);
  if (type === 'rectangle' && a && b)
    return rleFromPolygons([[a[0], a[1], b[0], a[1], b[0], b[1], a[0], b[1]]], width, height);
  if (type === 'circle' && a && b) {
    const radius = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const ring = Array.from({ length: CIRCLE }, (_, i) => {
      const angle = (2 * Math.PI * i) / CIRCLE;
      return [a[0] + radius * Math.cos(angle), a[1] + radius * Math.sin(angle)];
    });
    return rleFromPolygons([ring.flat()], width, height);
  }
  throw new Error(`is a ${type} of ${points.length} points, which has no area`);
}

async function readFile(
  file: SetFile,
  content: LabelMeFile,
  find: (path: string) => SetFile | undefined,
  categories: string[],
  faults: Fault[],
): Promise<DetectionImage | undefined> {
  const beside = `${file.path.slice(0, file.path.lastIndexOf('/') + 1)}${content.imagePath}`;
  const embedded =
    typeof content.imageData === 'string' && content.imageData
      ? { path: file.path, read: async () => Buffer.from(content.imageData!, 'base64') }
      : undefined;
  const picture = find(beside) ?? embedded;
  if (!picture) {
    faults.push({ file: file.path, detail: `The image ${content.imagePath} is not there.` });
    return undefined;
  }
  // LabelMe shows pictures as the camera says.
  const said = { width: content.imageWidth, height: content.imageHeight };
  const size = await agreedSize(picture, said, true);
  const groups = new Map<string, { category: number; masks: Rle[] }>();
  for (const [i, shape] of content.shapes.entries()) {
    try {
      const mask = await maskOf(shape, size.width, size.height);
      if (!categories.includes(shape.label)) categories.push(shape.label);
      // Shapes of one group and label are the parts of one object.
      const key = typeof shape.group_id === 'number' ? `${shape.group_id} ${shape.label}` : `shape ${i}`;
      const group = groups.get(key) ?? { category: categories.indexOf(shape.label), masks: [] };
      group.masks.push(mask);
      groups.set(key, group);
    } catch (error) {
      faults.push({ file: file.path, detail: `Shape ${i + 1} (${shape.label}) ${why(error)}.` });
    }
  }
  const objects: DetectionObject[] = [];
  for (const { category, masks } of groups.values()) {
    const object = objectOf(union(masks), category);
    if (object) objects.push(object);
    else faults.push({ file: file.path, detail: `A shape (${categories[category]}) covers no pixel.` });
  }
  return imageOf(picture, picture.path, size, objects);
}

/** LabelMe's JSON files, one an image: polygons, rectangles, circles and masks; grouped shapes are one object. */
export const labelMe: SetFormat = {
  name: 'LabelMe JSON',
  about: 'LabelMe JSON files with their images',
  async read(files) {
    const set: DetectionSet = { images: [], categories: [], faults: [] };
    const find = pictureFinder(files);
    let found = false;
    for (const file of files.filter(({ path }) => /\.json$/i.test(path))) {
      const content = labelMeFile(await readJson(file, set.faults));
      if (!content) continue;
      found = true;
      try {
        const image = await readFile(file, content, find, set.categories, set.faults);
        if (image) set.images.push(image);
      } catch (error) {
        set.faults.push({ file: file.path, detail: why(error) });
      }
    }
    return found ? set : undefined;
  },
};
