import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { config } from '@/lib/config';
import { isPointsFileName, readPointsFile } from '@/lib/imagery/georeference/points-file';
import { tileOfName } from '@/lib/imagery/georeference/tile-name';
import { isWorldFileName } from '@/lib/imagery/georeference/world-file';
import { georeferenceOf, type Place } from '@/lib/imagery/place';
import { openRaster } from '@/lib/imagery/raster';
import { openImage } from '@/lib/imagery/store';
import { enqueue } from '@/lib/jobs/store';
import type { Job } from '@/lib/jobs/types';
import { createLayer } from '@/lib/layers/store';
import type { Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import { getUpload, type Upload } from '@/lib/uploads/store';
import type { DetectorCard } from '../mask-rcnn/card';
import { findModelFolder, readCard } from '../model-folders';
import { type AreaOfInterest, readArea } from './area-of-interest';
import { taskWindows } from './detect';
import { detectionColumns } from './features';
import { detectionStyle, type Language } from './style';

export const DETECT = 'detect-image';

/** The model that ships. */
export const USUAL_MODEL = 'person-mask-rcnn';

export interface DetectionRequest {
  /** One of the two: an uploaded image (with its world file or control points), an image that lies on the map. */
  upload?: string;
  image?: string;
  model?: string;
  /** Where the upload lies; as the file, its world file or its name says when absent. */
  place?: Place;
  /** The system of a world file, of control points, or of a GeoTIFF that does not say it. */
  crs?: string;
  minScore?: number;
  /** GeoJSON. */
  aoi?: unknown;
  aoiMode?: AreaOfInterest['mode'];
  /** Side of a window in pixels. */
  window?: number;
  name?: string;
  project?: string;
  /** Of the labels on the map. */
  language?: Language;
}

/** The input of a `detect-image` job. */
export interface DetectInput {
  layer: string;
  model: string;
  upload?: string;
  image?: string;
  place?: Place;
  minScore?: number;
  area?: AreaOfInterest;
  window?: number;
  date: string;
}

/** The image first, then what belongs to it. */
export function imageFirst<T extends { name: string }>(files: readonly T[]): T[] {
  const beside = ({ name }: T) =>
    isWorldFileName(name) || isPointsFileName(name) || ['.prj', '.xml'].includes(extname(name).toLowerCase());
  return [...files].sort((a, b) => Number(beside(a)) - Number(beside(b)));
}

/** Where an upload lies: as asked for, else by its control points, its world file, its tags, or its name; else nowhere. */
async function placeOf(
  files: Upload['files'],
  asked: Place | undefined,
  crs: string | undefined,
): Promise<Place> {
  if (asked) return asked;
  const [image, ...beside] = files;
  const points = beside.find(({ name }) => isPointsFileName(name));
  if (points)
    return { kind: 'control-points', points: readPointsFile(await readFile(points.path, 'utf8'), crs) };
  const world = beside.find(({ name }) => isWorldFileName(name));
  const prj = beside.find(({ name }) => /\.prj$/i.test(name));
  const named = crs ?? (prj ? await readFile(prj.path, 'utf8') : undefined);
  const system = named ? { crs: named } : {};
  if (world) return { kind: 'world-file', world: await readFile(world.path, 'utf8'), ...system };
  const raster = await openRaster(image!.path);
  await raster.close();
  if (raster.place && (raster.place.affine || raster.place.crs || named)) return { kind: 'file', ...system };
  const tile = tileOfName(image!.name);
  return tile ? { kind: 'tile-name', tile } : { kind: 'pixels' };
}

function scoreOf(minScore: number | undefined): number | undefined {
  if (minScore === undefined || (minScore >= 0 && minScore <= 1)) return minScore;
  throw new Problem('bad-request', `"min_score" is a number from 0 to 1, not ${minScore}.`, {
    parameter: 'min_score',
  });
}

interface Looked {
  name: string;
  place?: Place;
}

/** Looks at the image before a job is made of it. @throws Problem for what is wrong */
async function look(request: DetectionRequest, rest: Pick<DetectInput, 'area' | 'window'>): Promise<Looked> {
  if (request.image) {
    const { image, raster, place } = await openImage(request.image);
    await raster.close();
    taskWindows({ image: raster, place, ...rest });
    return { name: image.name };
  }
  const files = imageFirst((await getUpload(request.upload!)).files);
  const place = await placeOf(files, request.place, request.crs);
  const raster = await openRaster(files[0]!.path);
  await raster.close();
  taskWindows({ image: raster, place: georeferenceOf(place, raster), ...rest });
  return { name: files[0]!.name, place };
}

/**
 * Makes the layer, empty, and the job that fills it, both or neither.
 * @throws Problem not-found, bad-request, unreadable, too-large
 */
export async function startDetection(request: DetectionRequest): Promise<{ job: Job; layer: Layer }> {
  const { upload, image, aoi, window, language = 'en' } = request;
  if ((upload === undefined) === (image === undefined))
    throw new Problem('bad-request', 'Say what to look at: an "upload" or an "image", one of them.');
  const asked = basename(request.model ?? USUAL_MODEL);
  const card = (await readCard<DetectorCard>(await findModelFolder(asked, config.DATA_DIR, 'detection')))!;
  const minScore = scoreOf(request.minScore);
  const rest = {
    ...(aoi === undefined ? {} : { area: readArea(aoi, request.aoiMode) }),
    ...(window === undefined ? {} : { window }),
  };
  const looked = await look(request, rest);
  const input: Omit<DetectInput, 'layer'> = {
    model: card.name,
    ...(upload ? { upload, place: looked.place! } : { image: image! }),
    ...(minScore === undefined ? {} : { minScore }),
    ...rest,
    date: new Date().toISOString(),
  };
  let layer: Layer | undefined;
  const job = await enqueue(DETECT, { ...input }, async (job, client) => {
    layer = await createLayer(
      {
        name: request.name?.trim() || `${looked.name}, ${card.name}`,
        kind: 'detection',
        columns: detectionColumns(),
        source: { job: job.id, file: looked.name, model: card.name, classes: card.classes, date: input.date },
        style: detectionStyle(language),
        ...(request.project ? { project: request.project } : {}),
      },
      client,
    );
    return { layer: layer.id };
  });
  return { job, layer: layer! };
}
