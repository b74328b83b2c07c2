import type { Geometry } from 'geojson';
import { checkObject, parseText } from '@/lib/geojson/check';
import type { Findings } from '@/lib/geojson/findings';
import { isType, schemaErrors } from '@/lib/geojson/schema';
import type { FileFeature } from './reader';

type Value = Record<string, unknown>;

const isObject = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const DEEPEST = 50;

/** Why a value is no geometry of GeoJSON; undefined when it is one. */
function geometryError(value: unknown, depth = 0): string | undefined {
  if (!isObject(value)) return 'The geometry is not an object.';
  const { type } = value;
  if (!isType(type) || type.startsWith('Feature')) {
    return `${JSON.stringify(type)?.slice(0, 40)} is not a type of geometry.`;
  }
  if (type === 'GeometryCollection') {
    if (!Array.isArray(value.geometries)) return 'A GeometryCollection has an array "geometries".';
    if (depth > DEEPEST) return 'Collections are nested too deep.';
    for (const part of value.geometries) {
      const error = geometryError(part, depth + 1);
      if (error) return error;
    }
    return undefined;
  }
  if (Array.isArray(value.coordinates) && value.coordinates.length === 0) return undefined;
  const error = schemaErrors(type, value).find(({ instancePath }) => !instancePath.startsWith('/bbox'));
  if (!error) return undefined;
  return error.keyword === 'minItems'
    ? `The coordinates of the ${type} are too few.`
    : `The coordinates of the ${type} are not nested or not made of numbers as they should be.`;
}

/** Only what makes a geometry: foreign members are no part of a layer. */
function bare(geometry: Value): Geometry {
  return geometry.type === 'GeometryCollection'
    ? { type: 'GeometryCollection', geometries: (geometry.geometries as Value[]).map(bare) }
    : ({ type: geometry.type, coordinates: geometry.coordinates } as Geometry);
}

function readGeometry(value: unknown): Pick<FileFeature, 'geometry' | 'fault'> {
  if (value === null || value === undefined) return { geometry: null };
  const fault = geometryError(value);
  return fault ? { geometry: null, fault } : { geometry: bare(value as Value) };
}

/**
 * A feature, or a bare geometry, of a GeoJSON value. An `id` becomes a property where there is none of the name.
 * @param findings collects what RFC 7946 has against it, told with `path`
 */
export function featureOf(value: unknown, path: string, findings?: Findings): FileFeature {
  if (!isObject(value)) {
    findings?.add(path, 'value', 'An object is expected here.');
    return { geometry: null, properties: {}, fault: 'An object is expected here.' };
  }
  if (findings) checkObject(value, path, findings, path === '' ? 'any' : 'Feature');
  if (value.type !== 'Feature') return { ...readGeometry(value), properties: {} };
  const properties = isObject(value.properties) ? value.properties : {};
  const hasId = typeof value.id === 'string' || typeof value.id === 'number';
  return {
    ...readGeometry(value.geometry),
    properties: hasId && !Object.hasOwn(properties, 'id') ? { id: value.id, ...properties } : properties,
  };
}

/** The same of a text; one that is not JSON is a feature that cannot be read. */
export function featureOfText(text: string, path: string, findings?: Findings): FileFeature {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (findings) parseText(text, path, findings);
    const fault = `This is not JSON: ${(error as Error).message}.`;
    return { geometry: null, properties: {}, fault };
  }
  return featureOf(value, path, findings);
}
