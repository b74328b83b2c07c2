import type { Style } from './style';

export type ColumnType = 'text' | 'integer' | 'number';

/** One attribute. Ours (the answer's) have the `key` they carry in `Feature.answer`; the user's have none. */
export interface Column {
  name: string;
  type: ColumnType;
  key?: string;
}

export type LayerKind = 'geocoded' | 'file' | 'detection';

/** What a cell of ours may hold. */
export type AnswerValue = string | number | null;

export interface Counts {
  rows: number;
  status: Record<string, number>;
  level: Record<string, number>;
}

export interface Layer {
  id: string;
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
  created_at: string;
}

export interface Feature {
  /** Row of the input, from 1. */
  n: number;
  /** Degrees; null: not found. */
  lon: number | null;
  lat: number | null;
  /** The user's values, by column name. */
  properties: Record<string, unknown>;
  /** Ours, by column key, without nulls. */
  answer: Record<string, AnswerValue> | null;
  status: string;
  level: string | null;
}
