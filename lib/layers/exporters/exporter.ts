import type { Filter } from '../filter';
import type { Layer } from '../types';

export interface ExportOptions {
  /** Names of the columns wanted, in the layer's order; all when absent. */
  properties?: string[];
  /** Coordinate system of the file, as lib/crs takes it; WGS 84 longitude, latitude when absent. */
  crs?: string;
  /** Which rows; all when absent. */
  filter?: Filter;
  /** Called with the features written so far. */
  onProgress?: (features: number) => void;
  /** Called with a sentence for each thing that the format could not hold as it was. */
  onNote?: (sentence: string) => void;
  /** Ends the work with its reason when it aborts. */
  signal?: AbortSignal;
}

/** One download format: a file of its own beside this one, and a line in all.ts. */
export interface Exporter {
  /** In addresses and on the command line. */
  name: string;
  /** As people call it. */
  title: string;
  /** Ending of the file's name. */
  ending: string;
  mediaType: string;
  /** It says in which coordinate system it is; else its standard allows WGS 84 only. */
  anyCrs: boolean;
  /** Its first byte depends on the last feature: made in a temporary file, nothing comes before the end. */
  whole: boolean;
  /** Most features that fit. */
  maxRows?: number;
  /** The features in pieces, read in pages: constant memory. */
  write(layer: Layer, options: ExportOptions): AsyncIterable<string | Uint8Array>;
}
