import type { Reason } from './reasons';

/** How much of an address an answer stands on, finest first. */
export const LEVELS = [
  'address',
  'parcel',
  'near',
  'road',
  'legal_dong',
  'district',
  'province',
  'place',
] as const;
export type Level = (typeof LEVELS)[number];

/** How a row ended. skipped: the input was empty. */
export const STATUSES = ['ok', 'ambiguous', 'not_found', 'skipped', 'error'] as const;
export type Status = (typeof STATUSES)[number];

/** Where a point comes from. area: the middle of a road, legal dong, district or province. */
export type PointKind = 'entrance' | 'centroid' | 'area';

export interface Change {
  rule: string;
  from: string;
  to?: string; // absent: ignored
}

export interface Match {
  level: Level;
  score: number; // 0-1
  uncertainty_m: number;
  point: PointKind;
  lon: number;
  lat: number;
  address?: string; // standard road address
  parcel?: string; // standard parcel address
  postcode?: string;
  codes?: { road?: string; legal_dong?: string; building?: string };
  name?: string; // building or place
  changes: readonly Change[];
  dataset?: number;
}

export interface Answer {
  status: Status;
  match?: Match; // for ok: the answer; for ambiguous: absent
  candidates?: Match[]; // for ambiguous: best first, at most 5
  reason?: Reason; // for everything but ok
}
