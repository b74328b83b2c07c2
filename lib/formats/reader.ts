import type { Readable } from 'node:stream';
import type { Geometry } from 'geojson';
import type { Findings } from '@/lib/geojson/findings';

/** One file of an upload, by itself or inside a ZIP. */
export interface Member {
  /** File name without folders. */
  name: string;
  /** For people: container and inner path. */
  path: string;
  bytes: number;
  /** Its bytes from the beginning; may be called again. */
  open(): Promise<Readable>;
}

/** A feature in the coordinates of its file: x (easting or longitude) first. */
export interface FileFeature {
  geometry: Geometry | null;
  properties: Record<string, unknown>;
  /** Why the geometry cannot be read, where it cannot. */
  fault?: string;
}

/** Something wrong with a file that does not keep it from being read. */
export interface Fault {
  /** Where: `features[3].geometry`, `row 12`, a name of a file; '' is the whole. */
  path: string;
  /** Short code; those of GeoJSON are lib/geojson's. */
  rule: string;
  severity: 'error' | 'warning';
  message: string;
  /** Whether an import that is asked to repair mends it. */
  repairable: boolean;
}

export interface OpenOptions {
  /** Which of `layers`; the first when absent. */
  layer?: string;
  /** The system that a person has decided on: what the file says of it is then let be. */
  crs?: string;
  /** Encoding of the attributes, where the format leaves it open (Shapefile). */
  encoding?: string;
  signal?: AbortSignal;
}

export interface ReadFrom {
  /** First feature wanted, from 1; those before are passed over. */
  fromRow?: number;
  signal?: AbortSignal;
  /** Looks for faults of the format too, which takes longer, and collects them here. */
  findings?: Findings;
}

/** What a reader knows of a file when it has opened it. */
export interface Opened {
  /** The system of coordinates that the file says, or else its format: as lib/crs takes it. */
  crs?: string;
  crsBy?: 'file' | 'format';
  /** Names of the attributes where the file has a list of them; else they are found in the features. */
  columns?: string[];
  /** Features, where the file says it. */
  count?: number;
  /** west, south, east, north in the coordinates of the file, where the file says it. */
  extent?: Extent;
  /** Encoding the attributes are read in. */
  encoding?: string;
  faults: Fault[];
  /** `read` tells every fault of a feature in its `findings`: nobody else needs to look. */
  judges?: true;
  /** Share of the file that the last `read` has gone through, 0-1. */
  share(): number;
  /**
   * The features in order, in pieces; memory does not grow with the file.
   * @throws Problem unreadable where the file is cut off or damaged, saying where
   */
  read(from?: ReadFrom): AsyncIterable<FileFeature[]>;
}

export type Extent = [west: number, south: number, east: number, north: number];

export interface Reader {
  /** `geojson`, `shapefile`, ... */
  name: string;
  /** Name for people. */
  title: string;
  /** Endings of file names, with the dot. */
  endings: readonly string[];
  /** Whether a file is of the format. @param head its first bytes, up to 64 kB */
  recognises(head: Buffer, name: string): boolean;
  /**
   * @param main the file that was recognised
   * @param all every file that came with it: parts of a set lie beside each other
   * @throws Problem unreadable, too-large
   */
  open(main: Member, all: readonly Member[], options: OpenOptions): Promise<Opened>;
}

/** Features a piece of `Opened.read` has at most. */
export const PIECE = 1000;
