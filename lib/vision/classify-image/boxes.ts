import type { Geometry, Position } from 'geojson';
import { mapPositions } from '@/lib/geojson/map-positions';
import type { Georeference } from '@/lib/imagery/georeference/georeference';
import type { Window } from '@/lib/imagery/picture';
import { Problem } from '@/lib/problems';
import { MOST_CHIPS } from './chips';

/** The smallest window of whole pixels that holds a geometry and lies in the image; undefined: none of it does. */
function windowOf(
  geometry: Geometry,
  { toPixel }: Georeference,
  { width, height }: { width: number; height: number },
): Window | undefined {
  const places: [number, number][] = [];
  mapPositions(geometry, (position: Position) => {
    places.push(toPixel(position[0]!, position[1]!));
    return position;
  });
  const range = (axis: 0 | 1, size: number) => {
    const values = places.map((place) => place[axis]);
    const from = Math.max(0, Math.floor(Math.min(...values)));
    return [from, Math.min(size, Math.ceil(Math.max(...values))) - from] as const;
  };
  const [x, w] = range(0, width);
  const [y, h] = range(1, height);
  return w > 0 && h > 0 ? { x, y, width: w, height: h } : undefined;
}

/**
 * The boxes of a layer's features in an image, from the top down, so that neighbours are read together. What lies
 * outside, and points and lines that cover no pixel, have none.
 * @throws Problem bad-request when there is not one, too-large when there are too many
 */
export async function boxesOf(
  pages: AsyncIterable<{ geometry: Geometry | null }[]>,
  place: Georeference,
  image: { width: number; height: number },
): Promise<Window[]> {
  const boxes: Window[] = [];
  for await (const page of pages) {
    for (const { geometry } of page) {
      const box = geometry && windowOf(geometry, place, image);
      if (box) boxes.push(box);
    }
    if (boxes.length > MOST_CHIPS)
      throw new Problem(
        'too-large',
        `More than ${MOST_CHIPS.toLocaleString('en')} features lie in the image.`,
      );
  }
  if (boxes.length === 0)
    throw new Problem('bad-request', 'None of the features of the layer lies in the image.');
  return boxes.sort((a, b) => a.y - b.y || a.x - b.x);
}
