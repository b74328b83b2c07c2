import { Type } from '@sinclair/typebox';
import { DELIMITERS } from '@/lib/tables/types';
import { operation } from '../_http/operation';
import { BAD_REQUEST, FILE_BODIES, NOT_FOUND, TOO_LARGE, UNREADABLE, UNSUPPORTED } from './common';

const format = {
  kind: Type.Union(['delimited', 'lines', 'xlsx'].map((kind) => Type.Literal(kind))),
  encoding: Type.String({ maxLength: 40 }),
  delimiter: Type.Union(DELIMITERS.map((delimiter) => Type.Literal(delimiter))),
  quote: Type.Boolean(),
  header: Type.Boolean({ description: 'The first row holds the names of the columns' }),
  sheet: Type.String({ maxLength: 100, description: 'Sheet of a workbook' }),
};

/** How a table is written; what is left out is found. */
export const FormatSchema = Type.Partial(Type.Object(format), {
  additionalProperties: false,
  title: 'Format',
});

const Columns = Type.Array(Type.Integer());

const PreviewSchema = Type.Object(
  {
    format: Type.Partial(Type.Object(format)),
    columns: Type.Array(Type.String()),
    sample: Type.Array(Type.Array(Type.String()), { description: 'The first 20 rows' }),
    bytes: Type.Integer(),
    rowsEstimate: Type.Integer(),
    faults: Type.Array(Type.Object({ code: Type.String(), message: Type.String(), line: Type.Integer() })),
    sheets: Type.Optional(Type.Array(Type.String())),
    roles: Type.Object({
      address: Columns,
      addressScore: Type.Number(),
      coordinates: Type.Optional(
        Type.Object({ x: Type.Integer(), y: Type.Integer(), crs: Type.Array(Type.String()) }),
      ),
      label: Type.Optional(Type.Integer()),
    }),
  },
  { title: 'Preview' },
);

export const createUpload = operation({
  method: 'post',
  path: '/api/uploads',
  tag: 'uploads',
  summary: 'Send a table and see how it is understood',
  description:
    'A multipart form with one file, or the file as the body. Kept for a day unless a layer is made of it.',
  query: Type.Object({ name: Type.Optional(Type.String({ maxLength: 500, description: 'Of a raw body' })) }),
  files: FILE_BODIES,
  answers: {
    201: {
      description: 'The upload',
      schema: Type.Object({
        id: Type.String(),
        name: Type.String(),
        bytes: Type.Integer(),
        preview: PreviewSchema,
      }),
    },
    400: BAD_REQUEST,
    413: TOO_LARGE,
    415: UNSUPPORTED,
    422: UNREADABLE,
  },
});

export const previewUpload = operation({
  method: 'post',
  path: '/api/uploads/{id}/preview',
  tag: 'uploads',
  summary: 'See the table again, read as you say',
  body: FormatSchema,
  answers: {
    200: { description: 'The preview', schema: Type.Object({ preview: PreviewSchema }) },
    400: BAD_REQUEST,
    404: NOT_FOUND,
    415: UNSUPPORTED,
    422: UNREADABLE,
  },
});
