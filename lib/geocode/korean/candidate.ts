import type { KoreanReading } from '@/lib/address/types';
import type { Area } from '@/lib/gazetteer/areas';
import type { AddressRow, Road } from '@/lib/gazetteer/lookup';
import { metres } from '../distance';
import type { Change, Level, PointKind } from '../types';
import type { Scope } from './scope';

/** entrance: at the door, for going there; centroid: the middle of the building, for counting. */
export type PreferredPoint = 'entrance' | 'centroid';

/** One reading of one row on its way through the passes. */
export interface Attempt {
  row: number; // index in the batch
  order: number; // rank of the reading in the grammar's list
  reading: KoreanReading;
  scope: Scope;
  /** What the scope and the reading assumed: every candidate of the attempt carries it. */
  changes: readonly Change[];
  /** Which point of a building is wanted where both are known. */
  prefer: PreferredPoint;
}

/** A place in the gazetteer that may be what an attempt means. */
export interface Candidate {
  attempt: Attempt;
  level: Level;
  score: number;
  lon: number;
  lat: number;
  point: PointKind;
  uncertainty_m: number;
  area?: Area;
  road?: Road;
  /** Key of the matched road address, and of the matched parcel. */
  addressKey?: number;
  parcelKey?: number;
  address?: AddressRow;
  postcode?: string | null;
  name?: string;
  changes: readonly Change[];
}

/** Two candidates this near are one place (two entrances, two buildings of one number). */
export const SAME_PLACE_M = 150;
/** A second candidate this close in score makes the answer ambiguous. */
const CLOSE_SCORE = 0.04;

/** The best candidates, those at the same place merged: one is an answer, several are a question. */
export function contenders(candidates: readonly Candidate[]): Candidate[] {
  const sorted = [...candidates].sort((a, b) => b.score - a.score);
  const best = sorted[0];
  if (!best) return [];
  const kept: Candidate[] = [];
  for (const candidate of sorted) {
    if (candidate.score < best.score - CLOSE_SCORE) break;
    if (kept.some((other) => metres(other, candidate) < SAME_PLACE_M)) continue;
    kept.push(candidate);
  }
  return kept;
}
