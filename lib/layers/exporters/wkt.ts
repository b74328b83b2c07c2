import type { Geometry, Position } from 'geojson';

type Write = (position: Position) => string;

const list = <T>(parts: T[], write: (part: T) => string) => `(${parts.map(write).join(', ')})`;

function body(geometry: Exclude<Geometry, { type: 'GeometryCollection' }>, write: Write): string {
  const line = (part: Position[]) => list(part, write);
  const area = (part: Position[][]) => list(part, line);
  switch (geometry.type) {
    case 'Point':
      return `(${write(geometry.coordinates)})`;
    case 'MultiPoint':
      return list(geometry.coordinates, (position) => `(${write(position)})`);
    case 'LineString':
      return line(geometry.coordinates);
    case 'MultiLineString':
    case 'Polygon':
      return area(geometry.coordinates);
    case 'MultiPolygon':
      return list(geometry.coordinates, area);
  }
}

function firstPosition(geometry: Geometry): Position | undefined {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) {
      const found = firstPosition(part);
      if (found) return found;
    }
    return undefined;
  }
  let value: unknown = geometry.coordinates;
  while (Array.isArray(value) && Array.isArray(value[0])) value = value[0];
  return Array.isArray(value) && value.length > 0 ? (value as Position) : undefined;
}

/**
 * Well-known text of a geometry (OGC 06-103r4): `POINT Z (127 37.5 12)`.
 * @param number how one x, y or z is written
 */
export function geometryText(geometry: Geometry, number: (value: number, axis: number) => string): string {
  const first = firstPosition(geometry);
  const type = geometry.type.toUpperCase();
  if (!first) return `${type} EMPTY`;
  const tag = first.length > 2 ? `${type} Z` : type;
  const write: Write = (position) => position.slice(0, 3).map(number).join(' ');
  return geometry.type === 'GeometryCollection'
    ? `${tag} ${list(geometry.geometries, (part) => geometryText(part, number))}`
    : `${tag} ${body(geometry, write)}`;
}
