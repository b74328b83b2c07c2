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
  { width, height, turned }: PictureSize,
  objects: DetectionObject[],
): DetectionImage {
  const read = async () => readPicture(await file.read(), turned);
  return { id, file: file.path, width, height, objects, read };
}

interface PictureSize {
  width: number;
  height: number;
  /** Read as the camera says that it stands. */
  turned: boolean;
}

/**
 * The size of a picture that must agree with what the annotations say. Some programs annotate pictures as stored,
 * others as the camera says that they stand: the one that fits is taken, `turned` where both do.
 * @throws an error that says how neither does
 */
export async function agreedSize(
  file: SetFile,
  said: { width?: number; height?: number },
  turned = false,
): Promise<PictureSize> {
  const { width, height, tilted, onSide } = await pictureSize(await file.read()).catch((error) => {
    throw new Error(`The image cannot be decoded (${why(error)}).`);
  });
  const stored = { width, height, turned: false };
  const upright = { ...(onSide ? { width: height, height: width } : stored), turned: tilted };
  const fitting = [turned ? upright : stored, turned ? stored : upright].find(
    (size) => (!said.width || said.width === size.width) && (!said.height || said.height === size.height),
  );
  if (!fitting)
    throw new Error(
      `The image has ${width} x ${height} pixels, its annotation is for ${said.width} x ${said.height}.`,
    );
  return fitting;
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
