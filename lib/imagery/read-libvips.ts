import sharp, { type Metadata } from 'sharp';
import type { Window } from './picture';
import { type Meaning, toPicture } from './samples';
import type { Source } from './source';
import type { TiffTags } from './tiff-tags';

/** Rows of this many pixels may be kept for the next window beside; 3 bytes a pixel. */
const KEPT_PIXELS = 32_000_000;

interface Rows {
  y: number;
  height: number;
  data: Buffer;
  channels: number;
}

interface Reading {
  path: string;
  width: number;
  height: number;
  meaning: (channels: number) => Meaning;
  /** Directory of a TIFF file. */
  page?: number;
  /** Turned as the camera was held. */
  turned?: boolean;
  /** Any part can be decoded alone. */
  tiled?: boolean;
}

async function decode({ path, page, turned }: Pick<Reading, 'path' | 'page' | 'turned'>, window: Window) {
  const image = sharp(path, { limitInputPixels: false, ...(page === undefined ? {} : { page }) });
  const { data, info } = await (turned ? image.autoOrient() : image)
    .extract({ left: window.x, top: window.y, width: window.width, height: window.height })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, channels: info.channels as number };
}

function cut({ data, channels, y }: Rows, width: number, window: Window): Uint8Array {
  const row = window.width * channels;
  const part = new Uint8Array(row * window.height);
  for (let i = 0; i < window.height; i++) {
    const from = ((window.y - y + i) * width + window.x) * channels;
    part.set(data.subarray(from, from + row), i * row);
  }
  return part;
}

/**
 * Decodes windows. What is not tiled is decoded from its first row on, so whole rows are kept for the windows beside:
 * an image gone through row of windows by row of windows is decoded once for each row, in the memory of one.
 */
function reader(reading: Reading) {
  const { width, tiled } = reading;
  let rows: Rows | undefined;
  return async (window: Window) => {
    if (tiled || window.width === width || width * window.height > KEPT_PIXELS)
      return decode(reading, window);
    if (!rows || window.y < rows.y || window.y + window.height > rows.y + rows.height) {
      rows = undefined; // lets go of the old before the new is read
      const strip = { x: 0, y: window.y, width, height: window.height };
      rows = { y: strip.y, height: strip.height, ...(await decode(reading, strip)) };
    }
    return { data: cut(rows, width, window), channels: rows.channels };
  };
}

function source(bands: number, levels: Reading[]): Source {
  const readers = levels.map(reader);
  return {
    bands,
    levels,
    async read(level, window) {
      const { width, height } = window;
      const { data, channels } = await readers[level]!(window);
      return toPicture({ width, height, count: channels, data }, levels[level]!.meaning(channels));
    },
    close: async () => {},
  };
}

const withAlpha = (channels: number): Meaning => ({
  colours: channels > 2 ? 3 : 1,
  ...(channels === 2 || channels === 4 ? { alpha: { index: channels - 1, full: 255 } } : {}),
});

/** PNG, JPEG, WebP. @param metadata as sharp reads it; width and height as the file has them, before it is turned */
export function openPhoto(path: string, metadata: Metadata): Source {
  const turned = (metadata.orientation ?? 1) > 1;
  const { width, height } = metadata.autoOrient;
  return source(metadata.channels, [{ path, width, height, meaning: withAlpha, turned }]);
}

/** None, LZW, Deflate (both numbers), PackBits, JPEG, WebP. */
const COMPRESSIONS = [1, 5, 8, 32946, 32773, 7, 50001];

/** Whether libvips reads a TIFF file as it is meant: bytes of grey or colour. */
export function readsTiff(tags: TiffTags): boolean {
  const { bits, format, samples, photometric, compression, planar, tiled, alpha, palette } = tags;
  return (
    bits <= 8 &&
    format === 1 &&
    samples <= 4 &&
    !palette &&
    !(planar && tiled) &&
    COMPRESSIONS.includes(compression) &&
    (photometric > 1 || samples === 1 || (samples === 2 && alpha === 1))
  );
}

export function openPlainTiff(path: string, tags: TiffTags): Source {
  const meaning = (channels: number): Meaning => {
    const { alpha, ...colours } = withAlpha(channels);
    return {
      ...colours,
      ...(tags.alpha === undefined || !alpha ? {} : { alpha }),
      ...(tags.nodata === undefined ? {} : { nodata: tags.nodata }),
    };
  };
  const { samples, tiled, levels } = tags;
  return source(
    samples,
    levels.map(({ width, height, page }) => ({ path, width, height, page, tiled, meaning })),
  );
}
