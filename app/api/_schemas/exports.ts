import { Type } from '@sinclair/typebox';
import { FilterSchema } from '@/lib/layers/filter';
import { operation } from '../_http/operation';
import { BAD_REQUEST, NOT_FOUND, TOO_LARGE } from './common';
import { JobStarted } from './jobs';

export const startExport = operation({
  method: 'post',
  path: '/api/layers/{id}/exports',
  tag: 'layers',
  summary: 'Have a file of the layer made by a worker',
  description:
    'For large layers: the job shows progress and can be cancelled; its result has the url of the file, which ' +
    'can be fetched for a day, and notes on what the format could not hold.',
  body: Type.Object(
    {
      format: Type.String({ description: 'As in /api/layers/{id}.{format}' }),
      properties: Type.Optional(Type.Array(Type.String(), { description: 'Names of the columns wanted' })),
      crs: Type.Optional(Type.String({ description: 'Coordinate system of the file: EPSG:5179' })),
      filter: Type.Optional(FilterSchema),
    },
    { additionalProperties: false },
  ),
  answers: {
    202: { description: 'The job', schema: JobStarted },
    400: BAD_REQUEST,
    404: NOT_FOUND,
    413: TOO_LARGE,
  },
});

export const fetchExport = operation({
  method: 'get',
  path: '/api/exports/{id}',
  tag: 'layers',
  summary: 'A file that an export job has made',
  answers: {
    200: { description: 'The file, of the media type of its format', type: 'application/octet-stream' },
    404: NOT_FOUND,
  },
});
