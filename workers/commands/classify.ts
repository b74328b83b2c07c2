import { Readable } from 'node:stream';
import { config } from '@/lib/config';
import { writeFeatureCollection } from '@/lib/geojson/write';
import { cornerGeoreference } from '@/lib/imagery/georeference/corners';
import type { Georeference } from '@/lib/imagery/georeference/georeference';
import { tileGeoreference, tileOfName } from '@/lib/imagery/georeference/tile-name';
import { openRaster, type Raster } from '@/lib/imagery/raster';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { type Classifier, openClassifier } from '@/lib/vision/classifiers/classifier';
import { grid } from '@/lib/vision/classify-image/chips';
import { type ChipTask, chipFeatures } from '@/lib/vision/classify-image/features';
import { readCorners } from '@/lib/vision/classify-image/options';
import {
  checkKnows,
  inMemory,
  makeSample,
  SAMPLE_PLACE,
  usualModel,
} from '@/lib/vision/classify-image/sample';
import { type Command, parseWords, UsageError } from './command';
import { writeWhole } from './output';

const OPTIONS = {
  model: { type: 'string' },
  grid: { type: 'string' },
  stride: { type: 'string' },
  corners: { type: 'string' },
  tile: { type: 'string' },
  invert: { type: 'boolean' },
  sample: { type: 'string' },
  seed: { type: 'string' },
  at: { type: 'string' },
  side: { type: 'string' },
  out: { type: 'string' },
} as const;

type Values = ReturnType<typeof parseWords<typeof OPTIONS>>['values'];

function number(name: string, text: string, from: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= from))
    throw new UsageError(`--${name} must be a number from ${from}, got "${text}".`);
  return value;
}

function placeOf({ corners, tile }: Values, path: string, raster: Raster): Georeference {
  const { width, height } = raster;
  if (corners) return cornerGeoreference(readCorners(corners), width, height);
  const name = tileOfName(tile ?? path);
  if (name) return tileGeoreference(name, width, height);
  if (!tile && raster.georeference) return raster.georeference;
  throw new UsageError(
    tile
      ? `--tile is z/x/y, as 15/27941/12689; got "${tile}".`
      : `${path} does not say where it lies: give its --corners, or its --tile as z/x/y.`,
  );
}

async function sampleTask(values: Values, classifier: Classifier): Promise<ChipTask> {
  const dataset = values.sample!;
  checkKnows(classifier.card, dataset);
  const [lng, lat, ...rest] = values.at?.split(',').map(Number) ?? SAMPLE_PLACE.at;
  if (!Number.isFinite(lng) || !Number.isFinite(lat) || rest.length > 0)
    throw new UsageError(`--at is a longitude and a latitude: 126.978,37.5665; got "${values.at}".`);
  const seed = number('seed', values.seed ?? '1', 0);
  const side = number('side', values.side ?? String(SAMPLE_PLACE.side), 1);
  const sample = await makeSample({ dataset, seed, at: [lng!, lat!], side }, config.DATA_DIR);
  return { ...sample, image: inMemory(sample.picture), classifier };
}

async function imageTask(values: Values, path: string, classifier: Classifier): Promise<ChipTask> {
  const raster = await openRaster(path);
  const size = number('grid', values.grid ?? String(classifier.card.input.width), 1);
  const stride = number('stride', values.stride ?? String(size), 1);
  const chips = grid(raster.width, raster.height, size, stride);
  return {
    image: raster,
    place: placeOf(values, path, raster),
    chips,
    classifier,
    invert: values.invert ?? false,
  };
}

export const classify: Command = {
  usage:
    'classify IMAGE --model NAME [--grid N] [--stride N] [--corners LNG,LAT,... | --tile Z/X/Y] [--invert] [--out PATH] | --sample DATASET [--seed N] [--at LNG,LAT] [--side METRES]',
  about: 'Names what each part of an image shows, as GeoJSON; or 36 random test images of a data set',
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    const [path] = positionals;
    const model = values.model ?? (values.sample ? usualModel(values.sample) : undefined);
    if (positionals.length !== (values.sample ? 0 : 1) || !model)
      throw new UsageError(`Usage: jari ${this.usage}`);
    const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice);
    const classifier = await openClassifier(model, { dataDir: config.DATA_DIR, runtime });
    try {
      const task = values.sample
        ? await sampleTask(values, classifier)
        : await imageTask(values, path!, classifier);
      const said = new Map<string, number>();
      let right = 0;
      const features = async function* () {
        for await (const piece of chipFeatures(task))
          for (const { n, ...feature } of piece.features) {
            said.set(feature.properties.label, (said.get(feature.properties.label) ?? 0) + 1);
            if (feature.properties.correct) right++;
            yield { type: 'Feature', id: n, ...feature } as const;
          }
      };
      await writeWhole(Readable.from(writeFeatureCollection(features() as never)), values.out);
      const total = [...said.values()].reduce((a, b) => a + b, 0);
      const counts = [...said].sort((a, b) => b[1] - a[1]).map(([label, count]) => `${label} ${count}`);
      const known = task.truth ? `, ${right} right` : '';
      process.stderr.write(`${classifier.card.name}: ${total} chips${known} (${counts.join(', ')})\n`);
      return 0;
    } finally {
      await classifier.close();
    }
  },
};
