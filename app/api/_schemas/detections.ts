import { Type } from '@sinclair/typebox';
import { operation } from '../_http/operation';
import { PlaceSchema } from './classifications';
import { FILLING } from './filling';

const Mode = Type.Union([Type.Literal('keep'), Type.Literal('drop')]);

export const DetectionSchema = Type.Object(
  {
    upload: Type.Optional(Type.String({ description: 'Id of an uploaded image' })),
    image: Type.Optional(Type.String({ description: 'Id of an image that lies on the map' })),
    model: Type.Optional(
      Type.String({ maxLength: 200, description: 'Name of a detector; person-mask-rcnn' }),
    ),
    place: Type.Optional(PlaceSchema),
    crs: Type.Optional(
      Type.String({ maxLength: 5000, description: 'Of a world file, or of a GeoTIFF without' }),
    ),
    min_score: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'Lower ones are not kept; the layer can hide them later',
      }),
    ),
    aoi: Type.Optional(Type.Unknown({ description: 'GeoJSON polygon, or features that are' })),
    aoi_mode: Type.Optional(Mode),
    window: Type.Optional(
      Type.Integer({ minimum: 64, maximum: 8192, description: 'Side of a window in pixels' }),
    ),
    name: Type.Optional(Type.String({ maxLength: 200 })),
    project: Type.Optional(Type.String({ description: 'The one opened last when absent' })),
    language: Type.Optional(Type.Union([Type.Literal('ko'), Type.Literal('en')])),
  },
  { additionalProperties: false },
);

export const createDetection = operation({
  method: 'post',
  path: '/api/detections',
  tag: 'vision',
  summary: 'Find objects (persons) in an image: the result is a layer of outlines, filled window by window',
  description:
    'A form carries the image and, where it has one, its world file (and .prj) or control points as QGIS saves them (.points); beside them corners (eight numbers with ' +
    'commas), tile (z/x/y) and scheme, crs, model, min_score, aoi (GeoJSON) and aoi_mode, window, name, project, language. ' +
    'An image without a place is laid on a blank canvas by its pixels. Stopped, the job keeps what it found.',
  files: {
    'application/json': DetectionSchema,
    'multipart/form-data': Type.Object({
      file: Type.String({ contentMediaType: 'application/octet-stream' }),
      corners: Type.Optional(Type.String()),
      tile: Type.Optional(Type.String()),
      scheme: Type.Optional(Type.Union([Type.Literal('xyz'), Type.Literal('tms')])),
      crs: Type.Optional(Type.String()),
      model: Type.Optional(Type.String()),
      min_score: Type.Optional(Type.String()),
      aoi: Type.Optional(Type.String()),
      aoi_mode: Type.Optional(Mode),
      window: Type.Optional(Type.String()),
      name: Type.Optional(Type.String()),
      project: Type.Optional(Type.String()),
      language: Type.Optional(Type.String()),
    }),
  },
  answers: FILLING,
});
