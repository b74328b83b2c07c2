import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import FeatureSchema from 'geojson-schema/Feature.json';
import FeatureCollectionSchema from 'geojson-schema/FeatureCollection.json';
import GeometryCollectionSchema from 'geojson-schema/GeometryCollection.json';
import LineString from 'geojson-schema/LineString.json';
import MultiLineString from 'geojson-schema/MultiLineString.json';
import MultiPoint from 'geojson-schema/MultiPoint.json';
import MultiPolygon from 'geojson-schema/MultiPolygon.json';
import Point from 'geojson-schema/Point.json';
import Polygon from 'geojson-schema/Polygon.json';

/**
 * The published JSON Schema of GeoJSON, one validator a type. What objects contain (geometry, features,
 * geometries) is checked by the validator of the type found there, so that a fault is told once and of the
 * right type instead of once for each of seven alternatives.
 */

const object = { type: 'object' };

function shallow(schema: { properties: object }, properties: object): object {
  return { ...schema, properties: { ...schema.properties, ...properties } };
}

const schemas = {
  Point,
  MultiPoint,
  LineString,
  MultiLineString,
  Polygon,
  MultiPolygon,
  GeometryCollection: shallow(GeometryCollectionSchema, { geometries: { type: 'array', items: object } }),
  Feature: shallow(FeatureSchema, { geometry: { oneOf: [{ type: 'null' }, object] } }),
  FeatureCollection: shallow(FeatureCollectionSchema, { features: { type: 'array', items: object } }),
};
export type GeoJSONType = keyof typeof schemas;

const ajv = new Ajv({ strict: true, allErrors: true });
const validators = Object.fromEntries(
  Object.entries(schemas).map(([type, schema]) => [type, ajv.compile(schema)]),
) as { [type in GeoJSONType]: ValidateFunction };

export function isType(type: unknown): type is GeoJSONType {
  return typeof type === 'string' && Object.hasOwn(schemas, type);
}

/** Where `value` breaks the schema of its `type`; empty when it does not. */
export function schemaErrors(type: GeoJSONType, value: unknown): ErrorObject[] {
  const validate = validators[type];
  return validate(value) ? [] : (validate.errors ?? []);
}
