import { Type } from '@sinclair/typebox';
import { BAD_REQUEST, NOT_FOUND, TOO_LARGE, UNREADABLE, UNSUPPORTED } from './common';
import { JobSchema } from './jobs';
import { LayerSchema } from './layer';

/** Answers of what makes a layer of an upload: the job goes on when they are given. */
export const FILLING = {
  202: {
    description: 'The layer, still empty, and the job that fills it',
    schema: Type.Object({ job: JobSchema, layer: LayerSchema }),
  },
  400: BAD_REQUEST,
  404: NOT_FOUND,
  413: TOO_LARGE,
  415: UNSUPPORTED,
  422: UNREADABLE,
};
