import { Type } from '@sinclair/typebox';
import { operation } from '../_http/operation';
import { NOT_FOUND } from './common';

export const layerTile = operation({
  method: 'get',
  path: '/api/layers/{id}/tiles/{z}/{x}/{y}',
  tag: 'layers',
  summary: 'A vector tile of the layer (Mapbox Vector Tile 2.1, Web Mercator, y from the north)',
  description:
    'Layer "features": what is drawn, thinned out at far zooms; the id of a feature is its row. Layer "labels": ' +
    'one point of each line or polygon to label it at. Both carry status, level and the columns of the style.',
  query: Type.Object({
    v: Type.Optional(
      Type.String({ maxLength: 40, description: 'Revision and columns, so that the answer may be kept' }),
    ),
  }),
  answers: {
    200: { description: 'The tile, gzipped', type: 'application/vnd.mapbox-vector-tile' },
    204: { description: 'Nothing lies there' },
    404: NOT_FOUND,
  },
});

export const layerImage = operation({
  method: 'get',
  path: '/api/layers/{id}/image/{z}/{x}/{y}',
  tag: 'layers',
  summary: 'A tile of the image that lies under the layer (512 pixels, Web Mercator, y from the north)',
  query: Type.Object({ v: Type.Optional(Type.String({ maxLength: 40, description: 'Id of the image' })) }),
  answers: {
    200: { description: 'The tile', type: 'image/webp' },
    204: { description: 'Nothing of the image lies there' },
    404: NOT_FOUND,
  },
});
