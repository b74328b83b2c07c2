import type { Geometry, Position } from 'geojson';
import { insideRing, signedArea } from '@/lib/geojson/rings';

/** Types of shapes by their number modulo 10: 1x has Z and M, 2x has M. */
const POINT = 1;
const LINE = 3;
const POLYGON = 5;
const MULTIPOINT = 8;
export const KNOWN_SHAPES = [0, 1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28];

/** "No data" is anything below this. */
const NO_DATA = -1e38;

/** A length or count in a record that does not fit into it. */
export class ShapeError extends Error {}

function need(bytes: Buffer, length: number): void {
  if (bytes.length < length) throw new ShapeError('its record is shorter than its shape');
}

/** Positions that begin at `at`, with their heights at `heights` where there are any. */
function positions(bytes: Buffer, at: number, count: number, heights: number | undefined): Position[] {
  return Array.from({ length: count }, (_, i) => {
    const x = bytes.readDoubleLE(at + i * 16);
    const y = bytes.readDoubleLE(at + i * 16 + 8);
    if (heights === undefined) return [x, y];
    const z = bytes.readDoubleLE(heights + i * 8);
    return z > NO_DATA ? [x, y, z] : [x, y];
  });
}

type Box = [number, number, number, number];

function boxOf(ring: readonly Position[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring as [number, number][]) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

const within = (inner: Box, outer: Box) =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];

/**
 * Rings as polygons: exterior rings are clockwise in a shapefile, holes counter-clockwise, in any order. A hole
 * belongs to the smallest exterior around it; one without any is an exterior itself. Rings come out wound as
 * RFC 7946 has it.
 */
export function polygonsOf(rings: readonly Position[][]): Position[][][] {
  const areas = rings.map(signedArea);
  const single = rings.length === 1;
  const exteriors = rings
    .map((ring, i) => ({ ring, area: Math.abs(areas[i]!), box: boxOf(ring), holes: [] as Position[][] }))
    .filter((_, i) => single || areas[i]! <= 0);
  for (const [i, ring] of rings.entries()) {
    if (single || areas[i]! <= 0) continue;
    const box = boxOf(ring);
    const around = exteriors
      .filter((exterior) => within(box, exterior.box) && holds(exterior.ring, ring))
      .sort((a, b) => a.area - b.area)[0];
    if (around) around.holes.push(ring);
    else exteriors.push({ ring, area: areas[i]!, box, holes: [] });
  }
  return exteriors.map(({ ring, holes }) => [
    signedArea(ring) < 0 ? ring.toReversed() : ring,
    ...holes.map((hole) => (signedArea(hole) > 0 ? hole.toReversed() : hole)),
  ]);
}

/** Whether a hole is inside: by most of its vertices, since some may lie on the edge. */
function holds(exterior: readonly Position[], hole: readonly Position[]): boolean {
  const inside = hole.filter((position) => insideRing(position, exterior)).length;
  return inside * 2 >= hole.length;
}

function oneOrMulti(parts: unknown[], type: 'LineString' | 'Polygon'): Geometry | null {
  if (parts.length === 0) return null;
  return (
    parts.length === 1 ? { type, coordinates: parts[0] } : { type: `Multi${type}`, coordinates: parts }
  ) as Geometry;
}

/**
 * The geometry of one record of a .shp file. Z is kept, M is not.
 * @param bytes the record without its head
 * @throws ShapeError when its counts do not fit into it
 */
export function shapeOf(bytes: Buffer): Geometry | null {
  need(bytes, 4);
  const type = bytes.readInt32LE(0);
  const kind = type % 10;
  const hasZ = type > 10 && type < 20;
  if (type === 0) return null;
  if (kind === POINT) {
    need(bytes, hasZ ? 28 : 20);
    const [x, y] = [bytes.readDoubleLE(4), bytes.readDoubleLE(12)];
    if (!(x > NO_DATA) || !(y > NO_DATA)) return null;
    const z = hasZ ? bytes.readDoubleLE(20) : Number.NaN;
    return { type: 'Point', coordinates: z > NO_DATA ? [x, y, z] : [x, y] };
  }
  if (kind === MULTIPOINT) {
    need(bytes, 40);
    const count = bytes.readInt32LE(36);
    const end = 40 + count * 16;
    need(bytes, hasZ ? end + 16 + count * 8 : end);
    if (count < 1) return null;
    return { type: 'MultiPoint', coordinates: positions(bytes, 40, count, hasZ ? end + 16 : undefined) };
  }
  if (kind !== LINE && kind !== POLYGON) throw new ShapeError(`its type is ${type}`);
  need(bytes, 44);
  const parts = bytes.readInt32LE(36);
  const points = bytes.readInt32LE(40);
  const start = 44 + parts * 4;
  const end = start + points * 16;
  if (parts < 0 || points < 0) throw new ShapeError('it counts less than no points');
  need(bytes, hasZ ? end + 16 + points * 8 : end);
  const all = positions(bytes, start, points, hasZ ? end + 16 : undefined);
  const starts = Array.from({ length: parts }, (_, i) => bytes.readInt32LE(44 + i * 4));
  const lines = starts
    .map((from, i) => all.slice(from, starts[i + 1] ?? points))
    .filter((line) => line.length > 0);
  return kind === LINE ? oneOrMulti(lines, 'LineString') : oneOrMulti(polygonsOf(lines), 'Polygon');
}
