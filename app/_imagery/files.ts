import { tileOfName } from '@/lib/imagery/georeference/tile-name';

/** Kinds of images that can be looked at; TIFF of every kind among them. */
export const IMAGES = '.png,.jpg,.jpeg,.webp,.tif,.tiff';
const IMAGE = /\.(?:png|jpe?g|webp|tiff?)$/i;
/** World files, control points and what else may lie beside an image. */
const BESIDE = /\.(?:points|tfw|tifw|tiffw|pgw|pngw|jgw|jpgw|jpegw|wpw|webpw|wld|prj)$/i;

/** Whether files that were dropped are an image, with or without what belongs to it. */
export const areImage = (files: readonly { name: string }[]): boolean =>
  files.some(({ name }) => IMAGE.test(name)) &&
  files.every(({ name }) => IMAGE.test(name) || BESIDE.test(name));

/** The image first. */
export const imageOf = <T extends { name: string }>(files: readonly T[]): T =>
  files.find(({ name }) => IMAGE.test(name)) ?? files[0]!;

/** How many images there are. */
export const imagesIn = (files: readonly { name: string }[]): number =>
  files.filter(({ name }) => IMAGE.test(name)).length;

const stemOf = (name: string) => name.toLowerCase().replace(/\..*$/, '');

/** The image with what belongs to it: of several images, the first with the files of its name. */
export function firstImage(files: readonly File[]): File[] {
  const image = imageOf(files);
  const alone = imagesIn(files) === 1;
  return files.filter(
    (file) =>
      file === image || (!IMAGE.test(file.name) && (alone || stemOf(file.name) === stemOf(image.name))),
  );
}

/** Whether the files may say where the image lies: a GeoTIFF, one beside it that says so, or the name of a tile. */
export const saysPlace = (files: readonly { name: string }[]): boolean =>
  hasPlaceBeside(files) || /\.tiff?$/i.test(imageOf(files).name) || tileIn(files) !== undefined;

/** Whether a world file or control points came along: positions in a coordinate system that may have to be named. */
export const hasPlaceBeside = (files: readonly { name: string }[]): boolean =>
  files.some(({ name }) => BESIDE.test(name) && !/\.prj$/i.test(name));

/** The tile that the name of the image says it is. */
export const tileIn = (files: readonly { name: string }[]) => tileOfName(imageOf(files).name);
