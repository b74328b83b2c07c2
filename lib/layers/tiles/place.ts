import type { Geometry, Position } from 'geojson';
import { cellOf, mercatorX, mercatorY } from './cells';
import { FULL_ZOOM } from './thin';

/** Where a feature is drawn and labelled. */
export interface Place {
  /** Cell of its label point. */
  cell: number;
  /** Zoom from which it is too large to be left out; FULL_ZOOM for a point. */
  largest: number;
}

/** Pixels (of the 512 of a tile) from which a shape is always drawn, as a power of two: 4. */
const VISIBLE_LOG2 = 2;
const TILE_LOG2 = 9;

/** Where a geometry goes; null where it is empty. @param geometry longitude, latitude in degrees */
export function placeOf(geometry: Geometry): Place | null {
  if (geometry.type === 'Point') {
    const [lon, lat] = geometry.coordinates;
    return lon === undefined ? null : { cell: cellOf(lon, lat!), largest: FULL_ZOOM };
  }
  const spot = labelPoint(geometry);
  if (!spot) return null;
  return { cell: cellOf(spot[0]!, spot[1]!), largest: visibleZoom(geometry) };
}

/** The first zoom at which a shape is 4 pixels across, at most FULL_ZOOM. */
function visibleZoom(geometry: Geometry): number {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  widen(bounds, geometry);
  const [west, south, east, north] = bounds as [number, number, number, number];
  const span = Math.max(mercatorX(east) - mercatorX(west), mercatorY(south) - mercatorY(north));
  const zoom = span > 0 ? Math.ceil(VISIBLE_LOG2 - TILE_LOG2 - Math.log2(span)) : FULL_ZOOM;
  return Math.min(FULL_ZOOM, Math.max(0, zoom));
}

function widen(bounds: number[], geometry: Geometry): void {
  if (geometry.type === 'GeometryCollection') for (const part of geometry.geometries) widen(bounds, part);
  else widenBy(bounds, geometry.coordinates);
}

function widenBy(bounds: number[], coordinates: Position | Position[] | Position[][] | Position[][][]): void {
  if (typeof coordinates[0] === 'number') {
    const [x, y] = coordinates as [number, number];
    if (x < bounds[0]!) bounds[0] = x;
    if (y < bounds[1]!) bounds[1] = y;
    if (x > bounds[2]!) bounds[2] = x;
    if (y > bounds[3]!) bounds[3] = y;
  } else for (const part of coordinates) widenBy(bounds, part as Position[]);
}

/** A point to write a feature's name at: inside its largest polygon, on its longest line, or its first point. */
export const labelPoint = (geometry: Geometry): Position | null => labelOf(geometry)?.at ?? null;

/** The same, with the dimension of what is named there. */
export function labelOf(geometry: Geometry): { at: Position; dimension: 0 | 1 | 2 } | null {
  const polygons: Position[][][] = [];
  const lines: Position[][] = [];
  const points: Position[] = [];
  const gather = (part: Geometry): void => {
    if (part.type === 'GeometryCollection') part.geometries.forEach(gather);
    else if (part.type === 'Polygon') polygons.push(part.coordinates);
    else if (part.type === 'MultiPolygon') polygons.push(...part.coordinates);
    else if (part.type === 'LineString') lines.push(part.coordinates);
    else if (part.type === 'MultiLineString') lines.push(...part.coordinates);
    else if (part.type === 'MultiPoint') points.push(...part.coordinates);
    else if (part.coordinates.length > 0) points.push(part.coordinates);
  };
  gather(geometry);
  const polygon = largest(polygons, (rings) => ringArea(rings[0]));
  if (polygon) return { at: insideOf(polygon), dimension: 2 };
  const line = largest(lines, lineLength);
  if (line) return { at: halfWay(line), dimension: 1 };
  return points[0] ? { at: points[0], dimension: 0 } : null;
}

function largest<T>(parts: readonly T[], size: (part: T) => number): T | undefined {
  let best: T | undefined;
  let most = -1;
  for (const part of parts) {
    const now = size(part);
    if (now > most) {
      most = now;
      best = part;
    }
  }
  return best;
}

function ringArea(ring: Position[] | undefined): number {
  let area = 0;
  for (let i = 1; ring && i < ring.length; i++) {
    area += (ring[i - 1]![0]! - ring[i]![0]!) * (ring[i - 1]![1]! + ring[i]![1]!);
  }
  return ring?.length ? Math.abs(area) : -1;
}

function lineLength(line: Position[]): number {
  let length = 0;
  for (let i = 1; i < line.length; i++) length += distance(line[i - 1]!, line[i]!);
  return line.length ? length : -1;
}

const distance = (a: Position, b: Position) => Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!);

function halfWay(line: Position[]): Position {
  let rest = lineLength(line) / 2;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const step = distance(a, b);
    if (step >= rest && step > 0) {
      const share = rest / step;
      return [a[0]! + (b[0]! - a[0]!) * share, a[1]! + (b[1]! - a[1]!) * share];
    }
    rest -= step;
  }
  return line[0]!;
}

/** The middle of the widest piece of the polygon on a line of latitude half way up. */
function insideOf(rings: Position[][]): Position {
  let south = Infinity;
  let north = -Infinity;
  for (const [, lat] of rings[0]!) {
    south = Math.min(south, lat!);
    north = Math.max(north, lat!);
  }
  const lat = (south + north) / 2;
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i - 1] as [number, number], ring[i] as [number, number]];
      if (ay > lat !== by > lat) crossings.push(ax + ((lat - ay) / (by - ay)) * (bx - ax));
    }
  }
  crossings.sort((a, b) => a - b);
  let at: Position = rings[0]![0]!;
  let widest = 0;
  for (let i = 1; i < crossings.length; i += 2) {
    const width = crossings[i]! - crossings[i - 1]!;
    if (width > widest) {
      widest = width;
      at = [(crossings[i]! + crossings[i - 1]!) / 2, lat];
    }
  }
  return at;
}
