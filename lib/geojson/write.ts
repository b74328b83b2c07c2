import type { Feature, Geometry } from 'geojson';
import { Problem } from '@/lib/problems';
import { forbiddenMembers } from './members';
import { roundDegree } from './round';
import { tidyGeometry } from './tidy';

/** Size of the pieces written, in characters: few enough for a socket, many enough to be fast. */
const CHUNK = 64 * 1024;

interface WriteOptions {
  /** Foreign members to stand before the features: name, edition, source. */
  members?: Record<string, unknown>;
}

type Features = AsyncIterable<Feature> | Iterable<Feature>;

function plainPoint(geometry: Geometry | null): string | undefined {
  if (geometry === null) return 'null';
  if (geometry.type !== 'Point' || geometry.bbox || geometry.coordinates.length !== 2) return undefined;
  const [lon, lat] = geometry.coordinates as [number, number];
  // Also false for NaN and for what is not a number.
  if (!(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90)) return undefined;
  return `{"type":"Point","coordinates":[${roundDegree(lon)},${roundDegree(lat)}]}`;
}

function refuseMembers(value: object, type: 'Feature' | 'FeatureCollection'): void {
  for (const name of [...forbiddenMembers(type), 'crs']) {
    if (Object.hasOwn(value, name)) {
      throw new Problem('internal', `A ${type} may not have a member "${name}" (RFC 7946); rename it.`);
    }
  }
}

const STANDARD = new Set(['type', 'id', 'bbox', 'geometry', 'properties']);

/** Members that are neither the standard's nor undefined, as text that begins with a comma. */
function foreignMembers(feature: Feature): string {
  let text = '';
  for (const name in feature) {
    if (STANDARD.has(name)) continue;
    const value = JSON.stringify(feature[name as keyof Feature]);
    if (value !== undefined) text += `,${JSON.stringify(name)}:${value}`;
  }
  if (text) refuseMembers(feature, 'Feature');
  return text;
}

/** One feature as RFC 7946 text: 7 decimals, rings wound, closed and cut at the antimeridian. */
function featureText(feature: Feature): string {
  const geometry = plainPoint(feature.geometry) ?? JSON.stringify(tidyGeometry(feature.geometry!));
  const id = feature.id === undefined ? '' : `"id":${JSON.stringify(feature.id)},`;
  const bbox = feature.bbox ? `"bbox":${JSON.stringify(feature.bbox.map(roundDegree))},` : '';
  const properties = feature.properties ? JSON.stringify(feature.properties) : 'null';
  return `{"type":"Feature",${id}${bbox}"geometry":${geometry},"properties":${properties}${foreignMembers(feature)}}`;
}

/** Joins features into pieces: `before` and `after` each feature, `between` two of them. */
async function* pieces(features: Features, head: string, before: string, between: string, after: string) {
  let piece = head;
  let first = true;
  const add = (feature: Feature) => {
    piece += `${first ? '' : between}${before}${featureText(feature)}${after}`;
    first = false;
  };
  if (Symbol.iterator in features) {
    for (const feature of features) {
      add(feature);
      if (piece.length >= CHUNK) {
        yield piece;
        piece = '';
      }
    }
  } else {
    for await (const feature of features) {
      add(feature);
      if (piece.length >= CHUNK) {
        yield piece;
        piece = '';
      }
    }
  }
  if (piece) yield piece;
}

/**
 * Writes a FeatureCollection (RFC 7946) as a stream of texts of about 64 kB; constant memory.
 *
 * @param features longitude, latitude in degrees (WGS 84); null geometry for what was not found.
 * @throws Problem for coordinates that are not numbers or lie beyond 90 degrees of latitude, and for members
 *   the standard forbids, naming the feature's id.
 */
export async function* writeFeatureCollection(
  features: Features,
  { members = {} }: WriteOptions = {},
): AsyncGenerator<string> {
  refuseMembers(members, 'FeatureCollection');
  if ('type' in members || 'features' in members) {
    throw new Problem('internal', 'The members "type" and "features" are written by the writer itself.');
  }
  let head = '{"type":"FeatureCollection",';
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) head += `${JSON.stringify(name)}:${JSON.stringify(value)},`;
  }
  yield* pieces(features, `${head}"features":[\n`, '', ',\n', '');
  yield '\n]}\n';
}

/** Writes a GeoJSON text sequence (RFC 8142): each feature after RS (0x1E) and ended by a line feed. */
export async function* writeSequence(features: Features): AsyncGenerator<string> {
  yield* pieces(features, '', '\x1e', '', '\n');
}
