import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { writeFeatureCollection } from '@/lib/geojson/write';
import type { ControlPoint } from '@/lib/imagery/georeference/control-points';
import { locate, type PlaceOptions } from '@/lib/imagery/georeference/locate';
import { pointsFileNames, readPointsFile } from '@/lib/imagery/georeference/points-file';
import { tileOfName } from '@/lib/imagery/georeference/tile-name';
import { worldFileNames } from '@/lib/imagery/georeference/world-file';
import { openRaster } from '@/lib/imagery/raster';
import { readCorners } from '@/lib/vision/classify-image/options';
import { readArea } from '@/lib/vision/detect-image/area-of-interest';
import { detectInImage, taskWindows } from '@/lib/vision/detect-image/detect';
import type { DetectionFeature } from '@/lib/vision/detect-image/features';
import { openDetectorFor } from '@/lib/vision/detect-image/open';
import { USUAL_MODEL } from '@/lib/vision/detect-image/start';
import { type Command, parseWords, UsageError } from './command';
import { writeWhole } from './output';

const OPTIONS = {
  model: { type: 'string' },
  'min-score': { type: 'string' },
  aoi: { type: 'string' },
  'aoi-mode': { type: 'string' },
  corners: { type: 'string' },
  crs: { type: 'string' },
  tile: { type: 'string' },
  tms: { type: 'boolean' },
  gcp: { type: 'string', multiple: true },
  window: { type: 'string' },
  out: { type: 'string' },
} as const;

type Values = ReturnType<typeof parseWords<typeof OPTIONS>>['values'];

/** What lies beside an image and says where it belongs: control points, else a world file with its .prj. */
async function filesBeside(
  path: string,
  named?: string,
): Promise<Pick<PlaceOptions, 'points' | 'world' | 'crs'>> {
  const beside = (name: string) => readFile(join(dirname(path), name), 'utf8').catch(() => undefined);
  const lists = await Promise.all(pointsFileNames(basename(path)).map(beside));
  const list = lists.find((text) => text !== undefined);
  if (list !== undefined) return { points: readPointsFile(list, named) };
  const names = worldFileNames(basename(path));
  const worlds = await Promise.all(names.flatMap((name) => [name, name.toUpperCase()]).map(beside));
  const world = worlds.find((text) => text !== undefined);
  if (world === undefined) return {};
  const crs = await beside(basename(path).replace(/\.[^.]*$/, '.prj'));
  return { world, ...(crs ? { crs } : {}) };
}

function pointOf(text: string): ControlPoint {
  const [x, y, lng, lat, ...more] = text.split(',').map(Number);
  if (![x, y, lng, lat].every(Number.isFinite) || more.length > 0)
    throw new UsageError(`--gcp is x,y,longitude,latitude of a pixel; got "${text}".`);
  return { pixel: [x!, y!], lngLat: [lng!, lat!] };
}

async function placeOptions(values: Values, path: string): Promise<PlaceOptions> {
  const tile = values.tile === undefined ? undefined : tileOfName(values.tile);
  if (values.tile !== undefined && !tile)
    throw new UsageError(`--tile is z/x/y, as 15/27941/12689; got "${values.tile}".`);
  return {
    ...(await filesBeside(path, values.crs)),
    ...(values.crs ? { crs: values.crs } : {}),
    ...(values.corners ? { corners: readCorners(values.corners) } : {}),
    ...(values.gcp ? { points: values.gcp.map(pointOf) } : {}),
    ...(tile ? { tile } : {}),
    ...(values.tms ? { scheme: 'tms' } : {}),
  };
}

function numberOf(values: Values, name: 'min-score' | 'window', most: number): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= most) return value;
  throw new UsageError(`--${name} must be a number from 0 to ${most}, got "${text}".`);
}

async function areaOf(values: Values) {
  const mode = values['aoi-mode'] ?? 'keep';
  if (mode !== 'keep' && mode !== 'drop') throw new UsageError(`--aoi-mode is keep or drop, got "${mode}".`);
  if (!values.aoi) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(await readFile(values.aoi, 'utf8'));
  } catch (error) {
    throw new UsageError(`--aoi ${values.aoi} cannot be read as GeoJSON: ${(error as Error).message}.`);
  }
  return readArea(json, mode);
}

export const detect: Command = {
  usage:
    'detect IMAGE [--model NAME] [--min-score 0..1] [--aoi AREA.geojson [--aoi-mode keep|drop]] [--corners LNG,LAT,... | --tile Z/X/Y [--tms] | --gcp X,Y,LNG,LAT ...] [--crs EPSG:N] [--window PIXELS] [--out F.geojson]',
  about: 'Finds objects (persons) in an image of any size: their outlines as GeoJSON',
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    const [path] = positionals;
    if (positionals.length !== 1) throw new UsageError(`Usage: jari ${this.usage}`);
    const [minScore, window] = [numberOf(values, 'min-score', 1), numberOf(values, 'window', 8192)];
    const area = await areaOf(values);
    const raster = await openRaster(path!);
    try {
      const place = locate(raster, path!, await placeOptions(values, path!));
      const looked = { image: raster, place, area, window };
      const windowCount = taskWindows(looked).length;
      const { detector, device } = await openDetectorFor(values.model ?? USUAL_MODEL, windowCount);
      const begun = performance.now();
      const found = new Map<number, DetectionFeature>();
      const task = { ...looked, detector, name: basename(path!), date: new Date().toISOString(), minScore };
      let windows = 0;
      try {
        for await (const piece of detectInImage(task)) {
          for (const n of piece.gone) found.delete(n);
          for (const feature of piece.features) found.set(feature.n, feature);
          windows = piece.total;
          if (process.stderr.isTTY)
            process.stderr.write(`\r${piece.done} / ${piece.total}, ${found.size} found `);
        }
      } finally {
        await detector.close();
      }
      const features = [...found.values()].map(
        ({ n, ...feature }) => ({ type: 'Feature', id: n, ...feature }) as const,
      );
      const members = place.kind === 'pixels' ? { members: { place: NO_PLACE } } : {};
      await writeWhole(Readable.from(writeFeatureCollection(features as never, members)), values.out);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      process.stderr.write(
        `${detector.name} on ${device}: ${found.size} found in ${windows} windows of ${raster.width} x ${raster.height} pixels, ${seconds} s; placed by ${place.kind}\n`,
      );
      if (place.kind === 'pixels') process.stderr.write(`${NO_PLACE}\n`);
      return 0;
    } finally {
      await raster.close();
    }
  },
};

const NO_PLACE =
  'The image does not say where it lies: positions are its pixels, x right and y up from its top left corner, 0.00001 degree each, and nothing of the Earth; "box" has the pixels.';
