import type { Geometry, Position } from 'geojson';

type Transform = (x: number, y: number) => [number, number];
type Nested = Position | Nested[];

function nested(value: Nested, transform: Transform): Nested {
  if (typeof value[0] !== 'number') return (value as Nested[]).map((one) => nested(one, transform));
  const [x, y, ...rest] = value as Position;
  return [...transform(x!, y!), ...rest];
}

/** A geometry with every position taken through `transform`; heights stay. @throws what `transform` throws */
export function projected(geometry: Geometry, transform: Transform): Geometry {
  if (geometry.type === 'GeometryCollection') {
    return { type: geometry.type, geometries: geometry.geometries.map((one) => projected(one, transform)) };
  }
  return { type: geometry.type, coordinates: nested(geometry.coordinates, transform) } as Geometry;
}
