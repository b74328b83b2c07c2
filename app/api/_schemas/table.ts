import { type TObject, Type } from '@sinclair/typebox';
import { FilterSchema } from '@/lib/layers/filter';
import { SortSchema } from '@/lib/layers/order';
import { operation } from '../_http/operation';
import { BAD_REQUEST, CONFLICT, ExtentSchema, NOT_FOUND, Nullable, UNSUPPORTED } from './common';
import { LayerSchema, RowSchema } from './layer';

export const SearchingSchema = Type.Object(
  { searching: Type.Number({ description: 'Share that is done, 0 to 1: ask again' }) },
  { title: 'Searching' },
);

export const Wait = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: 5000,
    description:
      'Milliseconds after which `searching` is answered where the rows must be looked through first',
  }),
);

const IN_URL = { filter: 'A Filter as JSON', sort: 'A Sort as JSON' };
const filterInUrl = { filter: Type.Optional(Type.String({ description: IN_URL.filter })) };
const filterInBody = { filter: Type.Optional(FilterSchema) };
const LONG = 'What is too long for a URL (many row numbers) is sent as a body with the same members.';

const which = {
  status: Type.Optional(Type.String()),
  level: Type.Optional(Type.String()),
  q: Type.Optional(Type.String({ maxLength: 200, description: 'Text that some value of the row contains' })),
  order: Type.Optional(
    Type.String({
      maxLength: 200,
      description: '`order` of an earlier page: rows stay where they were seen',
    }),
  ),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  wait: Wait,
};
const page = {
  ...which,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  find: Type.Optional(Type.Integer({ minimum: 1, description: 'Number of a row whose place is asked for' })),
};
const places = { ...which, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })) };
const sortInUrl = { sort: Type.Optional(Type.String({ description: IN_URL.sort })) };
const sortInBody = { sort: Type.Optional(SortSchema) };

const closed = <T extends TObject['properties']>(members: T) =>
  Type.Object(members, { additionalProperties: false });

const rowsAnswer = {
  200: {
    description: 'The rows, or how far looking for them has got',
    schema: Type.Union([
      Type.Object({
        rows: Type.Array(RowSchema),
        total: Type.Integer({ description: 'Rows that pass the filter' }),
        order: Type.String(),
        found: Type.Optional(
          Nullable(Type.Integer({ description: 'Place of the row of `find`, from 0; null: filtered out' })),
        ),
      }),
      SearchingSchema,
    ]),
  },
  400: BAD_REQUEST,
  404: NOT_FOUND,
};

export const layerRows = operation({
  method: 'get',
  path: '/api/layers/{id}/rows',
  tag: 'layers',
  summary: 'A page of the table',
  query: Type.Object({ ...filterInUrl, ...sortInUrl, ...page }),
  answers: rowsAnswer,
});

export const layerRowsAsked = operation({
  method: 'post',
  path: '/api/layers/{id}/rows',
  tag: 'layers',
  summary: 'A page of the table, asked for with a body',
  description: LONG,
  body: closed({ ...filterInBody, ...sortInBody, ...page }),
  answers: { ...rowsAnswer, 415: UNSUPPORTED },
});

export const layerRowNumbers = operation({
  method: 'post',
  path: '/api/layers/{id}/rows/numbers',
  tag: 'layers',
  summary: 'Numbers of the rows at some places of the table, for selecting them',
  body: closed({ ...filterInBody, ...sortInBody, ...places }),
  answers: {
    200: {
      description: 'Row numbers in the order of the table, or how far looking for them has got',
      schema: Type.Union([Type.Object({ n: Type.Array(Type.Integer()) }), SearchingSchema]),
    },
    400: BAD_REQUEST,
    404: NOT_FOUND,
    415: UNSUPPORTED,
  },
});

export const layerExtent = operation({
  method: 'post',
  path: '/api/layers/{id}/extent',
  tag: 'layers',
  summary: 'The rectangle that holds some rows',
  body: closed(filterInBody),
  answers: {
    200: {
      description: 'West, south, east, north in degrees; null where none of the rows has a place',
      schema: Type.Object({ extent: Nullable(ExtentSchema) }),
    },
    400: BAD_REQUEST,
    404: NOT_FOUND,
    415: UNSUPPORTED,
  },
});

const StatisticsSchema = Type.Object(
  {
    column: Type.String(),
    type: Type.String(),
    rows: Type.Integer({ description: 'Rows that pass the filter' }),
    empty: Type.Integer(),
    unique: Type.Integer(),
    top: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() }), {
      description: 'The most frequent values',
    }),
    numbers: Type.Optional(
      Type.Object({
        min: Type.Number(),
        max: Type.Number(),
        mean: Type.Number(),
        median: Type.Number(),
        sum: Type.Number(),
        deviation: Nullable(Type.Number({ description: 'Standard deviation of a sample' })),
        histogram: Type.Array(Type.Object({ from: Type.Number(), to: Type.Number(), count: Type.Integer() })),
      }),
    ),
  },
  { title: 'Statistics' },
);

export const layerStatistics = operation({
  method: 'get',
  path: '/api/layers/{id}/statistics',
  tag: 'layers',
  summary: 'Counts and figures of a column',
  query: Type.Object({ column: Type.String({ minLength: 1 }), ...filterInUrl, wait: Wait }),
  answers: {
    200: {
      description: 'The figures, or how far the reading has got',
      schema: Type.Union([StatisticsSchema, SearchingSchema]),
    },
    400: BAD_REQUEST,
    404: NOT_FOUND,
  },
});

export const layerFeature = operation({
  method: 'get',
  path: '/api/layers/{id}/features/{n}',
  tag: 'layers',
  summary: 'One row with all its values',
  answers: { 200: { description: 'The row', schema: RowSchema }, 404: NOT_FOUND },
});

const RowChangeSchema = Type.Object(
  {
    n: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    values: Type.Record(
      Type.String(),
      Type.Union([Type.String({ maxLength: 100_000 }), Type.Number(), Type.Null()]),
      { description: 'By the names of the columns' },
    ),
  },
  { additionalProperties: false },
);

export const editFeatures = operation({
  method: 'patch',
  path: '/api/layers/{id}/features',
  tag: 'layers',
  summary: 'Write values into rows, all or none',
  body: closed({
    changes: Type.Array(RowChangeSchema, { minItems: 1, maxItems: 10_000 }),
    widen: Type.Optional(
      Type.Boolean({
        description: "A value that does not fit its column's type makes the column one of numbers or text",
      }),
    ),
  }),
  answers: {
    200: {
      description: 'What the cells held before (the change that takes this one back)',
      schema: Type.Object({
        before: Type.Array(RowChangeSchema),
        columns: LayerSchema.properties.columns,
        revision: Type.Integer(),
      }),
    },
    400: BAD_REQUEST,
    404: NOT_FOUND,
    415: UNSUPPORTED,
  },
});

const Name = Type.String({ minLength: 1, maxLength: 200 });
const TypeName = Type.Unsafe<'text' | 'integer' | 'number'>({
  type: 'string',
  enum: ['text', 'integer', 'number'],
});
const layerAnswer = {
  200: { description: 'The layer as it is now', schema: LayerSchema },
  400: BAD_REQUEST,
  404: NOT_FOUND,
  409: CONFLICT,
  415: UNSUPPORTED,
};

export const addColumn = operation({
  method: 'post',
  path: '/api/layers/{id}/columns',
  tag: 'layers',
  summary: 'Add an empty column, or bring one back that was removed',
  body: closed({
    name: Name,
    type: Type.Optional(TypeName),
    restore: Type.Optional(
      Type.Boolean({ description: 'The column removed last under this name, with its values' }),
    ),
    at: Type.Optional(Type.Integer({ minimum: 0, description: 'Place of a column that comes back' })),
  }),
  answers: layerAnswer,
});

export const changeColumn = operation({
  method: 'patch',
  path: '/api/layers/{id}/columns',
  tag: 'layers',
  summary: 'Rename, hide, move or retype a column',
  description: 'No row is written: a renamed column keeps the `field` of its values.',
  body: closed({
    column: Type.String({ minLength: 1 }),
    name: Type.Optional(Name),
    hidden: Type.Optional(Type.Boolean()),
    type: Type.Optional(TypeName),
    at: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  answers: layerAnswer,
});

export const removeColumn = operation({
  method: 'delete',
  path: '/api/layers/{id}/columns',
  tag: 'layers',
  summary: 'Remove a column that was added',
  query: Type.Object({ column: Type.String({ minLength: 1 }) }),
  answers: { 200: layerAnswer[200], 400: BAD_REQUEST, 404: NOT_FOUND },
});
