import { fromFile, type GeoTIFF, type GeoTIFFImage } from 'geotiff';
import { Problem } from '@/lib/problems';

/** One size of the image in a TIFF file: the image itself or an overview. */
export interface Level {
  width: number;
  height: number;
  /** Number of its directory in the file. */
  page: number;
  image: GeoTIFFImage;
  /** Of the same size: 0 where there is nothing. */
  mask?: GeoTIFFImage;
}

/** What a TIFF file says of its samples. */
export interface TiffTags {
  file: GeoTIFF;
  /** The whole image first, then ever smaller overviews. */
  levels: Level[];
  samples: number;
  bits: number;
  /** 1 unsigned, 2 signed, 3 floating point. */
  format: number;
  photometric: number;
  compression: number;
  tiled: boolean;
  planar: boolean;
  /** Index of the sample that is opacity. */
  alpha?: number;
  /** Reds, then greens, then blues, 0 to 65535. */
  palette?: ArrayLike<number>;
  nodata?: number;
}

const REDUCED = 1;
const MASK = 4;
/** Unassociated and associated alpha, as ExtraSamples says it. */
const ALPHA = [2, 1];
const COLOURS: Record<number, number> = { 2: 3, 5: 4, 6: 3, 8: 3 };

async function levelsOf(file: GeoTIFF): Promise<Level[]> {
  const levels: Level[] = [];
  const masks: Level[] = [];
  const count = await file.getImageCount();
  for (let page = 0; page < count; page++) {
    const image = await file.getImage(page);
    const kind = await numberOf(image, 'NewSubfileType', 0);
    const level = { width: image.getWidth(), height: image.getHeight(), page, image };
    if (kind & MASK) masks.push(level);
    else if (page === 0 || kind & REDUCED) levels.push(level);
  }
  for (const level of levels) {
    const mask = masks.find(({ width, height }) => width === level.width && height === level.height);
    if (mask) level.mask = mask.image;
  }
  return levels.sort((a, b) => b.width - a.width);
}

/**
 * Opens a TIFF file and reads its directories, not its pixels.
 * @throws Problem unreadable
 */
export async function readTiffTags(path: string): Promise<TiffTags> {
  let file: GeoTIFF;
  try {
    file = await fromFile(path);
    const levels = await levelsOf(file);
    const { image } = levels[0]!;
    const samples = image.getSamplesPerPixel();
    const photometric = await numberOf(image, 'PhotometricInterpretation', 1);
    const extra = await listOf(image, 'ExtraSamples');
    const colours = COLOURS[photometric] ?? 1;
    const alpha = extra.findIndex((kind) => ALPHA.includes(kind));
    const palette = photometric === 3 ? await listOf(image, 'ColorMap') : undefined;
    const nodata = image.getGDALNoData();
    return {
      file,
      levels,
      samples,
      bits: image.getBitsPerSample(0),
      format: image.getSampleFormat(0),
      photometric,
      compression: await numberOf(image, 'Compression', 1),
      tiled: image.isTiled,
      planar: image.planarConfiguration === 2,
      ...(alpha >= 0 && samples > colours ? { alpha: samples - extra.length + alpha } : {}),
      ...(palette ? { palette } : {}),
      ...(nodata === null ? {} : { nodata }),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem('unreadable', `The TIFF file cannot be read: ${why}.`);
  }
}

type NumberTag = 'NewSubfileType' | 'PhotometricInterpretation' | 'Compression' | 'ExtraSamples' | 'ColorMap';

async function numberOf(image: GeoTIFFImage, tag: NumberTag, absent: number): Promise<number> {
  return (await listOf(image, tag))[0] ?? absent;
}

async function listOf(image: GeoTIFFImage, tag: NumberTag): Promise<number[]> {
  if (!image.fileDirectory.hasTag(tag)) return [];
  const value = (await image.fileDirectory.loadValue(tag)) as unknown as number | ArrayLike<number>;
  return typeof value === 'number' ? [value] : Array.from(value);
}
