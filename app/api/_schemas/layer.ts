import { Type } from '@sinclair/typebox';
import { StyleSchema } from '@/lib/layers/style/schema';
import { ExtentSchema, Nullable } from './common';

export const LayerSchema = Type.Object(
  {
    id: Type.String(),
    project: Type.String({ description: 'Id of the project it belongs to' }),
    name: Type.String(),
    kind: Type.Union(['geocoded', 'file', 'detection'].map((kind) => Type.Literal(kind))),
    columns: Type.Array(
      Type.Object({
        name: Type.String(),
        type: Type.Union(['text', 'integer', 'number'].map((type) => Type.Literal(type))),
        key: Type.Optional(Type.String({ description: "Column of the answer; the user's own have none" })),
        field: Type.Optional(Type.String({ description: 'Name of the value in a row, after a renaming' })),
        hidden: Type.Optional(Type.Boolean()),
        added: Type.Optional(Type.Boolean({ description: 'Added by a person; it may be removed again' })),
      }),
    ),
    style: StyleSchema,
    counts: Type.Object({
      rows: Type.Integer(),
      status: Type.Record(Type.String(), Type.Integer()),
      level: Type.Record(Type.String(), Type.Integer()),
      geometry: Type.Object({ point: Type.Integer(), line: Type.Integer(), polygon: Type.Integer() }),
      vertices: Type.Integer({ description: 'Positions of all geometries' }),
    }),
    extent: Nullable(ExtentSchema),
    source: Type.Record(Type.String(), Type.Unknown()),
    visible: Type.Boolean(),
    position: Type.Integer({ description: 'The highest lies on top' }),
    state: Type.Union([Type.Literal('filling'), Type.Literal('ready')]),
    revision: Type.Integer({ description: 'Rises whenever features change' }),
    tiled: Type.Boolean({ description: 'It can be served as tiles' }),
    created_at: Type.String(),
  },
  { title: 'Layer' },
);

export const RowSchema = Type.Object(
  {
    n: Type.Integer({ description: 'Row of the input, from 1' }),
    lon: Nullable(Type.Number()),
    lat: Nullable(Type.Number()),
    extent: Type.Optional(ExtentSchema),
    properties: Type.Record(Type.String(), Type.Unknown()),
    answer: Nullable(Type.Record(Type.String(), Type.Unknown())),
    status: Type.String(),
    level: Nullable(Type.String()),
  },
  { title: 'Row' },
);
