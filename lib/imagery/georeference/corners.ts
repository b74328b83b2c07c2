import { Problem } from '@/lib/problems';
import { type Corners, type Georeference, resolutionOf } from './georeference';
import { fromWorld, toWorld } from './mercator';

/** A projective map of the plane: x' = (a x + b y + c) / (g x + h y + 1), y' = (d x + e y + f) / (same). */
type Homography = [number, number, number, number, number, number, number, number, number];
type XY = [x: number, y: number];

/**
 * The projective map from the unit square to a quadrilateral (Heckbert, Fundamentals of Texture Mapping and Image
 * Warping, 1989, section 2.2.3).
 * @param q images of 0,0 1,0 1,1 0,1
 */
function fromUnitSquare([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: [XY, XY, XY, XY]): Homography {
  const [dx1, dx2, sx] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3];
  const [dy1, dy2, sy] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3];
  const below = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / below;
  const h = (dx1 * sy - sx * dy1) / below;
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, 1];
}

function inverse([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

function apply([a, b, c, d, e, f, g, h, i]: Homography, x: number, y: number): XY {
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}

/** Turn from one side to the next at each corner: all of one sign in a convex quadrilateral. */
function turns(corners: XY[]): number[] {
  return corners.map(([x, y], i) => {
    const [x1, y1] = corners[(i + 1) % 4]!;
    const [x2, y2] = corners[(i + 2) % 4]!;
    return (x1 - x) * (y2 - y1) - (y1 - y) * (x2 - x1);
  });
}

/**
 * The place of an image of which four corners are known. In between it is projective on the map's plane (web
 * Mercator), as MapLibre draws an image source.
 * @param corners top left, top right, bottom right, bottom left of the image; longitude, latitude. May go beyond 180°
 * @throws Problem bad-request when they are no convex quadrilateral on the map
 */
export function cornerGeoreference(corners: Corners, width: number, height: number): Georeference {
  const numbers = corners.flat();
  if (numbers.length !== 8 || !numbers.every(Number.isFinite)) {
    throw new Problem('bad-request', 'Four corners are needed, each a longitude and a latitude in degrees.');
  }
  if (corners.some(([lng, lat]) => Math.abs(lat) > 85.06 || Math.abs(lng) > 540)) {
    throw new Problem(
      'bad-request',
      'A corner lies beyond the map: latitudes go to 85.05° (longitude comes first).',
    );
  }
  const world = corners.map(([lng, lat]) => toWorld(lng, lat)) as [XY, XY, XY, XY];
  const bends = turns(world);
  if (!bends.every((turn) => turn > 0) && !bends.every((turn) => turn < 0)) {
    throw new Problem(
      'bad-request',
      'The four corners make no convex shape; give top left, top right, bottom right, bottom left of the image, in this order.',
    );
  }
  const forward = fromUnitSquare(world);
  const back = inverse(forward);
  const toLngLat = (x: number, y: number) => fromWorld(...apply(forward, x / width, y / height));
  return {
    kind: 'corners',
    toLngLat,
    toPixel: (lng, lat) => {
      const [x, y] = apply(back, ...toWorld(lng, lat));
      return [x * width, y * height];
    },
    metresPerPixel: resolutionOf(toLngLat, width, height),
  };
}
