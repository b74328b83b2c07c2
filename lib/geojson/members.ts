/**
 * The members that RFC 7946, section 7.1, keeps out of each kind of object: they would make it another kind.
 * `crs`, dropped from the standard (section 4), is looked at by itself.
 */
const forbidden = {
  Feature: ['coordinates', 'geometries', 'features'],
  FeatureCollection: ['coordinates', 'geometries', 'geometry', 'properties'],
  GeometryCollection: ['coordinates', 'geometry', 'properties', 'features'],
  Geometry: ['geometries', 'geometry', 'properties', 'features'],
} as const;

export function forbiddenMembers(kind: keyof typeof forbidden): readonly string[] {
  return forbidden[kind];
}
