import { Type } from '@sinclair/typebox';
import { LIMITS } from '@/lib/vision/datasets/images/limits';
import { operation } from '../_http/operation';
import { BAD_REQUEST, CONFLICT, NOT_FOUND, TOO_LARGE, UNSUPPORTED } from './common';
import { JobStarted } from './jobs';

const Card = Type.Record(Type.String(), Type.Unknown(), { description: 'The card of the model' });

export const listModels = operation({
  method: 'get',
  path: '/api/models',
  tag: 'models',
  summary: "Models: those that come with the program and one's own, with their cards",
  answers: {
    200: {
      description: 'Cards',
      schema: Type.Object({
        models: Type.Array(
          Type.Object({
            own: Type.Boolean(),
            onnx: Type.Boolean({ description: 'Is one ONNX file; else it is several, which a ZIP has' }),
            card: Card,
          }),
        ),
      }),
    },
  },
});

export const downloadModel = operation({
  method: 'get',
  path: '/api/models/{name}/model.onnx',
  tag: 'models',
  summary: 'A model as an ONNX file, its card in the metadata',
  answers: { 200: { description: 'ONNX', type: 'application/octet-stream' }, 404: NOT_FOUND },
});

export const archiveModel = operation({
  method: 'get',
  path: '/api/models/{name}/model.zip',
  tag: 'models',
  summary: 'All files of a model: card, weights, ONNX files',
  answers: { 200: { description: 'ZIP', type: 'application/zip' }, 404: NOT_FOUND },
});

export const trainingOptions = operation({
  method: 'get',
  path: '/api/training-options',
  tag: 'training',
  summary: 'Networks that can be trained, their recipes, and what each hyper-parameter may be',
  answers: {
    200: {
      description: 'Options',
      schema: Type.Object({
        models: Type.Array(
          Type.Object({
            kind: Type.String(),
            task: Type.String(),
            name: Type.String(),
            about: Type.String(),
            dataset: Type.Optional(Type.String()),
            recipe: Type.Record(Type.String(), Type.Unknown()),
          }),
        ),
        fields: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()), {
          description: 'Of each kind of training, by hyper-parameter',
        }),
      }),
    },
  },
});

export const devices = operation({
  method: 'get',
  path: '/api/devices',
  tag: 'models',
  summary: 'What networks can run on here, and what the setting JARI_DEVICE chooses',
  answers: {
    200: {
      description: 'Devices',
      schema: Type.Object({
        setting: Type.String(),
        chosen: Type.String(),
        devices: Type.Array(
          Type.Object({
            name: Type.String(),
            available: Type.Boolean(),
            about: Type.String(),
            milliseconds: Type.Optional(Type.Number()),
          }),
        ),
      }),
    },
  },
});

const DatasetSchema = Type.Record(Type.String(), Type.Unknown(), { title: 'Dataset' });

export const listDatasets = operation({
  method: 'get',
  path: '/api/datasets',
  tag: 'datasets',
  summary: "Labelled images: those that can be fetched and one's own",
  answers: {
    200: { description: 'Data sets', schema: Type.Object({ datasets: Type.Array(DatasetSchema) }) },
  },
});

export const addDataset = operation({
  method: 'post',
  path: '/api/datasets',
  tag: 'datasets',
  summary: "Make a data set of a ZIP of one's own images",
  description:
    'The ZIP holds a folder of images for each class, perhaps below folders train and test, or images and a CSV with ' +
    `the columns file and label. At most ${LIMITS.images} images of ${LIMITS.classes} classes. What cannot be read is ` +
    "left out and listed in the job's result.",
  query: Type.Object({
    name: Type.Optional(
      Type.String({ maxLength: 500, description: 'Of the file; the set is called so too' }),
    ),
    task: Type.Optional(
      Type.Union([Type.Literal('classification'), Type.Literal('detection')], {
        description: 'detection: images with masks (instance masks, COCO JSON, LabelMe), kept as they are',
      }),
    ),
    size: Type.Optional(Type.Integer({ minimum: LIMITS.size[0], maximum: LIMITS.size[1], default: 28 })),
    channels: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(3)], { default: 1 })),
    share: Type.Optional(
      Type.Number({
        minimum: LIMITS.share[0],
        maximum: LIMITS.share[1],
        description: 'Set aside for the test',
      }),
    ),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 })),
  }),
  files: { 'application/octet-stream': Type.String({ contentMediaType: 'application/octet-stream' }) },
  answers: {
    202: { description: 'The job that makes it', schema: JobStarted },
    400: BAD_REQUEST,
    409: CONFLICT,
    413: TOO_LARGE,
    415: UNSUPPORTED,
  },
});

export const fetchDataset = operation({
  method: 'post',
  path: '/api/datasets/{name}/fetch',
  tag: 'datasets',
  summary: 'Fetch MNIST or Fashion-MNIST',
  answers: { 202: { description: 'The job that fetches it', schema: JobStarted }, 404: NOT_FOUND },
});

export const removeDataset = operation({
  method: 'delete',
  path: '/api/datasets/{name}',
  tag: 'datasets',
  summary: 'Remove a data set; one that can be fetched may be fetched again',
  answers: { 204: { description: 'Removed' }, 404: NOT_FOUND },
});
