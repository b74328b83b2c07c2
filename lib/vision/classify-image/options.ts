import { cornerGeoreference } from '@/lib/imagery/georeference/corners';
import type { Corners } from '@/lib/imagery/georeference/georeference';
import { Problem } from '@/lib/problems';

/**
 * Reads `126.97,37.57,126.98,37.57,126.98,37.56,126.97,37.56`: longitude, latitude of the image's top left, top right,
 * bottom right and bottom left corner; or two corners only (top left, bottom right) of an image with north at the top.
 * @throws Problem bad-request
 */
export function readCorners(text: string): Corners {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if ((numbers.length !== 8 && numbers.length !== 4) || !numbers.every(Number.isFinite))
    throw new Problem(
      'bad-request',
      'Corners are eight numbers, longitude and latitude of the top left, top right, bottom right and bottom left corner; or four, of the top left and the bottom right.',
    );
  const [a, b, c, d, ...rest] = numbers as [number, number, number, number, ...number[]];
  const corners = (
    rest.length === 0
      ? [
          [a, b],
          [c, b],
          [c, d],
          [a, d],
        ]
      : [
          [a, b],
          [c, d],
          [rest[0], rest[1]],
          [rest[2], rest[3]],
        ]
  ) as Corners;
  cornerGeoreference(corners, 1, 1); // says what is wrong with them
  return corners;
}
