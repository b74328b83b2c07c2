import type { Feature, FeatureCollection, GeoJSON, Geometry } from 'geojson';
import { Problem } from '@/lib/problems';
import { type Bounds, widen } from './check-geometry';
import { crsMember } from './crs-member';
import { mapPositions } from './map-positions';
import { forbiddenMembers } from './members';
import { roundDegree } from './round';
import { tidyGeometry } from './tidy';

type Transform = (x: number, y: number) => [number, number];
type Loose = GeoJSON & { crs?: unknown } & Record<string, unknown>;

const noTransformer = (name: string): Transform => {
  throw new Problem(
    'unreadable',
    `The file is in ${name}, not in WGS 84 longitude and latitude; reproject it.`,
  );
};

function reproject(geometry: Geometry, transform: Transform): Geometry {
  return mapPositions(geometry, ([x, y, ...rest]) => [...transform(x!, y!), ...rest]);
}

/** Nested collections as one; a collection of one type as the Multi type; both should be avoided. */
function simpler(geometry: Geometry): Geometry {
  if (geometry.type !== 'GeometryCollection') return geometry;
  const flat = (parts: Geometry[]): Geometry[] =>
    parts.flatMap((part) => (part.type === 'GeometryCollection' ? flat(part.geometries) : [part]));
  const { geometries, ...rest } = geometry;
  const parts = flat(geometries) as Exclude<Geometry, { type: 'GeometryCollection' }>[];
  const types = new Set(parts.map(({ type }) => type.replace('Multi', '')));
  if (types.size !== 1) return { ...rest, geometries: parts };
  const [single] = types;
  const pieces = parts.flatMap(({ type, coordinates }) =>
    type.startsWith('Multi') ? (coordinates as unknown[]) : [coordinates],
  );
  const made =
    pieces.length === 1
      ? { type: single, coordinates: pieces[0] }
      : { type: `Multi${single}`, coordinates: pieces };
  return { ...rest, ...made } as unknown as Geometry;
}

function boundsOf(geometry: Geometry): Bounds | undefined {
  let bounds: Bounds | undefined;
  mapPositions(geometry, (position) => {
    const [lon, lat] = position as [number, number];
    bounds = widen(bounds, [lon, lat, lon, lat]);
    return position;
  });
  return bounds;
}

/** Whether a stated bbox is right: order, size, and all that it stands for inside. West may exceed east. */
function holds(bbox: unknown, bounds: Bounds | undefined): boolean {
  if (!Array.isArray(bbox) || (bbox.length !== 4 && bbox.length !== 6)) return false;
  if (!bbox.every((value) => Number.isFinite(value)) || !bounds) return false;
  const half = bbox.length / 2;
  const [west, south, east, north] = [bbox[0], bbox[1], bbox[half], bbox[half + 1]] as Bounds;
  if (Math.abs(south) > 90 || Math.abs(north) > 90 || (half === 3 && bbox[2] > bbox[5])) return false;
  const wide = west <= east && (bounds[0] < west || bounds[2] > east);
  return south <= bounds[1] && bounds[3] <= north && !wide;
}

interface Repaired<T> {
  value: T;
  bounds: Bounds | undefined;
}

/** Mends one GeoJSON text; `transformer` makes the function out of the system a `crs` member names. */
class Repair {
  constructor(private readonly transformer: (name: string) => Transform) {}

  /** How to move the positions of an object: by its own `crs`, else by that of what contains it. */
  private transformOf(value: object, inherited: Transform | undefined): Transform | undefined {
    return Object.hasOwn(value, 'crs') ? this.fromCrs((value as { crs: unknown }).crs) : inherited;
  }

  /** The transformation a `crs` member of the 2008 GeoJSON asks for; undefined when it is WGS 84 already. */
  private fromCrs(crs: unknown): Transform | undefined {
    const name = crsMember(crs);
    return /(?:CRS84|\b4326)$/.test(name) ? undefined : this.transformer(name);
  }

  geometry(geometry: Geometry, inherited?: Transform): Repaired<Geometry> {
    const transform = this.transformOf(geometry, inherited);
    const { bbox } = geometry;
    const tidied = tidyGeometry(simpler(transform ? reproject(geometry, transform) : geometry));
    const bounds = boundsOf(tidied);
    return { value: finish(bbox ? { ...tidied, bbox } : tidied, bounds, transform !== undefined), bounds };
  }

  feature(feature: Feature, inherited?: Transform): Repaired<Feature> {
    const transform = this.transformOf(feature, inherited);
    const { value: geometry, bounds } = feature.geometry
      ? this.geometry(feature.geometry, transform)
      : { value: null, bounds: undefined };
    const whole = { ...feature, geometry, properties: feature.properties ?? null } as Feature;
    return { value: finish(whole, bounds, transform !== undefined), bounds };
  }

  collection(collection: FeatureCollection): FeatureCollection {
    const transform = this.transformOf(collection, undefined);
    let bounds: Bounds | undefined;
    const features = collection.features.map((feature) => {
      const repaired = this.feature(feature, transform);
      bounds = widen(bounds, repaired.bounds);
      return repaired.value;
    });
    return finish({ ...collection, features }, bounds, transform !== undefined);
  }
}

/** The object with no members but its own kind's, and its bbox made right where it has one. */
function finish<T extends GeoJSON>(value: T, bounds: Bounds | undefined, moved: boolean): T {
  const kind = value.type === 'Feature' || value.type.endsWith('Collection') ? value.type : 'Geometry';
  const { crs: _, bbox, ...rest } = value as unknown as Loose;
  for (const name of forbiddenMembers(kind as Parameters<typeof forbiddenMembers>[0])) delete rest[name];
  if (bbox === undefined || !bounds) return rest as unknown as T;
  const kept = !moved && holds(bbox, bounds) ? bbox : bounds;
  return { ...rest, bbox: kept.map(roundDegree) } as unknown as T;
}

/**
 * GeoJSON as RFC 7946 wants it, from GeoJSON that is nearly so: rings closed and wound, geometries cut at the
 * antimeridian, 7 decimals, collections made simple, wrong bboxes computed anew, a `crs` member reprojected,
 * members of other types left out. Repairing twice changes nothing more. Swapped longitude and latitude are
 * not guessed at.
 *
 * @param transformer makes the function from a named system to WGS 84: lib/crs has one. Without it any other
 *   system is refused.
 * @throws Problem when the coordinate system cannot be known, or coordinates are not numbers or lie beyond 90
 *   degrees of latitude.
 */
export function repair(value: GeoJSON, transformer = noTransformer): GeoJSON {
  const repairing = new Repair(transformer);
  if (value.type === 'FeatureCollection') return repairing.collection(value);
  return value.type === 'Feature' ? repairing.feature(value).value : repairing.geometry(value).value;
}
