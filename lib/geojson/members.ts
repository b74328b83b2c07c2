/** The members that RFC 7946, section 7.1, and the dropped `crs` (section 4) keep out of each kind of object. */
const forbidden = {
  Feature: ['coordinates', 'geometries', 'features', 'crs'],
  FeatureCollection: ['coordinates', 'geometries', 'geometry', 'properties', 'crs'],
  GeometryCollection: ['coordinates', 'geometry', 'properties', 'features', 'crs'],
  Geometry: ['geometries', 'geometry', 'properties', 'features', 'crs'],
} as const;

export function forbiddenMembers(kind: keyof typeof forbidden): readonly string[] {
  return forbidden[kind];
}
