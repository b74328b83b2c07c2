import type { Geometry } from 'geojson';
import type { Style } from './style/schema';

export type ColumnType = 'text' | 'integer' | 'number';

/** One attribute. Ours (the answer's) have the `key` they carry in `Feature.answer`; the user's have none. */
export interface Column {
  name: string;
  type: ColumnType;
  key?: string;
  /** What the user's value is called in `Feature.properties`, where the column has been renamed since. */
  field?: string;
  /** Not shown in the table. */
  hidden?: boolean;
  /** Added by a person after the layer was made; it may be removed again. */
  added?: boolean;
}

export type LayerKind = 'geocoded' | 'file' | 'detection';

/** What a cell of ours may hold. */
export type AnswerValue = string | number | null;

export interface Counts {
  rows: number;
  status: Record<string, number>;
  level: Record<string, number>;
  /** Features with a place by the dimension of their geometry. */
  geometry: { point: number; line: number; polygon: number };
  /** Positions of all geometries. */
  vertices: number;
}

export interface Layer {
  id: string;
  /** Id of the project it belongs to. */
  project: string;
  name: string;
  kind: LayerKind;
  columns: Column[];
  style: Style;
  counts: Counts;
  /** west, south, east, north in degrees; null while nothing has a place. */
  extent: [number, number, number, number] | null;
  /** Where it came from: file, job, editions of the gazetteer. */
  source: Record<string, unknown>;
  visible: boolean;
  position: number;
  state: 'filling' | 'ready';
  /** Rises whenever features change. */
  revision: number;
  /** It can be served as tiles; not so a layer from before there were any, until it has been prepared. */
  tiled: boolean;
  created_at: string;
}

export interface Feature {
  /** Row of the input, from 1. */
  n: number;
  /** Longitude, latitude (and height where known), in degrees; null: not found. */
  geometry: Geometry | null;
  /** The user's values, by column name. */
  properties: Record<string, unknown>;
  /** Ours, by column key, without nulls. */
  answer: Record<string, AnswerValue> | null;
  status: string;
  level: string | null;
}

/** A feature as a table shows it: where it is, without its shape. */
export interface Row extends Omit<Feature, 'geometry'> {
  /** A point of the feature, inside where it is a polygon; null: no place. */
  lon: number | null;
  lat: number | null;
  /** Absent for points. */
  extent?: [west: number, south: number, east: number, north: number];
}
