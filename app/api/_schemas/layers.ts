import { Type } from '@sinclair/typebox';
import { StyleSchema } from '@/lib/layers/style/schema';
import { operation } from '../_http/operation';
import { BAD_REQUEST, CONFLICT, featureCollection, NOT_FOUND, Nullable, UNSUPPORTED } from './common';
import { FILLING } from './filling';
import { JobSchema } from './jobs';
import { LayerSchema } from './layer';
import { FormatSchema } from './uploads';

const Column = Type.Union([Type.String(), Type.Integer({ minimum: 0 })], {
  description: 'Name of a column, or its place from 0',
});

export const listLayers = operation({
  method: 'get',
  path: '/api/layers',
  tag: 'layers',
  summary: 'All layers, or those of one project, the topmost first',
  query: Type.Object({ project: Type.Optional(Type.String({ description: 'Id of a project' })) }),
  answers: { 200: { description: 'Layers', schema: Type.Object({ layers: Type.Array(LayerSchema) }) } },
});

export const NewLayerSchema = Type.Object(
  {
    upload: Type.String(),
    name: Type.Optional(Type.String({ maxLength: 200 })),
    format: Type.Optional(FormatSchema),
    address: Type.Optional(Type.Array(Column, { maxItems: 20, description: 'Joined in this order' })),
    coordinates: Type.Optional(
      Type.Object(
        {
          x: Column,
          y: Column,
          crs: Type.Optional(
            Type.String({ description: 'EPSG:5179, KATEC, a proj4 string; may be absent for degrees' }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    geometry: Type.Optional(Column),
    crs: Type.Optional(
      Type.String({
        maxLength: 5000,
        description: 'System of a file of features or of WKT; needed where the file does not say it',
      }),
    ),
    layer: Type.Optional(Type.String({ maxLength: 1000, description: 'Which file of several in a ZIP' })),
    repair: Type.Optional(Type.Boolean({ description: 'Mend geometries as RFC 7946 wants them' })),
    label: Type.Optional(Nullable(Column)),
    project: Type.Optional(Type.String({ description: 'The one opened last when absent' })),
  },
  { additionalProperties: false },
);

export const createLayer = operation({
  method: 'post',
  path: '/api/layers',
  tag: 'layers',
  summary: 'Make a layer of a table or a file of features: an upload by its id, or a file sent at once',
  description:
    'What is left out is found by looking at the file. A form may carry name, address (a column; may repeat), ' +
    'x, y, geometry, crs, layer, repair, label, encoding and delimiter beside the file.',
  files: {
    'application/json': NewLayerSchema,
    'multipart/form-data': Type.Object({
      file: Type.String({ contentMediaType: 'application/octet-stream' }),
      name: Type.Optional(Type.String()),
      address: Type.Optional(Type.Array(Type.String())),
      x: Type.Optional(Type.String()),
      y: Type.Optional(Type.String()),
      geometry: Type.Optional(Type.String({ description: 'A column of WKT' })),
      crs: Type.Optional(Type.String()),
      layer: Type.Optional(Type.String()),
      repair: Type.Optional(Type.Literal('true')),
      label: Type.Optional(Type.String()),
      encoding: Type.Optional(Type.String()),
      delimiter: Type.Optional(Type.String()),
      project: Type.Optional(Type.String()),
    }),
  },
  answers: FILLING,
});

export const getLayer = operation({
  method: 'get',
  path: '/api/layers/{id}',
  tag: 'layers',
  summary: 'A layer: columns, style, counts, extent',
  answers: { 200: { description: 'The layer', schema: LayerSchema }, 404: NOT_FOUND },
});

export const exportLayer = operation({
  method: 'get',
  path: '/api/layers/{id}.{format}',
  tag: 'layers',
  summary:
    'A layer as geojson (RFC 7946), geojsonseq (RFC 8142), csv, xlsx, kml, shapefile (zipped) or flatgeobuf',
  query: Type.Object({
    properties: Type.Optional(
      Type.String({
        description: 'Names of the columns wanted, with commas between, or a JSON array of them',
      }),
    ),
    crs: Type.Optional(
      Type.String({
        description: 'Coordinate system of the file, where its format can carry one: EPSG:5179',
      }),
    ),
    filter: Type.Optional(
      Type.String({ description: 'Which rows: a filter document as JSON; all when absent' }),
    ),
    slim: Type.Optional(
      Type.Union([Type.Literal('1'), Type.Literal('labels')], {
        description:
          'geojson only: what the map draws (id, status, level, and the columns that the style draws with), or ' +
          'points to label lines and polygons at',
      }),
    ),
    download: Type.Optional(Type.Literal('1', { description: 'As a file with the name of the layer' })),
  }),
  answers: {
    200: {
      description: 'The features in the order of the rows; not found is a null geometry',
      type: 'application/geo+json',
      schema: featureCollection(Type.Record(Type.String(), Type.Unknown())),
    },
    400: BAD_REQUEST,
    404: NOT_FOUND,
  },
});

export const updateLayer = operation({
  method: 'patch',
  path: '/api/layers/{id}',
  tag: 'layers',
  summary: 'Rename, show, hide, move or restyle a layer',
  body: Type.Object(
    {
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      visible: Type.Optional(Type.Boolean()),
      position: Type.Optional(Type.Integer()),
      style: Type.Optional(StyleSchema),
    },
    { additionalProperties: false },
  ),
  answers: {
    200: { description: 'The layer as it is now', schema: LayerSchema },
    400: BAD_REQUEST,
    404: NOT_FOUND,
    415: UNSUPPORTED,
  },
});

export const removeLayer = operation({
  method: 'delete',
  path: '/api/layers/{id}',
  tag: 'layers',
  summary: 'Remove a layer; it can be restored for a day. The job that still fills it is cancelled',
  answers: { 204: { description: 'Removed' }, 404: NOT_FOUND },
});

export const duplicateLayer = operation({
  method: 'post',
  path: '/api/layers/{id}/duplicate',
  tag: 'layers',
  summary: 'Make the layer once more: columns, style and features',
  body: Type.Object(
    { name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
    { additionalProperties: false },
  ),
  answers: {
    202: {
      description: 'The layer, still empty, and the job that fills it',
      schema: Type.Object({ job: JobSchema, layer: LayerSchema }),
    },
    404: NOT_FOUND,
    409: CONFLICT,
  },
});

export const restoreLayer = operation({
  method: 'post',
  path: '/api/layers/{id}/restore',
  tag: 'layers',
  summary: 'Bring a removed layer back as it was',
  answers: { 200: { description: 'The layer', schema: LayerSchema }, 404: NOT_FOUND },
});
