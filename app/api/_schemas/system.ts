import { Type } from '@sinclair/typebox';
import { operation } from '../_http/operation';
import { BAD_REQUEST, ExtentSchema, Nullable } from './common';

export const getConfig = operation({
  method: 'get',
  path: '/api/config',
  tag: 'system',
  summary: 'Limits, base maps and coordinate systems of this server',
  answers: {
    200: {
      description: 'Settings that a client may want to know',
      schema: Type.Object({
        version: Type.String(),
        limits: Type.Object({
          bytes: Type.Integer(),
          rows: Type.Integer(),
          imageBytes: Type.Integer(),
          addressBytes: Type.Integer(),
        }),
        basemap: Type.String({ description: 'The base map of a first visit' }),
        basemapOrigins: Type.Array(Type.String(), {
          description: 'Further sites that pages may load base maps from; `https:` is any',
        }),
        basemapFile: Type.Optional(
          Type.Union([
            Type.Object({ attribution: Type.String() }),
            Type.Object({ fault: Type.String({ description: 'Why the file cannot be drawn' }) }),
          ]),
        ),
        vworldKey: Type.Optional(Type.String()),
        exports: Type.Array(
          Type.Object({
            name: Type.String(),
            title: Type.String(),
            ending: Type.String(),
            anyCrs: Type.Boolean({ description: 'false: WGS 84 only' }),
            maxRows: Type.Optional(Type.Integer()),
          }),
          { description: 'Formats of downloads' },
        ),
        exportAtOnce: Type.Integer({ description: 'Downloads of more rows are better made by a job' }),
        crs: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
      }),
    },
  },
});

const Points = Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }), { maxItems: 1000 });

export const placeInCrs = operation({
  method: 'post',
  path: '/api/crs/place',
  tag: 'system',
  summary: 'Where points lie when they are read in a coordinate system',
  body: Type.Object(
    {
      crs: Type.String({ maxLength: 5000, description: 'EPSG:5179, KATEC, a proj4 string, WKT' }),
      points: Points,
    },
    { additionalProperties: false },
  ),
  answers: {
    200: {
      description: 'Longitude and latitude of each; null for what is no point of the system',
      schema: Type.Object({
        code: Type.String(),
        name: Type.String(),
        points: Type.Array(Nullable(Type.Array(Type.Number()))),
        extent: Nullable(ExtentSchema),
      }),
    },
    400: BAD_REQUEST,
  },
});

export const getBaseMapFile = operation({
  method: 'get',
  path: '/api/basemap.pmtiles',
  tag: 'system',
  summary: 'The PMTiles file of the setting BASEMAP_PMTILES; answers Range requests',
  answers: {
    200: { description: 'The whole file', type: 'application/vnd.pmtiles' },
    206: { description: 'The asked range of bytes', type: 'application/vnd.pmtiles' },
    304: { description: 'Not changed since the given ETag', type: 'application/vnd.pmtiles' },
    404: { description: 'No such file is set, or it is not there' },
    416: { description: 'The range lies outside the file' },
  },
});

export const getOpenApi = operation({
  method: 'get',
  path: '/api/openapi.json',
  tag: 'system',
  summary: 'This document',
  answers: { 200: { description: 'OpenAPI 3.1', schema: Type.Object({ openapi: Type.String() }) } },
});
