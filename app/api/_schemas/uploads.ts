import { Type } from '@sinclair/typebox';
import { DELIMITERS } from '@/lib/tables/types';
import { operation } from '../_http/operation';
import { BAD_REQUEST, FILE_BODIES, NOT_FOUND, Nullable, TOO_LARGE, UNREADABLE, UNSUPPORTED } from './common';

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
const Points = Type.Array(Type.Array(Type.Number()), {
  description: 'Positions in the coordinates of the file, x first',
});

/** How an upload is to be read: a table by its format, a file of features by the rest. */
const ReadingSchema = Type.Partial(
  Type.Object({
    ...format,
    layer: Type.String({ maxLength: 1000, description: 'Which file of several in a ZIP' }),
    crs: Type.String({ maxLength: 5000, description: 'The system it is in, whatever the file says' }),
  }),
  { additionalProperties: false, title: 'Reading' },
);

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
      geometry: Type.Optional(
        Type.Object(
          {
            column: Type.Integer(),
            crs: Type.Optional(Type.String()),
            candidates: Type.Array(Type.String()),
            points: Points,
          },
          { description: 'A column of WKT' },
        ),
      ),
    }),
  },
  { title: 'TablePreview' },
);

const FilePreviewSchema = Type.Object(
  {
    file: Type.Object({
      format: Type.String({ description: 'geojson, shapefile, kml, ...' }),
      title: Type.String(),
      layer: Type.String(),
      layers: Type.Optional(Type.Array(Type.String(), { description: 'Files of features in the upload' })),
      encoding: Type.Optional(Type.String()),
    }),
    columns: Type.Array(Type.String()),
    sample: Type.Array(Type.Array(Type.String()), { description: 'Attributes of the first 20 features' }),
    geometries: Type.Array(Nullable(Type.String()), { description: 'Their types' }),
    featuresEstimate: Type.Integer(),
    complete: Type.Boolean({ description: 'The whole file was looked at' }),
    faults: Type.Array(
      Type.Object({
        path: Type.String({ description: 'features[3].geometry, row 12, a file; empty is the whole' }),
        rule: Type.String(),
        severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
        message: Type.String(),
        repairable: Type.Boolean(),
      }),
    ),
    faultCounts: Type.Record(Type.String(), Type.Integer()),
    crs: Type.Optional(
      Type.Object(
        {
          code: Type.String(),
          name: Type.String(),
          by: Type.Union([Type.Literal('file'), Type.Literal('format')]),
        },
        { description: 'Said by the file, or by its format; absent where it must be chosen' },
      ),
    ),
    candidates: Type.Array(Type.String(), { description: 'Systems that would fit, likeliest first' }),
    extent: Type.Optional(Type.Array(Type.Number(), { description: 'In the coordinates of the file' })),
    points: Points,
    label: Type.Optional(Type.String()),
  },
  { title: 'FilePreview' },
);

const EitherPreview = Type.Union([PreviewSchema, FilePreviewSchema]);

export const createUpload = operation({
  method: 'post',
  path: '/api/uploads',
  tag: 'uploads',
  summary: 'Send a table or a file of features and see how it is understood',
  description:
    'A multipart form with the file, or with all files of one shapefile, or the file as the body. Kept for a day ' +
    'unless a layer is made of it.',
  query: Type.Object({ name: Type.Optional(Type.String({ maxLength: 500, description: 'Of a raw body' })) }),
  files: FILE_BODIES,
  answers: {
    201: {
      description: 'The upload',
      schema: Type.Object({
        id: Type.String(),
        name: Type.String(),
        bytes: Type.Integer(),
        preview: EitherPreview,
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
  summary: 'See the upload again, read as you say',
  body: ReadingSchema,
  answers: {
    200: { description: 'The preview', schema: Type.Object({ preview: EitherPreview }) },
    400: BAD_REQUEST,
    404: NOT_FOUND,
    415: UNSUPPORTED,
    422: UNREADABLE,
  },
});
