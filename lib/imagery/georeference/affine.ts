import { transformer } from '@/lib/crs/transform';
import { type Georeference, resolutionOf } from './georeference';
import { fromWorld, toWorld } from './mercator';

/** Pixel to plane: X = a x + b y + c, Y = d x + e y + f, from the outer corner of the top left pixel. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** The same for pixels counted from the centre of the top left one: as world files and PixelIsPoint have it. */
export const fromCentre = ([a, b, c, d, e, f]: Affine): Affine => [
  a,
  b,
  c - (a + b) / 2,
  d,
  e,
  f - (d + e) / 2,
];

export const applyAffine = ([a, b, c, d, e, f]: Affine, x: number, y: number): [number, number] => [
  a * x + b * y + c,
  d * x + e * y + f,
];

/** @returns undefined where all pixels would fall on one line */
export function invertAffine([a, b, c, d, e, f]: Affine): Affine | undefined {
  const determinant = a * e - b * d;
  const inverse = [
    e / determinant,
    -b / determinant,
    (b * f - c * e) / determinant,
    -d / determinant,
    a / determinant,
    (c * d - a * f) / determinant,
  ] as const;
  return inverse.every(Number.isFinite) ? inverse : undefined;
}

/** A plane that pixels are laid on: a coordinate system, or the square world of web maps. */
interface Plane {
  crs?: string;
  toLngLat: (x: number, y: number) => [number, number];
  fromLngLat: (lng: number, lat: number) => [number, number];
}

export const worldPlane: Plane = { toLngLat: fromWorld, fromLngLat: toWorld };

/** @throws CrsError when the system is not known */
export const crsPlane = (crs: string): Plane => ({
  crs,
  toLngLat: transformer(crs),
  fromLngLat: transformer('EPSG:4326', crs),
});

/** An image laid on a plane without bending. @returns undefined where all pixels would fall on one line */
export function affineGeoreference(
  kind: Georeference['kind'],
  affine: Affine,
  plane: Plane,
  width: number,
  height: number,
): Georeference | undefined {
  const inverse = invertAffine(affine);
  if (!inverse) return undefined;
  const toLngLat = (x: number, y: number) => plane.toLngLat(...applyAffine(affine, x, y));
  return {
    kind,
    ...(plane.crs ? { crs: plane.crs } : {}),
    toLngLat,
    toPixel: (lng, lat) => applyAffine(inverse, ...plane.fromLngLat(lng, lat)),
    metresPerPixel: resolutionOf(toLngLat, width, height),
  };
}
