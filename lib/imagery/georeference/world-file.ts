import { Problem } from '@/lib/problems';
import { type Affine, fromCentre } from './affine';

/** Names a world file of an image may have: photo.jgw, photo.jpgw, photo.wld. */
export function worldFileNames(image: string): string[] {
  const dot = image.lastIndexOf('.');
  const [stem, ending] = dot < 0 ? [image, ''] : [image.slice(0, dot), image.slice(dot + 1)];
  const short = ending.length > 1 ? [`${stem}.${ending[0]}${ending.at(-1)}w`] : [];
  return [...short, `${stem}.${ending}w`, `${stem}.wld`];
}

/** Whether a name is that of a world file. */
export const isWorldFileName = (name: string) => /\.(?:[a-z]{2}w|[a-z]{3,4}w|wld)$/i.test(name);

/**
 * Six numbers on lines of their own: A, D, B, E, C, F; C and F are the centre of the top left pixel.
 * @throws Problem unreadable
 */
export function readWorldFile(text: string): Affine {
  const numbers = text
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\s+/)
    .map((word) => Number(word.replace(',', '.')));
  const [a, d, b, e, c, f] = numbers as [number, number, number, number, number, number];
  if (numbers.length < 6 || !numbers.slice(0, 6).every(Number.isFinite)) {
    throw new Problem('unreadable', 'The world file must have six numbers, one a line; it has not.');
  }
  if (a * e - b * d === 0) {
    throw new Problem('unreadable', 'The world file gives pixels no size; check its first four lines.');
  }
  return fromCentre([a, b, c, d, e, f]);
}
