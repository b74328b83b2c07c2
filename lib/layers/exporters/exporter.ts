import type { Layer } from '../types';

export interface ExportOptions {
  /** Names of the columns wanted, in the layer's order; all when absent. */
  properties?: string[];
}

/** One download format: a file of its own beside this one, and a line in all.ts. */
export interface Exporter {
  /** Also the ending of the file. */
  name: string;
  mediaType: string;
  /** The whole layer as texts, streamed in pages: constant memory. */
  write(layer: Layer, options: ExportOptions): AsyncIterable<string>;
}
