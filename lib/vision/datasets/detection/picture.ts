import sharp from 'sharp';
import type { Image } from '../../image';

/**
 * Decodes PNG, JPEG, WebP, TIFF; transparent parts black.
 * @param turned as the camera says in the file (EXIF), else as stored
 */
export async function readPicture(bytes: Uint8Array, turned = false): Promise<Image> {
  const { data, info } = await sharp(bytes, { autoOrient: turned })
    .flatten({ background: '#000' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { width: info.width, height: info.height, data };
  const grey = new Uint8Array(3 * info.width * info.height);
  for (let i = 0; i < grey.length; i++) grey[i] = data[Math.floor(i / 3) * info.channels]!;
  return { width: info.width, height: info.height, data: grey };
}

/** The size as stored, from the file's header, and whether the camera says that it lies on its side or head. */
export async function pictureSize(bytes: Uint8Array) {
  const { width, height, orientation = 1 } = await sharp(bytes).metadata();
  return { width: width!, height: height!, tilted: orientation > 1, onSide: orientation > 4 };
}

/** One number a pixel: its grey value, also of 16 bits, or its colour as one number. 0 is black or transparent. */
export async function readLabels(
  bytes: Uint8Array,
): Promise<{ width: number; height: number; labels: Uint32Array }> {
  const { channels, depth } = await sharp(bytes).metadata();
  const wide = depth === 'ushort' && channels! < 3;
  const picture = wide
    ? sharp(bytes).removeAlpha().toColourspace('grey16').raw({ depth: 'ushort' })
    : sharp(bytes).flatten({ background: '#000' }).raw();
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  const labels = new Uint32Array(info.width * info.height);
  const per = info.channels;
  const values = wide ? new Uint16Array(data.buffer, data.byteOffset, data.length >> 1) : data;
  for (let i = 0; i < labels.length; i++)
    labels[i] =
      per < 3
        ? values[i * per]!
        : (values[i * per]! << 16) | (values[i * per + 1]! << 8) | values[i * per + 2]!;
  return { width: info.width, height: info.height, labels };
}
