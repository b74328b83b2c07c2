import { Type } from '@sinclair/typebox';
import { operation } from '../_http/operation';

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
        limits: Type.Object({ bytes: Type.Integer(), rows: Type.Integer(), addressBytes: Type.Integer() }),
        basemap: Type.String(),
        vworldKey: Type.Optional(Type.String()),
        crs: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
      }),
    },
  },
});

export const getOpenApi = operation({
  method: 'get',
  path: '/api/openapi.json',
  tag: 'system',
  summary: 'This document',
  answers: { 200: { description: 'OpenAPI 3.1', schema: Type.Object({ openapi: Type.String() }) } },
});
