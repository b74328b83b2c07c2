import type { Map as MapLibreMap } from 'maplibre-gl';
import { ICON_MARK } from '@/lib/layers/style/properties/icon';
import { ICON_PIXELS } from '@/lib/layers/style/properties/size';
import { distanceField } from '@/lib/layers/style/sdf';

/** Pixels of the image for one of the map. */
const RATIO = 2;
/** Room for the outline, in pixels of the map. */
const PAD = 6;

const SIDE = (ICON_PIXELS + 2 * PAD) * RATIO;

/** An icon as the map draws it in any colour and size. @throws where the icon cannot be fetched */
async function iconImage(url: string): Promise<ImageData> {
  const drawing = new Image();
  drawing.src = url;
  await drawing.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(drawing, PAD * RATIO, PAD * RATIO, ICON_PIXELS * RATIO, ICON_PIXELS * RATIO);
  const image = context.getImageData(0, 0, SIDE, SIDE);
  const alpha = image.data.filter((_, i) => i % 4 === 3);
  const field = distanceField(alpha, SIDE, SIDE, RATIO);
  for (const [i, value] of field.entries()) image.data[i * 4 + 3] = value;
  return image;
}

/**
 * Gives the map the icons that its styles name, when they are first drawn. The map gets an empty image at once and
 * the icon in its place later: an image that was not there while a tile was laid out would never come to it.
 */
export function giveIcons(map: MapLibreMap, origin: string): void {
  map.on('styleimagemissing', ({ id }) => {
    if (!id.startsWith(ICON_MARK) || map.hasImage(id)) return;
    map.addImage(id, new ImageData(SIDE, SIDE), { pixelRatio: RATIO, sdf: true });
    iconImage(`${origin}/icons/${id.slice(ICON_MARK.length)}.svg`)
      .then((image) => map.hasImage(id) && map.updateImage(id, image))
      .catch(() => map.hasImage(id) && map.removeImage(id)); // asked for again when it is next laid out
  });
}
