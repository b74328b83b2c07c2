import { Type } from '@sinclair/typebox';
import { operation } from '../_http/operation';
import { CONFLICT, NOT_FOUND, Nullable, ProblemSchema } from './common';

export const JobSchema = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    input: Type.Record(Type.String(), Type.Unknown()),
    state: Type.Union(
      ['queued', 'running', 'done', 'failed', 'cancelled'].map((state) => Type.Literal(state)),
    ),
    progress: Type.Object({
      done: Type.Optional(Type.Number()),
      total: Type.Optional(Type.Number({ description: 'An estimate until the end' })),
      rate: Type.Optional(Type.Number({ description: 'Units a second, lately' })),
      eta_s: Type.Optional(Type.Number()),
      counts: Type.Optional(Type.Record(Type.String(), Type.Integer())),
      step: Type.Optional(Type.String()),
      values: Type.Optional(Type.Record(Type.String(), Type.Number())),
    }),
    result: Nullable(Type.Record(Type.String(), Type.Unknown())),
    error: Nullable(ProblemSchema),
    created_at: Type.String(),
    started_at: Nullable(Type.String()),
    finished_at: Nullable(Type.String()),
  },
  { title: 'Job' },
);

export const JobStarted = Type.Object({ job: JobSchema });

export const listJobs = operation({
  method: 'get',
  path: '/api/jobs',
  tag: 'jobs',
  summary: 'Jobs: those at work or waiting, then the others, newest first',
  query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })) }),
  answers: { 200: { description: 'Jobs', schema: Type.Object({ jobs: Type.Array(JobSchema) }) } },
});

export const getJob = operation({
  method: 'get',
  path: '/api/jobs/{id}',
  tag: 'jobs',
  summary: 'A job with its progress',
  answers: { 200: { description: 'The job', schema: JobSchema }, 404: NOT_FOUND },
});

export const cancelJob = operation({
  method: 'delete',
  path: '/api/jobs/{id}',
  tag: 'jobs',
  summary: 'Cancel a job',
  description: 'A running job stops within about a second; what it had made is taken away.',
  answers: { 200: { description: 'The cancelled job', schema: JobSchema }, 404: NOT_FOUND, 409: CONFLICT },
});

export const jobEvents = operation({
  method: 'get',
  path: '/api/jobs/{id}/events',
  tag: 'jobs',
  summary: 'The job each time it changes, as server-sent events, until it has ended',
  answers: {
    200: { description: 'Each event is a job as JSON', type: 'text/event-stream' },
    404: NOT_FOUND,
  },
});
