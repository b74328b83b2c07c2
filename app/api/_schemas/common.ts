import { type TSchema, Type } from '@sinclair/typebox';

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** RFC 9457. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What is wrong, where, and what to do' }),
    instance: Type.Optional(Type.String()),
    row: Type.Optional(Type.Integer({ description: 'Row of the input, from 1' })),
    path: Type.Optional(Type.String({ description: 'Place in the JSON body' })),
    parameter: Type.Optional(Type.String()),
  },
  { title: 'Problem' },
);

const problem = (description: string) => ({
  description,
  type: 'application/problem+json',
  schema: ProblemSchema,
});

export const BAD_REQUEST = problem('A parameter or the body is not right');
export const NOT_FOUND = problem('There is no such thing');
export const TOO_LARGE = problem('Larger than the limit');
export const UNREADABLE = problem('The file cannot be read as what it should be');
export const UNSUPPORTED = problem('A kind of body that is not read here');
export const CONFLICT = problem('Not possible in the present state');

/** west, south, east, north in degrees. */
export const ExtentSchema = Type.Array(Type.Number(), { minItems: 4, maxItems: 4 });

/** A geometry, as far as these answers have any. Longitude, latitude. */
const PointSchema = Type.Object({
  type: Type.Literal('Point'),
  coordinates: Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }),
});

export const featureCollection = <T extends TSchema>(properties: T) =>
  Type.Object({
    type: Type.Literal('FeatureCollection'),
    features: Type.Array(
      Type.Object({
        type: Type.Literal('Feature'),
        id: Type.Optional(Type.Union([Type.Integer(), Type.String()])),
        geometry: Nullable(PointSchema),
        properties,
      }),
    ),
  });

/** The files of a multipart form, and the raw body of one file. */
export const FILE_BODIES = {
  'multipart/form-data': Type.Object({ file: Type.String({ contentMediaType: 'application/octet-stream' }) }),
  'application/octet-stream': Type.String({ contentMediaType: 'application/octet-stream' }),
};
