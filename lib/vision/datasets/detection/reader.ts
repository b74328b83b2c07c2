import { areaOf, boundsOf, type Rle } from '../../masks/rle';
import type { SetFile } from './files';
import { pictureSize, readPicture } from './picture';
import type { DetectionImage, DetectionObject, DetectionSet, Fault } from './set';

export interface ReadOptions {
  /** What the objects of masks without names are. */
  category: string;
}

/** One way to write a data set down. */
export interface SetFormat {
  name: string;
  /** What it looks like, for the sentence that no format was recognised. */
  about: string;
  /** Reads what is in this format; nothing where there is nothing of it. */
  read(files: readonly SetFile[], options: ReadOptions): Promise<DetectionSet | undefined>;
}

const PICTURE = /\.(png|jpe?g|webp|tiff?|bmp)$/i;
export const isPicture = (path: string) => PICTURE.test(path);

export const fileName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
export const stem = (path: string) => fileName(path).replace(/\.[^.]*$/, '');

/** @returns a fault's sentence for anything thrown */
export const why = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!;

/** An object with the box and area of its mask; nothing where the mask is empty. */
export function objectOf(mask: Rle, category: number, crowd = false): DetectionObject | undefined {
  const [x, y, width, height] = boundsOf(mask);
  if (width === 0) return undefined;
  return { box: [x, y, x + width, y + height], mask, category, crowd, area: areaOf(mask) };
}

export function imageOf(
  file: SetFile,
  id: string,
  size: { width: number; height: number },
  objects: DetectionObject[],
): DetectionImage {
  const { width, height } = size;
  return { id, file: file.path, width, height, objects, read: async () => readPicture(await file.read()) };
}

/**
 * The size of a picture that must agree with what the annotations say.
 * @throws an error that says how it does not
 */
export async function agreedSize(file: SetFile, said: { width?: number; height?: number }) {
  const size = await pictureSize(await file.read()).catch((error) => {
    throw new Error(`The image cannot be decoded (${why(error)}).`);
  });
  if ((said.width && said.width !== size.width) || (said.height && said.height !== size.height))
    throw new Error(
      `The image has ${size.width} x ${size.height} pixels, its annotation is for ${said.width} x ${said.height}.`,
    );
  return size;
}

/** Finds pictures by the path that an annotation gives, as nearly as it fits. */
export function pictureFinder(files: readonly SetFile[]): (path: string) => SetFile | undefined {
  const byName = new Map<string, SetFile[]>();
  for (const file of files.filter(({ path }) => isPicture(path))) {
    const name = fileName(file.path).toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), file]);
  }
  return (path) => {
    const wanted = path.replaceAll('\\', '/').replace(/^(\.\.?\/)+/, '');
    const same = byName.get(fileName(wanted).toLowerCase()) ?? [];
    return same.find((file) => `/${file.path}`.endsWith(`/${wanted}`)) ?? same[0];
  };
}

/** A JSON file's content, or nothing and a fault. */
export async function readJson(file: SetFile, faults: Fault[]): Promise<unknown> {
  try {
    return JSON.parse((await file.read()).toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    faults.push({ file: file.path, detail: `The file is not JSON (${why(error)}).` });
    return undefined;
  }
}
