import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import { expect } from 'vitest';

/**
 * What OGC 17-069r4 (Part 1) and 18-058r1 (Part 2) ask of the answers, written from their requirements. What they
 * leave open is open here too, so that the standard's own examples are valid.
 */

const Uri = Type.String({ pattern: '^https?://' });

const Link = Type.Object({
  href: Uri,
  rel: Type.String({ minLength: 1 }),
  type: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
});
const Links = Type.Array(Link, { minItems: 1 });

/** Table 6, requirement 2: landing page. */
export const Landing = Type.Object({
  title: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  links: Links,
});

/** Requirement 6: conformance declaration. */
export const Conformance = Type.Object({ conformsTo: Type.Array(Uri, { minItems: 1 }) });

/** Requirements 13 to 16; Part 2, requirements 1 to 4: collections. */
export const Collection = Type.Object({
  id: Type.String({ minLength: 1 }),
  title: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  extent: Type.Optional(
    Type.Object({
      spatial: Type.Object({
        bbox: Type.Array(Type.Array(Type.Number(), { minItems: 4, maxItems: 6 }), { minItems: 1 }),
        crs: Type.Optional(Type.Literal('http://www.opengis.net/def/crs/OGC/1.3/CRS84')),
      }),
    }),
  ),
  itemType: Type.Optional(Type.Literal('feature')),
  crs: Type.Optional(Type.Array(Uri, { minItems: 1, uniqueItems: true })),
  storageCrs: Type.Optional(Uri),
  links: Links,
});
export const Collections = Type.Object({ links: Links, collections: Type.Array(Collection) });

const Position = Type.Array(Type.Number(), { minItems: 2, maxItems: 3 });
const Nested: TSchema[] = [
  Position,
  Type.Array(Position),
  Type.Array(Type.Array(Position)),
  Type.Array(Type.Array(Type.Array(Position))),
];
const Geometry = Type.Union([
  Type.Object({
    type: Type.Union(
      ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'].map((name) =>
        Type.Literal(name),
      ),
    ),
    coordinates: Type.Union(Nested),
  }),
  Type.Object({ type: Type.Literal('GeometryCollection'), geometries: Type.Array(Type.Unknown()) }),
  Type.Null(),
]);

const featureMembers = {
  type: Type.Literal('Feature'),
  id: Type.Optional(Type.Union([Type.Integer(), Type.String()])),
  geometry: Geometry,
  properties: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
};

/** Requirement 33: one feature has links. */
export const OneFeature = Type.Object({ ...featureMembers, links: Links });

/** Requirements 27 to 31: a page of features. */
export const Items = Type.Object({
  type: Type.Literal('FeatureCollection'),
  links: Links,
  timeStamp: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' }),
  numberMatched: Type.Optional(Type.Integer({ minimum: 0 })),
  numberReturned: Type.Integer({ minimum: 0 }),
  features: Type.Array(Type.Object(featureMembers)),
});

/** The exception of Part 1. */
export const Exception = Type.Object({ code: Type.String(), description: Type.Optional(Type.String()) });

const ajv = new Ajv({ strict: true, allowUnionTypes: true });

export function expectValid<T extends TSchema>(schema: T, value: unknown): Static<T> {
  const validate = ajv.compile(schema);
  expect(validate(value) ? [] : validate.errors).toEqual([]);
  return value as Static<T>;
}

export const rels = (links: Static<typeof Links>, rel: string) => links.filter((link) => link.rel === rel);
