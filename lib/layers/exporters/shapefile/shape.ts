import type { Geometry, Position } from 'geojson';
import { closed, signedArea } from '@/lib/geojson/rings';

/** Files of one kind of geometry each, as a Shapefile wants it. */
export type Kind = 'points' | 'multipoints' | 'lines' | 'polygons';

/** ESRI Shapefile Technical Description (1998): the types without and with heights. */
export const SHAPE_TYPES: Record<Kind, [flat: number, high: number]> = {
  points: [1, 11],
  multipoints: [8, 18],
  lines: [3, 13],
  polygons: [5, 15],
};

/** The parts of a geometry with the file each belongs to: one, or several for a collection. */
export function piecesOf(geometry: Geometry): { kind: Kind; parts: Position[][] }[] {
  switch (geometry.type) {
    case 'Point':
      return [{ kind: 'points', parts: geometry.coordinates.length > 0 ? [[geometry.coordinates]] : [] }];
    case 'MultiPoint':
      return [{ kind: 'multipoints', parts: geometry.coordinates.length > 0 ? [geometry.coordinates] : [] }];
    case 'LineString':
      return [{ kind: 'lines', parts: geometry.coordinates.length > 0 ? [geometry.coordinates] : [] }];
    case 'MultiLineString':
      return [{ kind: 'lines', parts: geometry.coordinates }];
    case 'Polygon':
      return [{ kind: 'polygons', parts: ringsOf(geometry.coordinates) }];
    case 'MultiPolygon':
      return [{ kind: 'polygons', parts: geometry.coordinates.flatMap(ringsOf) }];
    case 'GeometryCollection': {
      const merged = new Map<Kind, Position[][]>();
      for (const { kind, parts } of geometry.geometries.flatMap(piecesOf)) {
        const file = kind === 'points' ? 'multipoints' : kind;
        const before = merged.get(file) ?? [];
        merged.set(file, file === 'multipoints' ? [[before, parts].flat(2)] : [...before, ...parts]);
      }
      return [...merged].map(([kind, parts]) => ({ kind, parts }));
    }
  }
}

/** Exterior rings clockwise, holes counter-clockwise: the other way round than GeoJSON. */
const ringsOf = (rings: Position[][]) =>
  rings.map((ring, i) => {
    const whole = closed(ring);
    return signedArea(whole) > 0 === (i === 0) ? whole.toReversed() : whole;
  });

/** west, south, lowest, east, north, highest. */
export type Box = [number, number, number, number, number, number];

export const emptyBox = (): Box => [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];

export function widen(box: Box, [x, y, z = 0]: Position): void {
  if (x! < box[0]) box[0] = x!;
  if (y! < box[1]) box[1] = y!;
  if (z < box[2]) box[2] = z;
  if (x! > box[3]) box[3] = x!;
  if (y! > box[4]) box[4] = y!;
  if (z > box[5]) box[5] = z;
}

/** Writes little-endian numbers one after another. */
class Writer {
  at = 0;
  readonly buffer: Buffer;

  constructor(bytes: number) {
    this.buffer = Buffer.alloc(bytes);
  }

  int(value: number): void {
    this.at = this.buffer.writeInt32LE(value, this.at);
  }

  double(value: number): void {
    this.at = this.buffer.writeDoubleLE(value, this.at);
  }
}

/** The content of a record with nothing in it: a row without a place. */
export const NULL_SHAPE = Buffer.alloc(4);

/** The content of one record. @param high with heights, 0 where a position has none */
export function shapeBytes(kind: Kind, parts: Position[][], high: boolean, box: Box): Buffer {
  const type = SHAPE_TYPES[kind][high ? 1 : 0];
  const positions = parts.flat();
  for (const position of positions) widen(box, position);
  if (kind === 'points') {
    const [x, y, z = 0] = positions[0]!;
    const writer = new Writer(high ? 36 : 20);
    writer.int(type);
    writer.double(x!);
    writer.double(y!);
    if (high) writer.double(z); // the measure after it stays 0
    return writer.buffer;
  }
  const own = emptyBox();
  for (const position of positions) widen(own, position);
  const many = kind === 'multipoints' ? 0 : 4 + 4 * parts.length;
  const writer = new Writer(40 + many + 16 * positions.length + (high ? 16 + 8 * positions.length : 0));
  writer.int(type);
  for (const i of [0, 1, 3, 4]) writer.double(own[i]!);
  if (many > 0) writer.int(parts.length);
  writer.int(positions.length);
  if (many > 0) {
    let first = 0;
    for (const part of parts) {
      writer.int(first);
      first += part.length;
    }
  }
  for (const [x, y] of positions) {
    writer.double(x!);
    writer.double(y!);
  }
  if (high) {
    writer.double(own[2]);
    writer.double(own[5]);
    for (const [, , z = 0] of positions) writer.double(z);
  }
  return writer.buffer;
}

/** The header of a .shp or .shx file of so many bytes. */
export function shapeHeader(kind: Kind, high: boolean, bytes: number, box: Box): Buffer {
  const head = Buffer.alloc(100);
  head.writeInt32BE(9994, 0);
  head.writeInt32BE(bytes / 2, 24);
  head.writeInt32LE(1000, 28);
  head.writeInt32LE(SHAPE_TYPES[kind][high ? 1 : 0], 32);
  const known = Number.isFinite(box[0]);
  [box[0], box[1], box[3], box[4], ...(high ? [box[2], box[5]] : [])].forEach((value, i) => {
    head.writeDoubleLE(known ? value : 0, 36 + 8 * i);
  });
  return head;
}
