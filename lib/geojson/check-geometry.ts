import type { Position } from 'geojson';
import { crossesAntimeridian } from './antimeridian';
import type { Findings } from './findings';
import { insideRing, samePosition, signedArea } from './rings';
import { roundDegree } from './round';

/** west, south, east, north of what was seen. */
export type Bounds = [number, number, number, number];

export function widen(bounds: Bounds | undefined, by: Bounds | undefined): Bounds | undefined {
  if (!bounds || !by) return bounds ?? by;
  return [
    Math.min(bounds[0], by[0]),
    Math.min(bounds[1], by[1]),
    Math.max(bounds[2], by[2]),
    Math.max(bounds[3], by[3]),
  ];
}

/** Checks the positions of one geometry; of each rule only its first fault in that geometry is told. */
class Positions {
  bounds: Bounds | undefined;
  private readonly told = new Set<string>();

  constructor(private readonly findings: Findings) {}

  once(...[path, rule, message]: Parameters<Findings['add']>): void {
    if (this.told.has(rule)) return;
    this.told.add(rule);
    this.findings.add(path, rule, message);
  }

  position(position: Position, path: string): void {
    const [lon, lat] = position as [number, number];
    if (lat > 90 || lat < -90) {
      const order = Math.abs(lon) <= 90 ? '; positions are longitude, latitude: the order may be wrong' : '';
      this.once(path, 'latitude', `The latitude ${lat} is beyond 90 degrees${order}.`);
    }
    if (lon > 180 || lon < -180) this.once(path, 'longitude', `The longitude ${lon} is beyond 180 degrees.`);
    if (position.length > 3) {
      this.once(path, 'position-size', `The position has ${position.length} numbers; 3 are the most.`);
    }
    if (roundDegree(lon) !== lon || roundDegree(lat) !== lat) {
      this.once(path, 'precision', 'More than 7 decimals of a degree (1 cm) are false precision.');
    }
    this.bounds = widen(this.bounds, [lon, lat, lon, lat]);
  }

  positions(line: readonly Position[], path: string): void {
    for (const [i, position] of line.entries()) this.position(position, `${path}[${i}]`);
  }

  line(line: readonly Position[], path: string): void {
    this.positions(line, path);
    const within = line.every(([lon]) => lon! <= 180 && lon! >= -180);
    if (within && crossesAntimeridian(line)) {
      this.once(
        path,
        'antimeridian',
        'Two neighbouring positions are more than 180 degrees apart: a line across the antimeridian should be cut there.',
      );
    }
  }

  polygon(rings: readonly Position[][], path: string): void {
    const exterior = rings[0];
    for (const [i, ring] of rings.entries()) {
      const at = `${path}[${i}]`;
      this.line(ring, at);
      if (!samePosition(ring[0], ring.at(-1))) {
        this.once(at, 'ring-open', 'The ring is not closed: its last position must equal its first.');
        continue;
      }
      if (crossesAntimeridian(ring)) continue; // its winding shows only when it is cut
      const area = signedArea(ring);
      if (i === 0 ? area < 0 : area > 0) {
        this.once(
          at,
          'winding',
          i === 0
            ? 'The exterior ring is clockwise; it should be counter-clockwise.'
            : 'The hole is counter-clockwise; it should be clockwise.',
        );
      }
      if (i > 0 && outside(ring, exterior!)) {
        this.once(at, 'exterior-first', 'The hole lies outside the first ring, which must be the exterior.');
      }
    }
  }
}

/** Whether all of a hole is outside the exterior: no vertex in it nor on its box. */
function outside(hole: readonly Position[], exterior: readonly Position[]): boolean {
  if (crossesAntimeridian(exterior)) return false;
  return (
    hole.every(
      (position) =>
        !insideRing(position, exterior) && !exterior.some((other) => samePosition(position, other)),
    ) && !hole.some((a, i) => i > 0 && insideRing(between(a, hole[i - 1]!), exterior))
  );
}

const between = (a: Position, b: Position): Position => [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2];

/**
 * Checks the coordinates of a geometry that keeps to the schema (other than a collection).
 * @returns its bounds; undefined when it is empty.
 */
export function checkCoordinates(
  type: string,
  coordinates: unknown,
  path: string,
  findings: Findings,
): Bounds | undefined {
  const checker = new Positions(findings);
  const at = `${path ? `${path}.` : ''}coordinates`;
  const parts = coordinates as unknown[];
  if (parts.length === 0) return undefined;
  if (type === 'Point') checker.position(coordinates as Position, at);
  else if (type === 'MultiPoint') checker.positions(coordinates as Position[], at);
  else if (type === 'LineString') checker.line(coordinates as Position[], at);
  else if (type === 'Polygon') checker.polygon(coordinates as Position[][], at);
  else {
    for (const [i, part] of parts.entries()) {
      if (type === 'MultiLineString') checker.line(part as Position[], `${at}[${i}]`);
      else checker.polygon(part as Position[][], `${at}[${i}]`);
    }
  }
  return checker.bounds;
}
