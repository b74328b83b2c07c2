import sharp from 'sharp';
import type { Picture } from './picture';

/** A picture as red, green, blue, opacity, four bytes a pixel. */
export function withOpacity({ width, height, data, alpha }: Picture): Uint8Array {
  const pixels = width * height;
  const rgba = new Uint8Array(pixels * 4);
  for (let i = 0; i < pixels; i++) {
    rgba[i * 4] = data[i * 3]!;
    rgba[i * 4 + 1] = data[i * 3 + 1]!;
    rgba[i * 4 + 2] = data[i * 3 + 2]!;
    rgba[i * 4 + 3] = alpha ? alpha[i]! : 255;
  }
  return rgba;
}

function withoutOpacity(rgba: Uint8Array, width: number, height: number): Picture {
  const data = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) {
    data[i * 3] = rgba[i * 4]!;
    data[i * 3 + 1] = rgba[i * 4 + 1]!;
    data[i * 3 + 2] = rgba[i * 4 + 2]!;
    alpha[i] = rgba[i * 4 + 3]!;
  }
  return { width, height, data, alpha };
}

/** Brings a picture to a size (Lanczos); what is empty does not bleed into what is not. */
export async function resize(picture: Picture, out: { width: number; height: number }): Promise<Picture> {
  const { width, height, alpha } = picture;
  if (out.width === width && out.height === height) return picture;
  const channels = alpha ? 4 : 3;
  const bytes = await sharp(alpha ? withOpacity(picture) : picture.data, { raw: { width, height, channels } })
    .resize(out.width, out.height, { fit: 'fill' })
    .raw()
    .toBuffer();
  return alpha
    ? withoutOpacity(bytes, out.width, out.height)
    : { width: out.width, height: out.height, data: new Uint8Array(bytes) };
}

/** Pictures of one width, one below the other. */
export function stack(pictures: readonly Picture[]): Picture {
  const { width } = pictures[0]!;
  const height = pictures.reduce((sum, piece) => sum + piece.height, 0);
  const data = new Uint8Array(width * height * 3);
  const alpha = pictures.some((piece) => piece.alpha) ? new Uint8Array(width * height).fill(255) : undefined;
  let row = 0;
  for (const piece of pictures) {
    data.set(piece.data, row * width * 3);
    if (piece.alpha) alpha!.set(piece.alpha, row * width);
    row += piece.height;
  }
  return { width, height, data, ...(alpha ? { alpha } : {}) };
}
