import { Type } from '@sinclair/typebox';
import { LEVELS } from '@/lib/geocode/types';
import { CORRECTED_BY, QUEUES } from '@/lib/layers/answers';
import { operation } from '../_http/operation';
import { BAD_REQUEST, CONFLICT, NOT_FOUND, Nullable, UNREADABLE, UNSUPPORTED } from './common';
import { JobSchema } from './jobs';

const Lon = Type.Number({ minimum: -180, maximum: 180, description: 'Degrees' });
const Lat = Type.Number({ minimum: -90, maximum: 90, description: 'Degrees' });
const Text = Type.String({ minLength: 1, maxLength: 1000 });

const CorrectionSchema = Type.Object({
  by: Type.Union(CORRECTED_BY.map((by) => Type.Literal(by))),
  text: Type.Optional(Type.String()),
  at: Type.String({ description: 'ISO 8601' }),
  before: Type.Record(Type.String(), Type.Unknown()),
});

const CorrectedSchema = Type.Object(
  {
    n: Type.Integer(),
    status: Type.String(),
    level: Nullable(Type.String()),
    position: Nullable(
      Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: 'Longitude, latitude' }),
    ),
    correction: Nullable(CorrectionSchema),
  },
  { title: 'Corrected' },
);

const CaseSchema = Type.Object(
  {
    n: Type.Integer(),
    input: Type.String({ description: "The row's address as it came" }),
    text: Type.String({ description: 'The text that was tried' }),
    correction: Nullable(CorrectionSchema),
    answer: Type.Object({ status: Type.String(), reason: Type.Optional(Type.String()) }),
    candidates: Type.Array(
      Type.Object({
        label: Type.String(),
        level: Type.Union(LEVELS.map((level) => Type.Literal(level))),
        score: Type.Number({ minimum: 0, maximum: 1 }),
        uncertainty_m: Type.Number({ description: 'Metres' }),
        lon: Lon,
        lat: Lat,
      }),
    ),
  },
  { title: 'Case' },
);

export const correctionQueue = operation({
  method: 'get',
  path: '/api/layers/{id}/queue',
  tag: 'corrections',
  summary: 'Rows that a person should look at: not found, ambiguous, coarse or near',
  query: Type.Object({
    queues: Type.Optional(
      Type.String({ description: `With commas between: ${Object.keys(QUEUES).join(', ')}; all when absent` }),
    ),
    after: Type.Optional(Type.Integer({ minimum: 0, description: 'Rows beyond this one' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  }),
  answers: {
    200: {
      description: 'Numbers of the rows, in order, and how many each queue holds',
      schema: Type.Object({
        rows: Type.Array(Type.Integer()),
        lengths: Type.Object(
          Object.fromEntries(Object.keys(QUEUES).map((name) => [name, Type.Integer()] as const)),
        ),
      }),
    },
    400: BAD_REQUEST,
    404: NOT_FOUND,
  },
});

export const openCase = operation({
  method: 'get',
  path: '/api/layers/{id}/corrections/{n}',
  tag: 'corrections',
  summary: 'What the address of a row, or another text for it, could mean; changes nothing',
  query: Type.Object({ text: Type.Optional(Text) }),
  answers: { 200: { description: 'The case', schema: CaseSchema }, 400: BAD_REQUEST, 404: NOT_FOUND },
});

export const correct = operation({
  method: 'post',
  path: '/api/layers/{id}/corrections/{n}',
  tag: 'corrections',
  summary: 'Put a row right by another text, a candidate or a place on the map',
  body: Type.Union([
    Type.Object({ by: Type.Literal('text'), text: Text }, { additionalProperties: false }),
    Type.Object(
      {
        by: Type.Literal('candidate'),
        text: Type.Optional(Text),
        choice: Type.Integer({ minimum: 0, description: 'Place in the list of candidates, from 0' }),
      },
      { additionalProperties: false },
    ),
    Type.Object({ by: Type.Literal('map'), lon: Lon, lat: Lat }, { additionalProperties: false }),
  ]),
  answers: {
    200: { description: 'The row as it is now', schema: CorrectedSchema },
    400: BAD_REQUEST,
    404: NOT_FOUND,
    409: CONFLICT,
    415: UNSUPPORTED,
    422: UNREADABLE,
  },
});

export const undoCorrection = operation({
  method: 'delete',
  path: '/api/layers/{id}/corrections/{n}',
  tag: 'corrections',
  summary: 'Take the correction of a row back',
  answers: {
    200: { description: 'The row as geocoding left it', schema: CorrectedSchema },
    404: NOT_FOUND,
    409: CONFLICT,
  },
});

export const retryFailed = operation({
  method: 'post',
  path: '/api/layers/{id}/retry',
  tag: 'corrections',
  summary: 'Geocode the failed rows once more; the others are not touched',
  answers: {
    202: { description: 'The job', schema: Type.Object({ job: JobSchema }) },
    400: BAD_REQUEST,
    404: NOT_FOUND,
    409: CONFLICT,
  },
});
