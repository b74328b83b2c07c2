import { Type } from '@sinclair/typebox';
import { METHODS } from '@/lib/layers/style/classify/all';
import { operation } from '../_http/operation';
import { BAD_REQUEST, NOT_FOUND, Nullable } from './common';
import { SearchingSchema, Wait } from './table';

/** What colours by attribute are made of. */

const column = Type.String({ minLength: 1 });

export const layerValues = operation({
  method: 'get',
  path: '/api/layers/{id}/values',
  tag: 'layers',
  summary: 'The values of a column with their counts, the most frequent first',
  query: Type.Object({
    column,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
    wait: Wait,
  }),
  answers: {
    200: {
      description: 'The values, or how far the reading has got',
      schema: Type.Union([
        Type.Object({
          column: Type.String(),
          rows: Type.Integer(),
          unique: Type.Integer({ description: 'Values that differ, without the empty one' }),
          values: Type.Array(Type.Object({ value: Nullable(Type.String()), count: Type.Integer() })),
        }),
        SearchingSchema,
      ]),
    },
    400: BAD_REQUEST,
    404: NOT_FOUND,
  },
});

export const layerClasses = operation({
  method: 'get',
  path: '/api/layers/{id}/classes',
  tag: 'layers',
  summary: 'The numbers of a column in classes',
  query: Type.Object({
    column,
    method: Type.Unsafe<(typeof METHODS)[number]['name']>({
      type: 'string',
      enum: METHODS.map(({ name }) => name),
    }),
    count: Type.Integer({ minimum: 2, maximum: 9 }),
    wait: Wait,
  }),
  answers: {
    200: {
      description: 'The classes, or how far the reading has got',
      schema: Type.Union([
        Type.Object({
          column: Type.String(),
          breaks: Type.Array(Type.Number(), { description: 'Ends of the classes; one more than classes' }),
          counts: Type.Array(Type.Integer()),
          missing: Type.Integer({ description: 'Rows without a number' }),
          histogram: Type.Array(
            Type.Object({ from: Type.Number(), to: Type.Number(), count: Type.Integer() }),
          ),
        }),
        SearchingSchema,
      ]),
    },
    400: BAD_REQUEST,
    404: NOT_FOUND,
  },
});
