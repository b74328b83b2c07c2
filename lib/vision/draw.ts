import sharp from 'sharp';
import type { Detection } from './detector';
import type { Image } from './image';
import { outline } from './masks/outline';

export interface DrawOptions {
  /** Only these and better. */
  minScore?: number;
  /** Width of the picture; its own if not given. */
  width?: number;
  /** How many get their label; with a hundred nothing could be read. */
  labels?: number;
}

/** Hues far from each other for neighbours in the list (golden angle). */
const colour = (i: number) => `hsl(${Math.round((i * 137.508) % 360)} 90% 55%)`;

const escaped = (text: string) => text.replace(/[<>&"]/g, (letter) => `&#${letter.codePointAt(0)};`);

function overlay(image: Image, detections: readonly Detection[], scale: number, labels: number): string {
  const at = (value: number) => (value * scale).toFixed(1);
  const shapes = detections.map(({ box: [x1, y1, x2, y2], mask }, i) => {
    const path = outline(mask)
      .flat()
      .map((ring) => `M${ring.map(([x, y]) => `${at(x + mask.x)} ${at(y + mask.y)}`).join('L')}Z`)
      .join('');
    const stroke = `stroke="${colour(i)}"`;
    return `<path d="${path}" fill="${colour(i)}" fill-opacity=".35" fill-rule="evenodd" ${stroke} stroke-width="1.5"/>
<rect x="${at(x1)}" y="${at(y1)}" width="${at(x2 - x1)}" height="${at(y2 - y1)}" fill="none" ${stroke}/>`;
  });
  const size = Math.max(11, Math.round((image.width * scale) / 45));
  const texts = detections.slice(0, labels).map(({ box: [x, y], score, label }, i) => {
    const text = `${label} ${score.toFixed(2)}`;
    // Moved to the left where it would leave the picture; letters are about 0.65 of their size wide.
    const from = Math.max(0, Math.min((x + 1) * scale, image.width * scale - 0.65 * size * text.length));
    const place = `x="${from.toFixed(1)}" y="${(Math.max(0, y * scale) + size).toFixed(1)}"`;
    const style = `font-family="sans-serif" font-size="${size}" font-weight="700" paint-order="stroke"`;
    return `<text ${place} ${style} stroke="#000" stroke-width="3" fill="${colour(i)}">${escaped(text)}</text>`;
  });
  return [...shapes, ...texts].join('\n');
}

/** The picture with the outlines, boxes and scores of what was found, as PNG. @param detections best first */
export async function drawDetections(
  image: Image,
  detections: readonly Detection[],
  { minScore = 0, width = image.width, labels = 12 }: DrawOptions = {},
): Promise<Buffer> {
  const scale = width / image.width;
  const height = Math.max(1, Math.round(image.height * scale));
  const shown = detections.filter(({ score }) => score >= minScore);
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
${overlay(image, shown, scale, labels)}
</svg>`;
  return sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize(width, height, { fit: 'fill' })
    .composite([{ input: Buffer.from(drawing) }])
    .png()
    .toBuffer();
}
