import type { Geometry, Position } from 'geojson';
import { mapPositions } from '@/lib/geojson/map-positions';
import { repair } from '@/lib/geojson/repair';
import { samePosition } from '@/lib/geojson/rings';
import { Problem } from '@/lib/problems';
import type { Extent } from './reader';

type Transform = (x: number, y: number) => [number, number];

/** What keeps a geometry from being used as it is; `repairable`: closing rings mends it. */
interface GeometryFault {
  rule: 'ring-open' | 'ring-short' | 'coordinates';
  message: string;
  repairable: boolean;
}

const short: GeometryFault = {
  rule: 'ring-short',
  message: 'A ring has fewer than 4 positions.',
  repairable: false,
};
const open: GeometryFault = {
  rule: 'ring-open',
  message: 'The ring is not closed: its last position must equal its first.',
  repairable: true,
};
const lineShort: GeometryFault = {
  rule: 'coordinates',
  message: 'A line has fewer than two positions.',
  repairable: false,
};
const notNumbers: GeometryFault = {
  rule: 'coordinates',
  message: 'A coordinate is not a number.',
  repairable: false,
};

function positionsFault(positions: readonly Position[]): GeometryFault | undefined {
  return positions.every((position) => position.length >= 2 && position.every(Number.isFinite))
    ? undefined
    : notNumbers;
}

const lineFault = (line: readonly Position[]) => (line.length < 2 ? lineShort : positionsFault(line));

function ringFault(ring: readonly Position[]): GeometryFault | undefined {
  const wrong = positionsFault(ring);
  if (wrong) return wrong;
  const isOpen = !samePosition(ring[0], ring.at(-1));
  if (ring.length + (isOpen ? 1 : 0) < 4) return short;
  return isOpen ? open : undefined;
}

function first<T>(items: readonly T[], fault: (item: T) => GeometryFault | undefined) {
  let found: GeometryFault | undefined;
  for (const item of items) {
    const next = fault(item);
    if (next && !next.repairable) return next;
    found ??= next;
  }
  return found;
}

/** Whether a geometry has no position at all. */
export const isEmpty = (geometry: Geometry): boolean =>
  geometry.type === 'GeometryCollection'
    ? geometry.geometries.every(isEmpty)
    : (geometry.coordinates as unknown[]).flat(3).length === 0;

/** What is wrong with the shape of a geometry, wherever it lies; what cannot be mended goes first. */
export function geometryFault(geometry: Geometry): GeometryFault | undefined {
  if (isEmpty(geometry)) return undefined;
  switch (geometry.type) {
    case 'Point':
      return positionsFault([geometry.coordinates]);
    case 'MultiPoint':
      return positionsFault(geometry.coordinates);
    case 'LineString':
      return lineFault(geometry.coordinates);
    case 'MultiLineString':
      return first(geometry.coordinates, lineFault);
    case 'Polygon':
      return first(geometry.coordinates, ringFault);
    case 'MultiPolygon':
      return first(geometry.coordinates, (rings) => first(rings, ringFault));
    case 'GeometryCollection':
      return first(geometry.geometries, geometryFault);
  }
}

/** The extent with the geometry's positions in it. */
export function widenBy(extent: Extent | undefined, geometry: Geometry): Extent | undefined {
  let [west, south, east, north] = extent ?? [Infinity, Infinity, -Infinity, -Infinity];
  mapPositions(geometry, (position) => {
    const [x, y] = position as [number, number];
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
    return position;
  });
  return west <= east && south <= north ? [west, south, east, north] : undefined;
}

/** Heights that only some positions have are left out: those of the others would be made up. */
function withoutSomeHeights(geometry: Geometry): Geometry {
  const sizes = new Set<number>();
  mapPositions(geometry, (position) => {
    sizes.add(position.length);
    return position;
  });
  return sizes.size < 2 ? geometry : mapPositions(geometry, ([lon, lat]) => [lon!, lat!]);
}

/** The outcome for one geometry: at its place, or why not. */
export type Placed = { geometry: Geometry } | { fault: string };

/**
 * Brings geometries of a file to longitude and latitude.
 * @param transform from the system of the file to WGS 84 degrees
 * @param mend also closes rings, cuts at the antimeridian, makes collections simple and rounds to 7 decimals
 */
export function placer(transform: Transform, mend: boolean): (geometry: Geometry) => Placed {
  const move = ([x, y, z]: Position): Position => {
    const [lon, lat] = transform(x!, y!);
    if (lon < -360 || lon > 360 || lat < -90 || lat > 90) {
      throw new Problem('unreadable', `The position [${x}, ${y}] is beyond the world.`);
    }
    return z === undefined || !Number.isFinite(z) ? [lon, lat] : [lon, lat, z];
  };
  return (geometry) => {
    const fault = geometryFault(geometry);
    if (fault && !(mend && fault.repairable)) return { fault: fault.message };
    try {
      const moved = withoutSomeHeights(mapPositions(geometry, move));
      return { geometry: mend ? (repair(moved) as Geometry) : moved };
    } catch (error) {
      if (error instanceof Problem) return { fault: error.message };
      throw error;
    }
  };
}
