import { Type } from '@sinclair/typebox';
import { ShareOptionsSchema } from '@/lib/projects/types';
import { ViewSchema } from '@/lib/projects/view';
import { operation } from '../_http/operation';
import { BAD_REQUEST, CONFLICT, NOT_FOUND } from './common';
import { LayerSchema } from './layer';
import { exportLayer, getLayer } from './layers';
import { getBaseMapFile } from './system';
import { layerFeature, layerRows } from './table';
import { layerImage, layerTile } from './tiles';

/** What the page under a link reads: the token in the path is the key, and it opens one map for reading. */

const FORBIDDEN = { ...CONFLICT, description: 'The link does not allow this' };

export const sharedMap = operation({
  method: 'get',
  path: '/api/shared/{token}',
  tag: 'shared',
  summary: 'A shared map: its view and the layers it shows',
  open: true,
  answers: {
    200: {
      description: 'The map',
      schema: Type.Object({
        name: Type.String(),
        view: ViewSchema,
        options: ShareOptionsSchema,
        layers: Type.Array(LayerSchema),
        config: Type.Record(Type.String(), Type.Unknown(), { description: 'Base maps of this server' }),
      }),
    },
    404: NOT_FOUND,
  },
});

export const sharedLayer = operation({
  method: 'get',
  path: '/api/shared/{token}/layers/{id}',
  tag: 'shared',
  summary: 'A layer of the map: shown columns, style, counts, extent',
  open: true,
  answers: getLayer.answers,
});

export const sharedExport = operation({
  method: 'get',
  path: '/api/shared/{token}/layers/{id}.{format}',
  tag: 'shared',
  summary: 'What the map draws of a layer (slim=1); the whole layer where the link allows downloads',
  open: true,
  query: Type.Pick(exportLayer.query!, ['slim', 'download']),
  answers: { ...exportLayer.answers, 403: FORBIDDEN, 404: NOT_FOUND },
});

export const sharedFeature = operation({
  method: 'get',
  path: '/api/shared/{token}/layers/{id}/features/{n}',
  tag: 'shared',
  summary: 'One row with the values that are shown',
  open: true,
  answers: { 200: layerFeature.answers[200]!, 404: NOT_FOUND },
});

export const sharedRows = operation({
  method: 'get',
  path: '/api/shared/{token}/layers/{id}/rows',
  tag: 'shared',
  summary: 'A page of the table, where the link allows it',
  open: true,
  query: layerRows.query!,
  answers: { 200: layerRows.answers[200]!, 400: BAD_REQUEST, 403: FORBIDDEN, 404: NOT_FOUND },
});

export const sharedBaseMap = operation({
  ...getBaseMapFile,
  path: '/api/shared/{token}/basemap.pmtiles',
  tag: 'shared',
  open: true,
});

export const sharedTile = operation({
  ...layerTile,
  path: '/api/shared/{token}/layers/{id}/tiles/{z}/{x}/{y}',
  tag: 'shared',
  open: true,
});

export const sharedImage = operation({
  ...layerImage,
  path: '/api/shared/{token}/layers/{id}/image/{z}/{x}/{y}',
  tag: 'shared',
  open: true,
});
