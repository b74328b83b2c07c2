import type { WesternReading } from '@/lib/address/types';
import { type Area, ancestor } from '@/lib/gazetteer/areas';
import type { LonLat } from '../distance';
import type { Change, Level, PointKind } from '../types';

export interface WesternRow {
  row: number;
  readings: readonly WesternReading[];
}

export interface WesternCandidate extends LonLat {
  row: number;
  level: Level;
  score: number;
  point: PointKind;
  uncertainty_m: number;
  label: string;
  name?: string;
  postcode?: string | null;
  dataset?: number;
  changes: Change[];
}

/** "516 CENTRE CT, ALAMEDA, CA 94502". */
export function westernLabel(street: string, area: Area | undefined, postcode: string | null): string {
  const region = area && ancestor(area, 1)?.name;
  const city = area && area.level > 1 ? area.name : undefined;
  const tail = [region === city ? undefined : region, postcode === city ? undefined : postcode]
    .filter(Boolean)
    .join(' ');
  return [street, city, tail].filter(Boolean).join(', ');
}
