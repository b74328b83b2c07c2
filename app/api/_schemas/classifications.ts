import { Type } from '@sinclair/typebox';
import { operation } from '../_http/operation';
import { FILLING } from './filling';

const closed = { additionalProperties: false };
const LngLat = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 });

export const PlaceSchema = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('corners'),
        corners: Type.Array(LngLat, {
          minItems: 4,
          maxItems: 4,
          description: 'Top left, top right, bottom right, bottom left; longitude, latitude',
        }),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('tile-name'),
        tile: Type.Object(
          {
            z: Type.Integer({ minimum: 0, maximum: 30 }),
            x: Type.Integer({ minimum: 0 }),
            y: Type.Integer({ minimum: 0 }),
          },
          closed,
        ),
        scheme: Type.Optional(Type.Union([Type.Literal('xyz'), Type.Literal('tms')])),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('control-points'),
        points: Type.Array(
          Type.Object(
            { pixel: Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }), lngLat: LngLat },
            closed,
          ),
          { minItems: 3, maxItems: 1000 },
        ),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('world-file'),
        world: Type.String({ maxLength: 1000, description: 'The text of the world file' }),
        crs: Type.Optional(Type.String({ maxLength: 5000 })),
      },
      closed,
    ),
    Type.Object({ kind: Type.Literal('file'), crs: Type.Optional(Type.String({ maxLength: 5000 })) }, closed),
    Type.Object({ kind: Type.Literal('pixels') }, { ...closed, description: 'A blank canvas' }),
  ],
  { description: 'Where the image lies, where neither the file nor its name says it' },
);

export const ClassificationSchema = Type.Object(
  {
    model: Type.Optional(Type.String({ maxLength: 200, description: 'Name of a classifier' })),
    sample: Type.Optional(
      Type.Object(
        {
          dataset: Type.String({ maxLength: 200, description: 'mnist or fashion-mnist' }),
          seed: Type.Optional(
            Type.Integer({ minimum: 0, description: 'The same seed gives the same images' }),
          ),
          at: Type.Optional(Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: 'Middle' })),
          side: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1e6, description: 'Metres' })),
        },
        { ...closed, description: '36 random test images of a data set' },
      ),
    ),
    upload: Type.Optional(Type.String({ description: 'Id of an uploaded image' })),
    image: Type.Optional(Type.String({ description: 'Id of an image that lies on the map' })),
    place: Type.Optional(PlaceSchema),
    size: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_000, description: 'Side of a chip in pixels' }),
    ),
    stride: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'To the next chip' })),
    boxes: Type.Optional(Type.String({ description: 'Id of a layer: the boxes of its features, no grid' })),
    invert: Type.Optional(Type.Boolean({ description: 'Dark things on light ground' })),
    name: Type.Optional(Type.String({ maxLength: 200 })),
    project: Type.Optional(Type.String({ description: 'The one opened last when absent' })),
    language: Type.Optional(Type.Union([Type.Literal('ko'), Type.Literal('en')])),
  },
  closed,
);

export const createClassification = operation({
  method: 'post',
  path: '/api/classifications',
  tag: 'vision',
  summary: 'Classify the parts of an image, or test images of a data set: the result is a layer',
  description:
    'One of sample, upload and image. A form may carry corners (eight numbers with commas), tile (z/x/y), model, ' +
    'size, stride, invert, name, project and language beside the file.',
  files: {
    'application/json': ClassificationSchema,
    'multipart/form-data': Type.Object({
      file: Type.String({ contentMediaType: 'application/octet-stream' }),
      corners: Type.Optional(Type.String()),
      tile: Type.Optional(Type.String()),
      model: Type.String(),
      size: Type.Optional(Type.String()),
      stride: Type.Optional(Type.String()),
      invert: Type.Optional(Type.Literal('true')),
      name: Type.Optional(Type.String()),
      project: Type.Optional(Type.String()),
      language: Type.Optional(Type.String()),
    }),
  },
  answers: FILLING,
});
