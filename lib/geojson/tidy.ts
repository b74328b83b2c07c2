import type { Geometry, Position } from 'geojson';
import { Problem } from '@/lib/problems';
import { crossesAntimeridian, cutLine, cutPolygon, wrapLongitude } from './antimeridian';
import { closed, wound } from './rings';
import { round } from './round';

function checked(position: Position): Position {
  const [lon, lat] = position;
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) {
    throw new Problem('unreadable', `The position [${position}] is not made of numbers.`);
  }
  if (lat! > 90 || lat! < -90) {
    throw new Problem(
      'unreadable',
      `The latitude of the position [${position}] is beyond 90 degrees: positions are longitude, latitude.`,
    );
  }
  return position;
}

const point = (position: Position) => {
  const [lon, ...rest] = checked(position).slice(0, 3);
  return round([wrapLongitude(lon!), ...rest]);
};

function line(positions: Position[]): Position[][] {
  const cut = positions.map((position) => checked(position).slice(0, 3));
  return (crossesAntimeridian(cut) ? cutLine(cut) : [cut]).map((part) => part.map(round));
}

function polygon(rings: Position[][]): Position[][][] {
  const sound = rings.map((ring) => closed(ring.map((position) => checked(position).slice(0, 3))));
  const parts = sound.some(crossesAntimeridian) ? cutPolygon(sound) : [sound];
  return parts.map((part) => wound(part.map((ring) => ring.map(round))));
}

/** One part stays what it was; several become the Multi type. */
function oneOrMulti<T>(parts: T[], single: string, multi: string): { type: string; coordinates: unknown } {
  return parts.length === 1 ? { type: single, coordinates: parts[0] } : { type: multi, coordinates: parts };
}

function bare(geometry: Geometry): { type: string; coordinates?: unknown; geometries?: unknown } {
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: geometry.coordinates.length ? point(geometry.coordinates) : [] };
    case 'MultiPoint':
      return { type: 'MultiPoint', coordinates: geometry.coordinates.map(point) };
    case 'LineString':
      return oneOrMulti(line(geometry.coordinates), 'LineString', 'MultiLineString');
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: geometry.coordinates.flatMap(line) };
    case 'Polygon':
      return oneOrMulti(polygon(geometry.coordinates), 'Polygon', 'MultiPolygon');
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: geometry.coordinates.flatMap(polygon) };
    case 'GeometryCollection':
      return { type: 'GeometryCollection', geometries: geometry.geometries.map(tidyGeometry) };
  }
}

/**
 * A geometry as RFC 7946 wants it written: at most 3 numbers a position, 7 decimals, rings closed, exterior
 * rings counter-clockwise and holes clockwise, cut at the antimeridian (which may make a Multi geometry of a
 * single one). Foreign members stay; a bbox is dropped when the geometry changed its type.
 *
 * @throws Problem when a coordinate is not a number or a latitude lies beyond 90 degrees.
 */
export function tidyGeometry(geometry: Geometry): Geometry {
  const made = bare(geometry);
  const {
    type: _,
    coordinates: __,
    geometries: ___,
    bbox,
    ...foreign
  } = geometry as Geometry & {
    coordinates?: unknown;
    geometries?: unknown;
  };
  const kept = bbox && made.type === geometry.type ? { bbox } : {};
  return { ...made, ...kept, ...foreign } as Geometry;
}
