import { Type } from '@sinclair/typebox';
import { operation } from '../_http/operation';
import { BAD_REQUEST, FILE_BODIES, NOT_FOUND, TOO_LARGE, UNSUPPORTED } from './common';
import { JobStarted } from './jobs';

export const listAddresses = operation({
  method: 'get',
  path: '/api/addresses',
  tag: 'addresses',
  summary: 'The address database: data sets, and as of when each is current',
  answers: {
    200: {
      description: 'Data sets and editions',
      schema: Type.Object({
        datasets: Type.Array(Type.Record(Type.String(), Type.Unknown())),
        editions: Type.Array(Type.Record(Type.String(), Type.Unknown())),
        rows: Type.Integer({ description: 'Of all data sets together' }),
      }),
    },
  },
});

export const addAddresses = operation({
  method: 'post',
  path: '/api/addresses',
  tag: 'addresses',
  summary: 'Import address files, or change files with update=1',
  description:
    'Files as published, also in ZIPs: one as the body with ?name=, or several in a form. ' +
    'Change files are told by their names when `update` is left out.',
  query: Type.Object({
    name: Type.Optional(Type.String({ maxLength: 500 })),
    title: Type.Optional(Type.String({ maxLength: 200 })),
    update: Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')])),
  }),
  files: FILE_BODIES,
  answers: {
    202: { description: 'The job that imports them', schema: JobStarted },
    400: BAD_REQUEST,
    413: TOO_LARGE,
    415: UNSUPPORTED,
  },
});

export const removeAddresses = operation({
  method: 'delete',
  path: '/api/addresses/{id}',
  tag: 'addresses',
  summary: 'Remove a data set',
  answers: { 202: { description: 'The job that removes it', schema: JobStarted }, 404: NOT_FOUND },
});
