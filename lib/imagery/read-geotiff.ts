import { Problem } from '@/lib/problems';
import type { Window } from './picture';
import { type Meaning, type Samples, stretchOf, toPicture } from './samples';
import type { Source } from './source';
import type { Level, TiffTags } from './tiff-tags';

/** A strip or tile is unpacked whole: the most bytes of one. */
const MAX_BLOCK_BYTES = 512 * 1024 * 1024;
/** Parts of the image, this many across and down and of this side, from which the range of its values is taken. */
const PROBES = 6;
const PROBE_SIDE = 64;

async function readSamples(
  { image }: Pick<Level, 'image'>,
  window: Window,
  wanted: number[],
): Promise<Samples> {
  const { x, y, width, height } = window;
  const data = await image.readRasters({
    window: [x, y, x + width, y + height],
    samples: wanted,
    interleave: true,
  });
  return { width, height, count: wanted.length, data: data as unknown as ArrayLike<number> };
}

function meaningOf({ photometric, alpha, bits, format, palette, nodata }: TiffTags, colours: 1 | 3): Meaning {
  return {
    colours,
    ...(alpha === undefined ? {} : { alpha: { index: colours, full: format === 3 ? 1 : 2 ** bits - 1 } }),
    ...(photometric === 0 ? { inverted: true } : {}),
    ...(palette ? { palette } : {}),
    ...(nodata === undefined ? {} : { nodata }),
  };
}

/** Windows spread over the image. */
function probes({ width, height }: Level): Window[] {
  const sides = { width: Math.min(PROBE_SIDE, width), height: Math.min(PROBE_SIDE, height) };
  const places = (length: number, side: number) =>
    Array.from({ length: PROBES }, (_, i) => Math.round(((length - side) * i) / (PROBES - 1)));
  return places(height, sides.height).flatMap((y) =>
    places(width, sides.width).map((x) => ({ x, y, ...sides })),
  );
}

/**
 * TIFF of every other kind: more than 8 bits, real numbers, palettes, many bands, separate planes. Values beyond bytes
 * are stretched from their 2nd to their 98th percentile, by band; of many bands the first three are red, green, blue.
 * @throws Problem unreadable, too-large
 */
export async function openAnyTiff(tags: TiffTags): Promise<Source> {
  const { levels, samples, photometric, bits, format, alpha, planar } = tags;
  if (photometric > 3) {
    throw new Problem(
      'unreadable',
      `The TIFF file has colours of a kind that is not read here (photometric ${photometric}); save it as RGB.`,
    );
  }
  for (const { image } of levels) {
    const bytes = image.getTileWidth() * image.getTileHeight() * (planar ? 1 : samples) * Math.ceil(bits / 8);
    if (bytes > MAX_BLOCK_BYTES) {
      throw new Problem(
        'too-large',
        'The TIFF file keeps its pixels in one piece too large to unpack; save it with tiles (gdal_translate -co TILED=YES).',
      );
    }
  }
  const colours = photometric !== 3 && samples - (alpha === undefined ? 0 : 1) >= 3 ? 3 : 1;
  const wanted = [...Array(colours).keys(), ...(alpha === undefined ? [] : [alpha])];
  const meaning = meaningOf(tags, colours);
  if (!tags.palette && (bits !== 8 || format !== 1)) {
    // The smallest copy has the values of all in the fewest blocks.
    const smallest = levels.at(-1)!;
    const parts: Samples[] = [];
    for (const window of probes(smallest)) parts.push(await readSamples(smallest, window, wanted));
    meaning.stretch = stretchOf(parts, meaning);
  }
  return {
    bands: samples,
    levels,
    read: async (level, window) => toPicture(await readSamples(levels[level]!, window, wanted), meaning),
    close: async () => {},
  };
}

/** The transparency masks of a TIFF file laid over what is read of its pixels. */
export function withMasks(source: Source, levels: readonly Level[]): Source {
  return {
    ...source,
    async read(level, window) {
      const picture = await source.read(level, window);
      const { mask: image } = levels[level]!;
      if (!image) return picture;
      const { data } = await readSamples({ image }, window, [0]);
      return { ...picture, alpha: Uint8Array.from(data, (shown) => (shown ? 255 : 0)) };
    },
  };
}
