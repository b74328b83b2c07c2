import type { Map as MapLibreMap } from 'maplibre-gl';
import { ICON_MARK } from '@/lib/layers/style/properties/icon';
import { ICON_PIXELS } from '@/lib/layers/style/properties/size';
import { distanceField } from '@/lib/layers/style/sdf';

/** Pixels of the image for one of the map. */
const RATIO = 2;
/** Room for the outline, in pixels of the map. */
const PAD = 6;

/** An icon as the map draws it in any colour and size. @throws where the icon cannot be fetched */
async function iconImage(url: string): Promise<ImageData> {
  const drawing = new Image();
  drawing.src = url;
  await drawing.decode();
  const side = (ICON_PIXELS + 2 * PAD) * RATIO;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(drawing, PAD * RATIO, PAD * RATIO, ICON_PIXELS * RATIO, ICON_PIXELS * RATIO);
  const image = context.getImageData(0, 0, side, side);
  const alpha = image.data.filter((_, i) => i % 4 === 3);
  const field = distanceField(alpha, side, side, RATIO);
  for (const [i, value] of field.entries()) image.data[i * 4 + 3] = value;
  return image;
}

/** Gives the map the icons that its styles name, when they are first drawn. */
export function giveIcons(map: MapLibreMap, origin: string): void {
  const coming = new Set<string>();
  map.on('styleimagemissing', ({ id }) => {
    if (!id.startsWith(ICON_MARK) || coming.has(id)) return;
    coming.add(id);
    iconImage(`${origin}/icons/${id.slice(ICON_MARK.length)}.svg`)
      .then((image) => map.hasImage(id) || map.addImage(id, image, { pixelRatio: RATIO, sdf: true }))
      .catch(() => {}) // the points stay without their icon, which says it
      .finally(() => coming.delete(id));
  });
}
