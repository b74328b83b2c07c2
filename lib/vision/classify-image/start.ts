import { basename } from 'node:path';
import { config } from '@/lib/config';
import { tileOfName } from '@/lib/imagery/georeference/tile-name';
import { georeferenceOf, type Place } from '@/lib/imagery/place';
import { openRaster } from '@/lib/imagery/raster';
import { getImage } from '@/lib/imagery/store';
import { enqueue } from '@/lib/jobs/store';
import type { Job } from '@/lib/jobs/types';
import { createLayer, getLayer } from '@/lib/layers/store';
import type { Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import { getUpload } from '@/lib/uploads/store';
import type { ClassifierCard } from '../classifiers/card';
import { findSource } from '../datasets/get';
import { findModelFolder, readCard } from '../model-folders';
import { chipColumns } from './answers';
import { grid } from './chips';
import { checkKnows, SAMPLE_PLACE, type SampleRequest, usualModel } from './sample';
import { type Language, labelStyle, truthStyle } from './style';

export const CLASSIFY = 'classify-image';

/** Where the chips of an image are: a grid, or the boxes of a layer's features. */
export interface Cut {
  /** Side of a chip in pixels; that of the classifier's input when absent. */
  size?: number;
  /** From one chip to the next. */
  stride?: number;
  /** Id of a layer: its features' boxes instead of a grid. */
  boxes?: string;
}

export interface ClassificationRequest extends Cut {
  model?: string;
  /** One of the three: test images of a data set, an uploaded image, an image that lies on the map. */
  sample?: Pick<SampleRequest, 'dataset'> & Partial<SampleRequest>;
  upload?: string;
  image?: string;
  /** Of an upload that does not say itself where it lies. */
  place?: Place;
  invert?: boolean;
  name?: string;
  project?: string;
  /** Of the labels on the map. */
  language?: Language;
}

/** The input of a `classify-image` job. */
export interface ClassifyInput extends Cut {
  layer: string;
  model: string;
  sample?: SampleRequest;
  upload?: string;
  image?: string;
  place?: Place;
  invert?: boolean;
}

function sampleOf(asked: NonNullable<ClassificationRequest['sample']>, card: ClassifierCard): SampleRequest {
  checkKnows(card, asked.dataset);
  return { seed: 1, ...SAMPLE_PLACE, ...asked };
}

/** The place of an upload as asked for, else as the name of its file or the file itself says. */
function placeOf(asked: Place | undefined, name: string): Place {
  if (asked) return asked;
  const tile = tileOfName(name);
  return tile ? { kind: 'tile-name', tile } : { kind: 'file' };
}

/** Looks at an uploaded image before a job is made of it. @throws Problem for what is wrong with it */
async function checkUpload(id: string, asked: Place | undefined, cut: Cut, card: ClassifierCard) {
  const [file] = (await getUpload(id)).files;
  const place = placeOf(asked, file!.name);
  const raster = await openRaster(file!.path);
  try {
    georeferenceOf(place, raster);
    checkCut(raster, cut, card);
  } finally {
    await raster.close();
  }
  return { place, name: file!.name };
}

function checkCut(
  image: { width: number; height: number },
  { size, stride, boxes }: Cut,
  card: ClassifierCard,
): void {
  if (!boxes) grid(image.width, image.height, size ?? card.input.width, stride);
}

/**
 * Makes the layer, empty, and the job that fills it, both or neither.
 * @throws Problem not-found, bad-request, unreadable, too-large
 */
export async function startClassification(
  request: ClassificationRequest,
): Promise<{ job: Job; layer: Layer }> {
  const { sample, upload, image, boxes, size, stride, invert, language = 'en' } = request;
  if ([sample, upload, image].filter((given) => given !== undefined).length !== 1)
    throw new Problem(
      'bad-request',
      'Say what to classify: a "sample", an "upload" or an "image", one of them.',
    );
  const model = request.model ?? (sample ? usualModel(sample.dataset) : undefined);
  if (!model) throw new Problem('bad-request', 'Say which "model" is to classify the image.');
  const folder = await findModelFolder(basename(model), config.DATA_DIR, 'classification');
  const card = (await readCard<ClassifierCard>(folder))!;
  if (boxes) await getLayer(boxes);
  const cut: Cut = {
    ...(size ? { size } : {}),
    ...(stride ? { stride } : {}),
    ...(boxes ? { boxes } : {}),
  };
  const input: Omit<ClassifyInput, 'layer'> = { model: card.name, ...cut, ...(invert ? { invert } : {}) };
  let name = '';
  if (sample) {
    input.sample = sampleOf(sample, card);
    const { title } = findSource(sample.dataset);
    name = `${title} 6 × 6 (seed ${input.sample.seed})`;
  } else if (upload) {
    const found = await checkUpload(upload, request.place, cut, card);
    Object.assign(input, { upload, place: found.place });
    name = `${found.name}, ${card.name}`;
  } else {
    const found = await getImage(image!);
    checkCut(found, cut, card);
    input.image = found.id;
    name = `${found.name}, ${card.name}`;
  }
  return makeLayer(input, request.name?.trim() || name, language, card, request.project);
}

async function makeLayer(
  input: Omit<ClassifyInput, 'layer'>,
  name: string,
  language: Language,
  card: ClassifierCard,
  project?: string,
): Promise<{ job: Job; layer: Layer }> {
  const names = { classes: card.classes, classesKo: card.classes_ko };
  let layer: Layer | undefined;
  const job = await enqueue(CLASSIFY, { ...input }, async (job, client) => {
    const { place: _, image: __, ...said } = input;
    layer = await createLayer(
      {
        name,
        kind: 'detection',
        columns: chipColumns(input.sample !== undefined),
        source: { job: job.id, file: name, ...said },
        style: input.sample ? truthStyle(language) : labelStyle(names, language),
        ...(project ? { project } : {}),
      },
      client,
    );
    return { layer: layer.id };
  });
  return { job, layer: layer! };
}
