import sharp from 'sharp';
import type { DetectionImage } from '../datasets/detection/set';
import type { Detector } from '../detector';
import { outline } from '../masks/outline';

const COLUMNS = 3;
const CELL = { width: 420, height: 300 };
/** Shown from this score on. */
const SCORE = 0.5;
const COLOURS = ['#e2562c', '#2f9e8f', '#3b7dd8', '#c78a1a', '#8a5fc9', '#d2478f'];

/** Outlines, boxes and scores over an image, as SVG of its size. */
async function drawn(image: DetectionImage, detector: Detector): Promise<string> {
  const picture = await image.read();
  const found = (await detector.detect(picture)).filter(({ score }) => score >= SCORE);
  const line = Math.max(picture.width, picture.height) / 250;
  const shapes = found.map(({ box: [x1, y1, x2, y2], score, mask }, i) => {
    const colour = COLOURS[i % COLOURS.length];
    const path = outline(mask)
      .flat()
      .map((ring) => `M${ring.map(([x, y]) => `${x + mask.x} ${y + mask.y}`).join('L')}Z`)
      .join('');
    return [
      `<path d="${path}" fill="${colour}" fill-opacity="0.4" stroke="${colour}" stroke-width="${line}" fill-rule="evenodd"/>`,
      `<rect x="${x1}" y="${y1}" width="${x2 - x1}" height="${y2 - y1}" fill="none" stroke="${colour}" stroke-width="${line / 2}"/>`,
      `<text x="${x1 + line}" y="${y1 - line}" font-family="sans-serif" font-size="${line * 6}" font-weight="bold" fill="${colour}">${score.toFixed(2)}</text>`,
    ].join('');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${picture.width}" height="${picture.height}">${shapes.join('')}</svg>`;
}

/** Images side by side on one sheet (WebP), with what the detector finds in each. */
export async function detectionSheet(images: readonly DetectionImage[], detector: Detector): Promise<Buffer> {
  const cells = await Promise.all(
    images.map(async (image, i) => {
      const { width, height, data } = await image.read();
      const over = Buffer.from(await drawn(image, detector));
      const whole = await sharp(data, { raw: { width, height, channels: 3 } })
        .composite([{ input: over }])
        .png()
        .toBuffer();
      const input = await sharp(whole)
        .resize(CELL.width, CELL.height, { fit: 'contain', background: '#1a232a' })
        .toBuffer();
      return {
        input,
        left: (i % COLUMNS) * CELL.width,
        top: Math.floor(i / COLUMNS) * CELL.height,
      };
    }),
  );
  const columns = Math.min(COLUMNS, images.length);
  const rows = Math.ceil(images.length / COLUMNS);
  const sheet = {
    width: columns * CELL.width,
    height: rows * CELL.height,
    channels: 3 as const,
    background: '#1a232a',
  };
  return sharp({ create: sheet }).composite(cells).webp({ quality: 80 }).toBuffer();
}
