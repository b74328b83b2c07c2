import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import sharp from 'sharp';
import { Problem } from '@/lib/problems';
import type { Georeference } from './georeference/georeference';
import { type TiffPlace, tiffPlace } from './georeference/geotiff';
import { locate } from './georeference/locate';
import type { Picture, Window } from './picture';
import { openAnyTiff, withMasks } from './read-geotiff';
import { openPhoto, openPlainTiff, readsTiff } from './read-libvips';
import { resize, stack } from './resize';
import type { Source } from './source';
import { readTiffTags } from './tiff-tags';

/** An image file of any size, read part by part. */
export interface Raster {
  width: number;
  height: number;
  /** Samples a pixel has in the file. */
  bands: number;
  /** What the file itself says of its place, which may lack the coordinate system: for `locate`. */
  place?: TiffPlace;
  /** Where it lies, as the file itself says; absent where it does not, or not all of it. */
  georeference?: Georeference;
  /**
   * One part of the image as red, green, blue.
   * @param window whole pixels, inside the image
   * @param out size to bring it to; that of the window when absent
   * @throws RangeError for a window that is not inside; Problem unreadable when the file is damaged there
   */
  read(window: Window, out?: { width: number; height: number }): Promise<Picture>;
  close(): Promise<void>;
}

export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'tiff';

/** Pixels that are unpacked at a time, at most: 64 MB of red, green, blue, opacity. */
const PIECE_PIXELS = 16_000_000;

const starts = (bytes: Buffer, text: string, at = 0) =>
  bytes.toString('latin1', at, at + text.length) === text;

/** What kind of image a file is by its first bytes; undefined: none that is read here. */
export function imageFormat(first: Buffer): ImageFormat | undefined {
  if (starts(first, '\x89PNG\r\n\x1a\n')) return 'png';
  if (starts(first, '\xff\xd8\xff')) return 'jpeg';
  if (starts(first, 'RIFF') && starts(first, 'WEBP', 8)) return 'webp';
  const tiff = ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'];
  return tiff.some((mark) => starts(first, mark)) ? 'tiff' : undefined;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** What libvips says of a file, without its ending newline and the names of its functions. */
const cause = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.replace(/[.\s]+$/, '');

async function openSource(path: string): Promise<Source & { place?: TiffPlace }> {
  const format = imageFormat(await firstBytes(path));
  const name = basename(path);
  if (!format) {
    throw new Problem(
      'unreadable',
      `${name} is no image that is read here: PNG, JPEG, WebP, TIFF and GeoTIFF are.`,
    );
  }
  if (format === 'tiff') {
    const tags = await readTiffTags(path);
    try {
      const pixels = readsTiff(tags) ? openPlainTiff(path, tags) : await openAnyTiff(tags);
      const place = await tiffPlace(tags.levels[0]!.image);
      return {
        ...withMasks(pixels, tags.levels),
        ...(place ? { place } : {}),
        close: async () => void (await tags.file.close()),
      };
    } catch (error) {
      await tags.file.close();
      throw error;
    }
  }
  try {
    return openPhoto(path, await sharp(path, { limitInputPixels: false }).metadata());
  } catch (error) {
    throw new Problem('unreadable', `${name} cannot be read: ${cause(error)}.`);
  }
}

/** The smallest copy that still has as many pixels as are wanted. */
function levelFor({ levels }: Source, window: Window, out: { width: number; height: number }): number {
  const [whole] = levels;
  const enough = ({ width, height }: { width: number; height: number }) =>
    (window.width * width) / whole!.width >= out.width &&
    (window.height * height) / whole!.height >= out.height;
  return Math.max(0, levels.findLastIndex(enough));
}

/** The same part in pixels of a copy, widened to whole ones. */
function onLevel({ levels }: Source, level: number, window: Window): Window {
  const [whole, copy] = [levels[0]!, levels[level]!];
  const along = (from: number, length: number, of: number, to: number) => {
    const start = Math.min(to - 1, Math.floor((from * to) / of));
    return [start, Math.max(1, Math.min(to, Math.ceil(((from + length) * to) / of)) - start)] as const;
  };
  const [x, width] = along(window.x, window.width, whole.width, copy.width);
  const [y, height] = along(window.y, window.height, whole.height, copy.height);
  return { x, y, width, height };
}

/** Reads and shrinks a part too large to be unpacked whole, in bands of rows. */
async function readInBands(
  source: Source,
  level: number,
  part: Window,
  out: { width: number; height: number },
) {
  const bands = Math.min(out.height, Math.ceil((part.width * part.height) / PIECE_PIXELS));
  const edge = (i: number, length: number) => Math.round((i * length) / bands);
  const pieces: Picture[] = [];
  for (let i = 0; i < bands; i++) {
    const [from, to] = [edge(i, out.height), edge(i + 1, out.height)];
    const top = Math.floor((from * part.height) / out.height);
    const bottom = Math.max(top + 1, Math.floor((to * part.height) / out.height));
    const rows = { ...part, y: part.y + top, height: bottom - top };
    pieces.push(await resize(await source.read(level, rows), { width: out.width, height: to - from }));
  }
  return stack(pieces);
}

/** Where a file says it lies; undefined where what it says cannot be. */
function ownPlace(image: Parameters<typeof locate>[0]): Georeference | undefined {
  try {
    return locate(image, '');
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/**
 * Opens an image: PNG, JPEG, WebP, TIFF, GeoTIFF (also BigTIFF and COG). Memory does not grow with the image: parts
 * are decoded when they are read (progressive JPEG and interlaced PNG are the exception: they unpack only whole).
 * @throws Problem unreadable, too-large
 */
export async function openRaster(path: string): Promise<Raster> {
  const source = await openSource(path);
  const { width, height } = source.levels[0]!;
  const { place } = source;
  const georeference = place?.crs ? ownPlace({ width, height, place }) : undefined;
  return {
    width,
    height,
    bands: source.bands,
    ...(place ? { place } : {}),
    ...(georeference ? { georeference } : {}),
    async read(window, out = window) {
      const { x, y, width: w, height: h } = window;
      if (
        ![x, y, w, h].every(Number.isInteger) ||
        x < 0 ||
        y < 0 ||
        w < 1 ||
        h < 1 ||
        x + w > width ||
        y + h > height
      )
        throw new RangeError(
          `The window ${x},${y} ${w} x ${h} is not inside the image of ${width} x ${height}.`,
        );
      const level = levelFor(source, window, out);
      const part = onLevel(source, level, window);
      try {
        if (part.width * part.height > PIECE_PIXELS) return await readInBands(source, level, part, out);
        return await resize(await source.read(level, part), out);
      } catch (error) {
        if (error instanceof Problem) throw error;
        throw new Problem('unreadable', `${basename(path)} cannot be read: ${cause(error)}.`);
      }
    },
    close: () => source.close(),
  };
}
