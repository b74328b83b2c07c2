import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** A new folder with these files. */
export function folderOf(files: Record<string, Uint8Array | string | object>): string {
  const folder = mkdtempSync(join(tmpdir(), 'jari-set-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const plain = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(join(folder, path), plain ? content : JSON.stringify(content));
  }
  return folder;
}

/** A picture of one colour. */
export const picture = (width: number, height: number, colour = '#306090') =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();

/** Grey pixels as a PNG, 8 bits a pixel. */
export const greyPng = (width: number, height: number, pixels: ArrayLike<number>) =>
  sharp(Uint8Array.from(pixels), { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();

/** A picture of `width` x 4 with two objects: the upper left 2 x 2 pixels are 1, the last column is 7. */
export const labels = (width: number) =>
  Array.from({ length: 4 * width }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    if (x === width - 1) return 7;
    return x < 2 && y < 2 ? 1 : 0;
  });
