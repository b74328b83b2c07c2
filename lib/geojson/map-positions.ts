import type { Geometry, Position } from 'geojson';

function mapCoordinates(coordinates: unknown, map: (position: Position) => Position): unknown {
  const list = coordinates as unknown[];
  if (!Array.isArray(list) || list.length === 0) return list;
  return typeof list[0] === 'number' ? map(list as Position) : list.map((part) => mapCoordinates(part, map));
}

/** The geometry with every position put through `map`; other members stay. */
export function mapPositions(geometry: Geometry, map: (position: Position) => Position): Geometry {
  return geometry.type === 'GeometryCollection'
    ? { ...geometry, geometries: geometry.geometries.map((part) => mapPositions(part, map)) }
    : ({ ...geometry, coordinates: mapCoordinates(geometry.coordinates, map) } as Geometry);
}
