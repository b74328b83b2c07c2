import { config } from '@/lib/config';
import type { Georeference } from '@/lib/imagery/georeference/georeference';
import type { Window } from '@/lib/imagery/picture';
import { type KeptImage, keepImage, openImage } from '@/lib/imagery/store';
import { boundsOf, deepestZoom } from '@/lib/imagery/web-tile';
import type { JobContext } from '@/lib/jobs/kind';
import { appendFeatures, featurePages } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import type { ShownImage } from '@/lib/layers/shown-image';
import { addSource, getLayer } from '@/lib/layers/store';
import type { Feature } from '@/lib/layers/types';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { getUpload } from '@/lib/uploads/store';
import { type Classifier, openClassifier } from '../classifiers/classifier';
import { chipColumns } from './answers';
import { boxesOf } from './boxes';
import { grid } from './chips';
import { type ChipFeature, chipFeatures } from './features';
import { makeSample } from './sample';
import type { ClassifyInput } from './start';

interface Checkpoint {
  /** Chips done. */
  done: number;
  /** Id of the kept image. */
  image: string;
}

/** Keeps the image where the map can show it, once; a job that was interrupted finds it kept. */
async function imageFor(input: ClassifyInput, kept: string | undefined): Promise<string> {
  if (kept ?? input.image) return (kept ?? input.image)!;
  if (input.sample) {
    const { picture, corners } = await makeSample(input.sample, config.DATA_DIR);
    const { dataset, seed } = input.sample;
    return (
      await keepImage({ name: `${dataset}, ${seed}`, place: { kind: 'corners', corners }, from: picture })
    ).id;
  }
  const { files } = await getUpload(input.upload!);
  const from = files.map(({ path }) => path);
  return (await keepImage({ name: files[0]!.name, place: input.place!, from })).id;
}

async function chipsFor(
  { sample, boxes, size, stride }: ClassifyInput,
  image: KeptImage,
  place: Georeference,
  { card }: Classifier,
): Promise<{ chips: Window[]; truth?: number[] }> {
  if (sample) return makeSample(sample, config.DATA_DIR);
  if (boxes) return { chips: await boxesOf(featurePages(await getLayer(boxes)), place, image) };
  return { chips: grid(image.width, image.height, size ?? card.input.width, stride) };
}

function shown(image: KeptImage, place: Georeference): ShownImage {
  const bounds = boundsOf(place, image);
  return { id: image.id, bounds, maxZoom: deepestZoom(place, (bounds[1] + bounds[3]) / 2) };
}

const rowOf = ({ n, geometry, properties }: ChipFeature): Feature => ({
  n,
  geometry,
  properties: { ...properties },
  answer: null,
  status: 'ok',
  level: null,
});

/** Classifies an image, piece by piece, into its layer; goes on after the last committed piece. */
export async function fillWithChips(
  context: JobContext<ClassifyInput, Checkpoint>,
): Promise<Record<string, unknown>> {
  const { input, signal, checkpoint } = context;
  context.progress({ done: checkpoint?.done ?? 0 });
  const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice);
  const classifier = await openClassifier(input.model, { dataDir: config.DATA_DIR, runtime });
  const { image, raster, place } = await openImage(await imageFor(input, checkpoint?.image));
  try {
    const { chips, truth } = await chipsFor(input, image, place, classifier);
    const total = chips.length;
    let done = checkpoint?.done ?? 0;
    if (!checkpoint)
      await context.commit(
        (client) => addSource(input.layer, { image: shown(image, place) }, client),
        { done, image: image.id },
        { done, total },
      );
    const task = { image: raster, place, chips, truth, classifier, invert: input.invert ?? false };
    for await (const piece of chipFeatures(task, { from: done, signal })) {
      done = piece.done;
      await context.commit(
        (client) => appendFeatures(input.layer, piece.features.map(rowOf), client),
        { done, image: image.id },
        { done, total },
      );
    }
    await context.commit(
      async (client) => void (await finishLayer(input.layer, chipColumns(truth !== undefined), client)),
      { done, image: image.id },
      { done, total },
    );
    return {
      layer: input.layer,
      image: image.id,
      model: classifier.card.name,
      device: classifier.runtime,
      chips: total,
    };
  } finally {
    await raster.close();
    await classifier.close();
  }
}
