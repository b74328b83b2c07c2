import type { Queryable } from '@/lib/db/database';
import type { Georeference } from '@/lib/imagery/georeference/georeference';
import { type KeptImage, keepImage, openImage } from '@/lib/imagery/store';
import { boundsOf, deepestZoom } from '@/lib/imagery/web-tile';
import type { JobContext } from '@/lib/jobs/kind';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import type { ShownImage } from '@/lib/layers/shown-image';
import { addSource } from '@/lib/layers/store';
import type { Feature } from '@/lib/layers/types';
import { getUpload } from '@/lib/uploads/store';
import type { Detector } from '../detector';
import { detectInImage, taskWindows } from './detect';
import { type DetectionFeature, detectionColumns } from './features';
import { openDetectorFor } from './open';
import { forgetWindows, savedWindows, saveWindow } from './saved';
import { type DetectInput, imageFirst } from './start';

interface Checkpoint {
  /** Windows done. */
  done: number;
  /** Id of the kept image. */
  image: string;
}

/** Keeps the image where the map can show it, once; a job that was interrupted finds it kept. */
async function imageFor({ image, upload, place }: DetectInput, kept: string | undefined): Promise<string> {
  if (kept ?? image) return (kept ?? image)!;
  const files = imageFirst((await getUpload(upload!)).files);
  return (await keepImage({ name: files[0]!.name, place: place!, from: files.map(({ path }) => path) })).id;
}

function shown(image: KeptImage, place: Georeference): ShownImage {
  const bounds = boundsOf(place, image);
  return { id: image.id, bounds, maxZoom: deepestZoom(place, (bounds[1] + bounds[3]) / 2) };
}

const rowOf = ({ n, geometry, properties }: DetectionFeature): Feature => ({
  n,
  geometry,
  properties: { ...properties },
  answer: null,
  status: 'ok',
  level: null,
});

/** Sums up what is there so far, so that the map can draw it; the layer goes on being filled. */
async function showSoFar(layer: string, client: Queryable): Promise<void> {
  await finishLayer(layer, detectionColumns(), client);
  await client.query(`update layer set state = 'filling' where id = $1`, [layer]);
}

/**
 * Looks for objects in an image, window by window, into its layer, which can be seen from the first window on; goes on
 * after the last committed window.
 */
export async function fillWithDetections(
  context: JobContext<DetectInput, Checkpoint>,
): Promise<Record<string, unknown>> {
  const { input, signal, checkpoint } = context;
  const { layer, minScore, area, window, date } = input;
  context.progress({ done: checkpoint?.done ?? 0 });
  const { image, raster, place } = await openImage(await imageFor(input, checkpoint?.image));
  let detector: Detector | undefined;
  try {
    const looked = { image: raster, place, area, window };
    const opened = await openDetectorFor(input.model, taskWindows(looked).length - (checkpoint?.done ?? 0));
    detector = opened.detector;
    const source = {
      image: shown(image, place),
      place: place.kind,
      ...(place.crs ? { crs: place.crs } : {}),
    };
    let [total, objects] = [checkpoint?.done ?? 0, 0];
    const task = { ...looked, detector, name: image.name, date, minScore };
    if (!checkpoint)
      await context.commit(
        async (client) => {
          await addSource(layer, source, client);
        },
        { done: 0, image: image.id },
        { done: 0, counts: { objects: 0 } },
      );
    const before = checkpoint ? await savedWindows(layer) : [];
    for await (const piece of detectInImage(task, { before, signal })) {
      ({ total, objects } = piece);
      await context.commit(
        async (client) => {
          await client.query('delete from feature where layer_id = $1 and n = any($2)', [layer, piece.gone]);
          await appendFeatures(
            layer,
            piece.features.map(rowOf).sort((a, b) => a.n - b.n),
            client,
          );
          await saveWindow(layer, piece.done - 1, piece.seen, client);
          if (piece.features.length + piece.gone.length > 0) await showSoFar(layer, client);
        },
        { done: piece.done, image: image.id },
        { done: piece.done, total, counts: { objects } },
      );
    }
    await context.commit(
      async (client) => {
        await finishLayer(layer, detectionColumns(), client);
        await forgetWindows(layer, client);
      },
      { done: total, image: image.id },
      { done: total, total, counts: { objects } },
    );
    return { layer, image: image.id, model: detector.name, device: opened.device, windows: total, objects };
  } finally {
    await raster.close();
    await detector?.close();
  }
}
