import sharp from 'sharp';

/** What a network takes: pixels across and down, 1 channel (grey) or 3 (red, green, blue). */
export interface ImageSize {
  width: number;
  height: number;
  channels: number;
}

/** Beyond this a picture is not decoded. */
const MOST_PIXELS = 100_000_000;

/**
 * A picture (PNG, JPEG, WebP, TIFF, GIF) as a network takes it: turned as its camera says, fitted whole into the size,
 * the rest and what is transparent black; bytes 0 to 255 row by row, colours one plane after the other.
 * @param invert dark on light becomes light on dark, as in MNIST
 * @throws Error when it cannot be decoded
 */
export async function pixelsOf(
  picture: Uint8Array | string,
  { width, height, channels }: ImageSize,
  invert = false,
): Promise<Uint8Array> {
  const fitted = sharp(picture, { limitInputPixels: MOST_PIXELS })
    .autoOrient()
    .flatten({ background: invert ? '#fff' : '#000' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .resize(width, height, { fit: 'contain', background: invert ? '#fff' : '#000' });
  if (invert) fitted.negate();
  const { data, info } = await fitted.raw().toBuffer({ resolveWithObject: true });
  const size = width * height;
  const planes = new Uint8Array(channels * size);
  for (let channel = 0; channel < channels; channel++) {
    const from = Math.min(channel, info.channels - 1);
    for (let i = 0; i < size; i++) planes[channel * size + i] = data[i * info.channels + from]!;
  }
  return planes;
}

/** The picture of such bytes as a PNG file. */
export async function pngOf(pixels: Uint8Array, { width, height, channels }: ImageSize): Promise<Buffer> {
  const size = width * height;
  const data = Uint8Array.from(
    { length: channels * size },
    (_, i) => pixels[(i % channels) * size + Math.floor(i / channels)]!,
  );
  return sharp(data, { raw: { width, height, channels: channels as 1 | 3 } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png({ compressionLevel: 6 })
    .toBuffer();
}
