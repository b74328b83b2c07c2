import { Type } from '@sinclair/typebox';
import { operation } from '../_http/operation';
import { BAD_REQUEST, CONFLICT, NOT_FOUND, Nullable, ProblemSchema } from './common';
import { JobSchema } from './jobs';

const Figures = Type.Record(Type.String(), Type.Number(), {
  description: 'By the names of the series: loss, test_loss, accuracy',
});

const EpochSchema = Type.Object(
  { epoch: Type.Integer({ minimum: 1 }), seconds: Type.Number(), figures: Figures },
  { title: 'Epoch' },
);

const Details = Nullable(Type.Record(Type.String(), Type.Unknown()));

const run = {
  id: Type.String(),
  kind: Type.String({ description: 'classifier' }),
  name: Type.String({ description: 'Of the model that is made' }),
  model: Type.String(),
  dataset: Type.String(),
  settings: Type.Record(Type.String(), Type.Unknown(), { description: 'Hyper-parameters' }),
  epochs: Type.Integer({ description: 'How many there shall be' }),
  state: Type.Union(
    ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'].map((state) => Type.Literal(state)),
  ),
  progress: JobSchema.properties.progress,
  last: Nullable(EpochSchema),
  device: Nullable(Type.String()),
  job: Type.String(),
  error: Nullable(ProblemSchema),
  series: Type.Array(
    Type.Object({
      name: Type.String(),
      unit: Type.Union([Type.Literal('loss'), Type.Literal('share')]),
      of: Type.Union([Type.Literal('training'), Type.Literal('test')]),
    }),
  ),
  created_at: Type.String(),
  finished_at: Nullable(Type.String()),
};

const RunSchema = Type.Object(run, { title: 'TrainingRun' });
const RunDetailsSchema = Type.Object(
  { ...run, history: Type.Array(EpochSchema), latest: Details },
  { title: 'TrainingRunDetails' },
);

export const startRun = operation({
  method: 'post',
  path: '/api/training-runs',
  tag: 'training',
  summary: 'Train a network',
  description:
    'A worker trains; the run goes on when it is restarted. What is left out of the settings is as the model has it.',
  body: Type.Object(
    {
      kind: Type.Optional(Type.String({ maxLength: 40 })),
      name: Type.Optional(Type.String({ maxLength: 60, description: 'Of the model that is made' })),
      model: Type.String({ maxLength: 60 }),
      dataset: Type.Optional(Type.String({ maxLength: 60 })),
      settings: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    },
    { additionalProperties: false },
  ),
  answers: {
    201: { description: 'The run', schema: RunSchema },
    400: BAD_REQUEST,
    404: NOT_FOUND,
    409: CONFLICT,
  },
});

export const listRuns = operation({
  method: 'get',
  path: '/api/training-runs',
  tag: 'training',
  summary: 'Training runs, newest first',
  answers: { 200: { description: 'Runs', schema: Type.Object({ runs: Type.Array(RunSchema) }) } },
});

export const getRun = operation({
  method: 'get',
  path: '/api/training-runs/{id}',
  tag: 'training',
  summary: 'A run with the figures of all its epochs',
  answers: { 200: { description: 'The run', schema: RunDetailsSchema }, 404: NOT_FOUND },
});

export const removeRun = operation({
  method: 'delete',
  path: '/api/training-runs/{id}',
  tag: 'training',
  summary: 'Remove a run that has ended, with its model',
  answers: { 204: { description: 'Removed' }, 404: NOT_FOUND, 409: CONFLICT },
});

const change = (word: 'pause' | 'resume' | 'cancel', summary: string) =>
  operation({
    method: 'post',
    path: `/api/training-runs/{id}/${word}`,
    tag: 'training',
    summary,
    answers: { 200: { description: 'The run', schema: RunSchema }, 404: NOT_FOUND, 409: CONFLICT },
  });

export const pauseRun = change('pause', 'Stop a run so that it can go on from its last epoch');
export const resumeRun = change('resume', 'Let a paused or failed run go on');
export const cancelRun = change('cancel', 'End a run for good; its figures stay');

export const runEvents = operation({
  method: 'get',
  path: '/api/training-runs/{id}/events',
  tag: 'training',
  summary: 'The run each time it changes with its new epochs, as server-sent events, until it has ended',
  answers: {
    200: {
      description: 'Each event is {run, epochs, latest} as JSON; the first has all epochs',
      type: 'text/event-stream',
    },
    404: NOT_FOUND,
  },
});

export const runSamples = operation({
  method: 'get',
  path: '/api/training-runs/{id}/samples',
  tag: 'training',
  summary: 'Test images with what the last epoch says of them',
  query: Type.Object({
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 36 })),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1, default: 1 })),
    truth: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
    answer: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
  }),
  answers: {
    200: {
      description: 'Images; none before the first epoch has ended',
      schema: Type.Object({
        classes: Type.Array(Type.String()),
        classes_ko: Type.Array(Type.String()),
        samples: Type.Array(
          Type.Object({
            number: Type.Integer(),
            truth: Type.Integer(),
            answer: Type.Integer(),
            score: Type.Number(),
            image: Type.String({ description: 'PNG as a data URL' }),
          }),
        ),
      }),
    },
    404: NOT_FOUND,
    409: CONFLICT,
  },
});

export const runSheet = operation({
  method: 'get',
  path: '/api/training-runs/{id}/sheets/{epoch}',
  tag: 'training',
  summary: 'What the detector of an epoch found in some images it was not trained on',
  answers: { 200: { description: 'A picture', type: 'image/webp' }, 404: NOT_FOUND },
});
