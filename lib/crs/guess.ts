import { definitions } from './definitions';
import { transformer } from './transform';

type XY = readonly [x: number, y: number];

/** South Korea with its islands, coarse and a little wide (longitude, latitude): enough to tell belts apart. */
const outlines: XY[][] = [
  [
    [126.0, 34.0],
    [126.9, 33.85],
    [128.2, 34.4],
    [129.3, 34.9],
    [129.75, 35.9],
    [129.6, 37.0],
    [128.5, 38.65],
    [128.2, 38.65],
    [127.0, 38.35],
    [126.4, 37.9],
    [124.5, 38.05],
    [124.5, 37.7],
    [125.8, 37.0],
    [125.9, 36.3],
    [126.1, 35.6],
    [125.0, 34.6],
    [125.0, 34.0],
  ],
  [
    [126.0, 33.05],
    [127.05, 33.05],
    [127.05, 33.65],
    [126.0, 33.65],
  ],
  [
    [130.7, 37.4],
    [131.95, 37.1],
    [131.95, 37.6],
    [130.7, 37.65],
  ],
];

function inside([x, y]: XY, outline: readonly XY[]): boolean {
  let within = false;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const [ax, ay] = outline[i]!;
    const [bx, by] = outline[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

/** Whether a position in degrees lies in South Korea, roughly. */
export const inKorea = (point: XY) => outlines.some((outline) => inside(point, outline));

/** Share of the points that lie in South Korea when read in the system `code`. */
function shareInKorea(points: readonly XY[], code: string): number {
  const toLonLat = transformer(code);
  let count = 0;
  for (const [x, y] of points) {
    try {
      if (inKorea(toLonLat(x, y))) count++;
    } catch {
      // Not a point of this system: not counted.
    }
  }
  return count / points.length;
}

const candidates = definitions.filter(
  ({ code, geographic }) => !geographic && (!/^EPSG:32[67]\d\d$/.test(code) || /^EPSG:3265[12]$/.test(code)),
);
const MERCATOR_LIMIT = 20_037_509;
/** No projected point of Korea, nor of land in Web Mercator, is this near 0, 0: such numbers are swapped degrees. */
const NEAR_ZERO = 1000;

interface Rated {
  code: string;
  /** Share of the points that lie in South Korea when read in this system; 0 where only the range fits. */
  share: number;
}

/**
 * The systems the points may be in, likeliest first, with how well each fits. Points at 0, 0 are ignored.
 *
 * @param points x (easting or longitude) first; a sample of up to some hundreds.
 */
export function rateCrs(points: readonly XY[]): Rated[] {
  const usable = points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y) && (x !== 0 || y !== 0));
  if (usable.length === 0) return [];

  const share = (test: (point: XY) => boolean) => usable.filter(test).length / usable.length;
  if (share(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90) >= 0.9) {
    const korean = share(inKorea);
    const codes = korean >= 0.9 ? ['EPSG:4326', 'EPSG:4737', 'EPSG:4162'] : ['EPSG:4326'];
    return codes.map((code) => ({ code, share: korean }));
  }
  if (share(([x, y]) => Math.abs(x) < NEAR_ZERO && Math.abs(y) < NEAR_ZERO) > 0.1) return [];

  const found: Rated[] = candidates
    .map(({ code }, rank) => ({ code, rank, share: shareInKorea(usable, code) }))
    .filter((candidate) => candidate.share >= 0.5)
    // Shares within 2 % of each other are equal: then the commoner system goes first.
    .sort((a, b) => Math.round(b.share * 50) - Math.round(a.share * 50) || a.rank - b.rank)
    .map(({ code, share }) => ({ code, share }));

  const mercator = share(([x, y]) => Math.abs(x) <= MERCATOR_LIMIT && Math.abs(y) <= MERCATOR_LIMIT) === 1;
  if (mercator && !found.some(({ code }) => code === 'EPSG:3857'))
    found.push({ code: 'EPSG:3857', share: 0 });
  return found;
}

/**
 * Codes of the systems the points may be in, likeliest first; for a chooser, not to be applied unseen, since
 * belts of one datum differ by whole kilometres but two datums by some 300 m only.
 *
 * @param points x (easting or longitude) first; a sample of up to some hundreds. Points at 0, 0 are ignored.
 * @returns codes for `findCrs`; empty when nothing fits.
 */
export function guessCrs(points: readonly XY[]): string[] {
  return rateCrs(points).map(({ code }) => code);
}
