import type { Layer } from './types';

/** An image that the map shows under the features of a layer: `source.image`. */
export interface ShownImage {
  id: string;
  /** West, south, east, north of the image in degrees. */
  bounds: [west: number, south: number, east: number, north: number];
  /** Tiles deeper than this show no more of it. */
  maxZoom: number;
}

export const shownImage = ({ source }: Pick<Layer, 'source'>): ShownImage | undefined =>
  source.image as ShownImage | undefined;
