import type { ErrorObject } from 'ajv';
import { type Bounds, checkCoordinates, widen } from './check-geometry';
import { type Finding, Findings, type Rule } from './findings';
import { forbiddenMembers } from './members';
import { type GeoJSONType, isType, schemaErrors } from './schema';

type Value = Record<string, unknown>;

/** Collections nested deeper than this are not followed. */
const DEEPEST = 50;

const child = (path: string, name: string | number) =>
  typeof name === 'number' ? `${path}[${name}]` : path ? `${path}.${name}` : name;

function isObject(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A schema error as a finding: which rule, where, in words. */
function tell(error: ErrorObject, type: GeoJSONType, path: string, findings: Findings): void {
  const steps = error.instancePath.split('/').slice(1);
  const at = steps.reduce((sum, step) => child(sum, /^\d+$/.test(step) ? Number(step) : step), path);
  const member = steps[0];
  if (error.keyword === 'required') {
    findings.add(at, 'missing-member', `The member "${error.params.missingProperty}" is missing.`);
  } else if (member === 'bbox') {
    findings.add(at, 'bbox', 'A bbox is an array of 4 or 6 numbers.');
  } else if (member === 'coordinates') {
    findings.add(at, ...coordinateFault(error, type, steps.length - 1));
  } else if (error.keyword === 'oneOf' && member === 'id') {
    findings.add(at, 'value', 'An id is a string or a number.');
  } else if (error.keyword === 'oneOf' && member) {
    findings.add(at, 'value', `"${member}" is an object or null.`);
  } else if (member === 'features' || member === 'geometries') {
    findings.add(at, 'value', steps.length > 1 ? 'An object is expected here.' : `"${member}" is an array.`);
  }
  // The alternatives inside a oneOf are told by the oneOf itself.
}

/** How deep positions lie within the coordinates of each type. */
const positionDepth: Partial<Record<GeoJSONType, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

function coordinateFault(error: ErrorObject, type: GeoJSONType, depth: number): [Rule, string] {
  const position = positionDepth[type]!;
  if (error.keyword === 'minItems') {
    if (depth === position)
      return ['coordinates', 'A position has at least two numbers: longitude, latitude.'];
    return type.endsWith('Polygon')
      ? ['ring-short', 'A ring has at least 4 positions, the last equal to the first.']
      : ['coordinates', 'A line has at least two positions.'];
  }
  return depth > position
    ? ['coordinates', 'A number is expected here.']
    : [
        'coordinates',
        `An array is expected here: the coordinates of a ${type} are nested ${position + 1} deep.`,
      ];
}

function checkBbox(bbox: unknown, bounds: Bounds | undefined, path: string, findings: Findings): void {
  if (!Array.isArray(bbox) || !bbox.every((value) => Number.isFinite(value))) return; // told by the schema
  const at = child(path, 'bbox');
  if (bbox.length !== 4 && bbox.length !== 6) {
    if (bbox.length > 4) findings.add(at, 'bbox', `A bbox has 4 or 6 numbers, not ${bbox.length}.`);
    return;
  }
  const half = bbox.length / 2;
  const [west, south, east, north] = [bbox[0], bbox[1], bbox[half], bbox[half + 1]] as Bounds;
  if (south > north) findings.add(at, 'bbox', `Its south edge ${south} is north of its north edge ${north}.`);
  if (half === 3 && bbox[2] > bbox[5]) findings.add(at, 'bbox', 'Its lowest height is above its highest.');
  if (Math.max(Math.abs(south), Math.abs(north)) > 90) {
    findings.add(at, 'bbox', 'A latitude is beyond 90 degrees; the order is west, south, east, north.');
  }
  if (bounds && south <= north) {
    const slack = 1e-7;
    const tall = bounds[1] < south - slack || bounds[3] > north + slack;
    const wide = west <= east && (bounds[0] < west - slack || bounds[2] > east + slack);
    if (tall || wide) findings.add(at, 'bbox-extent', 'The bbox does not hold all that it stands for.');
  }
}

function checkMembers(value: Value, type: GeoJSONType, path: string, findings: Findings): void {
  const kind = type === 'Feature' || type.endsWith('Collection') ? type : 'Geometry';
  for (const name of forbiddenMembers(kind as Parameters<typeof forbiddenMembers>[0])) {
    if (Object.hasOwn(value, name)) {
      findings.add(child(path, name), 'wrong-member', `A ${type} must not have a member "${name}".`);
    }
  }
  if (Object.hasOwn(value, 'crs')) {
    findings.add(
      child(path, 'crs'),
      'crs',
      'RFC 7946 has no "crs": coordinates are WGS 84 longitude and latitude. Reproject them (repair does) and leave it out.',
    );
  }
}

function checkCollection(value: Value, path: string, findings: Findings, depth: number): Bounds | undefined {
  const members = (value.geometries as unknown[]).filter(isObject);
  const types = new Set(members.map(({ type }) => type));
  if (depth > 0) {
    findings.add(path, 'nested-collection', 'A GeometryCollection in another should be avoided.');
  }
  if (types.size === 1 && !types.has('GeometryCollection')) {
    const [type] = types;
    const better =
      members.length > 1 && !String(type).startsWith('Multi') ? `a Multi${type}` : `the ${type} alone`;
    findings.add(path, 'single-collection', `All its geometries are of type ${type}: ${better} is better.`);
  }
  if (depth >= DEEPEST) {
    findings.add(
      path,
      'too-large',
      `Collections are nested more than ${DEEPEST} deep; the rest is not checked.`,
    );
    return undefined;
  }
  return (value.geometries as unknown[]).reduce<Bounds | undefined>(
    (bounds, geometry, i) =>
      widen(
        bounds,
        checkObject(geometry, child(child(path, 'geometries'), i), findings, geometryTypes, depth + 1),
      ),
    undefined,
  );
}

const geometryTypes = 'geometry';
const anyType = 'any';
type Expected = typeof geometryTypes | typeof anyType | 'Feature';

function checkType(
  value: Value,
  path: string,
  expected: Expected,
  findings: Findings,
): GeoJSONType | undefined {
  const { type } = value;
  const at = child(path, 'type');
  if (!Object.hasOwn(value, 'type')) {
    findings.add(path, 'missing-member', 'The member "type" is missing.');
    return undefined;
  }
  if (!isType(type)) {
    findings.add(at, 'type', `${JSON.stringify(type)} is not one of the nine types of GeoJSON.`);
    return undefined;
  }
  const fits =
    expected === anyType || (expected === 'Feature' ? type === 'Feature' : !type.startsWith('Feature'));
  if (!fits) {
    const wanted = expected === 'Feature' ? 'Feature' : 'geometry';
    findings.add(at, 'type', `A ${wanted} is expected here, not a ${type}.`);
    return undefined;
  }
  return type;
}

/**
 * Checks any GeoJSON object and what it contains.
 *
 * @param seen bounds of features checked before, for the bbox of a collection read feature by feature.
 * @returns the bounds of its positions.
 */
export function checkObject(
  value: unknown,
  path: string,
  findings: Findings,
  expected: Expected = anyType,
  depth = 0,
  seen?: Bounds,
): Bounds | undefined {
  if (!isObject(value)) {
    if (path === '') findings.add(path, 'type', 'A GeoJSON text is an object.');
    return undefined; // elsewhere told by the schema of what contains it
  }
  const type = checkType(value, path, expected, findings);
  if (!type) return undefined;
  checkMembers(value, type, path, findings);
  // Empty coordinates are allowed (section 3.1); the schema asks for more.
  const empty = Array.isArray(value.coordinates) && value.coordinates.length === 0;
  const errors = empty && !type.endsWith('Collection') ? [] : schemaErrors(type, value);
  for (const error of errors) tell(error, type, path, findings);

  let bounds: Bounds | undefined = seen;
  if (type === 'FeatureCollection') {
    if (Array.isArray(value.features)) {
      for (const [i, feature] of value.features.entries()) {
        bounds = widen(bounds, checkObject(feature, `${child(path, 'features')}[${i}]`, findings, 'Feature'));
      }
    }
  } else if (type === 'Feature') {
    bounds = checkObject(value.geometry, child(path, 'geometry'), findings, geometryTypes);
  } else if (type === 'GeometryCollection') {
    if (Array.isArray(value.geometries)) bounds = checkCollection(value, path, findings, depth);
  } else if (!errors.some(({ instancePath }) => !instancePath.startsWith('/bbox'))) {
    bounds = checkCoordinates(type, value.coordinates, path, findings);
  }
  checkBbox(value.bbox, bounds, path, findings);
  return bounds;
}

/** Parses a JSON text; what is wrong with it becomes a finding. */
export function parseText(text: string, path: string, findings: Findings): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    findings.add(path, 'json', `This is not JSON: ${(error as Error).message}.`);
    return undefined;
  }
}

/**
 * Checks a GeoJSON object, or its text, against every rule of RFC 7946.
 *
 * @returns faults in order of place; empty when there is none. At most 100 of each rule, then their number.
 */
export function checkGeoJSON(input: unknown): Finding[] {
  const findings = new Findings();
  let value = input;
  if (typeof input === 'string') {
    if (input.startsWith('\ufeff')) findings.add('', 'bom', 'The text begins with a byte order mark.');
    value = parseText(input.replace(/^\ufeff/, ''), '', findings);
    if (value === undefined) return findings.all();
  }
  checkObject(value, '', findings);
  return findings.all();
}
