import { cornerGeoreference } from '@/lib/imagery/georeference/corners';
import type { Corners, Georeference } from '@/lib/imagery/georeference/georeference';
import { fromWorld, toWorld } from '@/lib/imagery/georeference/mercator';
import type { Picture, Window } from '@/lib/imagery/picture';
import { Problem } from '@/lib/problems';
import type { ClassifierCard } from '../classifiers/card';
import { findSource, getDataset } from '../datasets/get';
import { loadDataset } from '../datasets/load';
import type { PixelSource } from './classify';
import { mosaic } from './mosaic';

/** Random test images of a data set, laid on the map. */
export interface SampleRequest {
  dataset: string;
  /** The same seed gives the same images. */
  seed: number;
  /** Longitude, latitude of the middle, and the side of the square in metres. */
  at: readonly [lng: number, lat: number];
  side: number;
}

/** Over Seoul, as wide as the city's middle. */
export const SAMPLE_PLACE = { at: [126.978, 37.5665] as const, side: 12_000 };

export interface Sample {
  picture: Picture;
  place: Georeference;
  corners: Corners;
  chips: Window[];
  truth: number[];
}

const EQUATOR_METRES = 40_075_016.686;

/** The corners of a square on the map round a place. @param side in metres on the ground */
export function squareCorners([lng, lat]: readonly [number, number], side: number): Corners {
  const [x, y] = toWorld(lng, lat);
  const half = side / 2 / (EQUATOR_METRES * Math.cos((lat * Math.PI) / 180));
  return [
    fromWorld(x - half, y - half),
    fromWorld(x + half, y - half),
    fromWorld(x + half, y + half),
    fromWorld(x - half, y + half),
  ];
}

/**
 * Makes the figure: 6 x 6 random test images, none twice. The data set is fetched when it is not there yet.
 * @param dataDir DATA_DIR
 */
export async function makeSample(
  { dataset, seed, at, side }: SampleRequest,
  dataDir: string,
): Promise<Sample> {
  const { test } = await loadDataset(await getDataset(dataset, dataDir));
  const { picture, chips, truth } = mosaic(test, seed);
  const corners = squareCorners(at, side);
  const place = cornerGeoreference(corners, picture.width, picture.height);
  return { picture, place, corners, chips, truth };
}

/** @throws Problem bad-request when a classifier does not know the classes of a data set */
export function checkKnows(card: ClassifierCard, dataset: string): void {
  const { classes, title } = findSource(dataset);
  if (classes.join() !== card.classes.join())
    throw new Problem(
      'bad-request',
      `The model ${card.name} was not made for ${title}: its classes are ${card.classes.join(', ')}.`,
    );
}

/** The classifier that is taken for a data set when none is named. */
export const usualModel = (dataset: string) => (dataset === 'mnist' ? 'mnist-mlp' : 'fashion-dnn');

/** Windows of a picture that is in memory. */
export const inMemory = ({ width, data, alpha }: Picture): PixelSource => ({
  async read(window) {
    const cut = (from: Uint8Array, samples: number) => {
      const part = new Uint8Array(samples * window.width * window.height);
      for (let row = 0; row < window.height; row++) {
        const start = samples * ((window.y + row) * width + window.x);
        part.set(from.subarray(start, start + samples * window.width), samples * row * window.width);
      }
      return part;
    };
    const { width: w, height: h } = window;
    return { width: w, height: h, data: cut(data, 3), ...(alpha ? { alpha: cut(alpha, 1) } : {}) };
  },
});
