import { LEVELS, type Level, STATUSES, type Status } from '@/lib/geocode/types';
import type { Layer } from './types';

/** The words a layer is counted and filtered by: the level of what was found, the status of what was not. */
export type Outcome = RowLevel | Exclude<Status, 'ok'> | 'found';

/** Levels of rows: those of geocoding, and what a person placed on the map. */
const ROW_LEVELS = [...LEVELS, 'placed'] as const;
type RowLevel = (typeof ROW_LEVELS)[number];

export const AREA_LEVELS: Level[] = ['road', 'legal_dong', 'district', 'province'];

const OUTCOMES: Outcome[] = [...ROW_LEVELS, ...STATUSES.filter((status) => status !== 'ok')] as Outcome[];

export const outcomeOf = (status: string, level: string | null): Outcome =>
  (status === 'ok' ? (level ?? 'found') : status) as Outcome;

/** Tone of the pill beside the word. */
export function toneOf(outcome: Outcome): 'ok' | 'warn' | 'bad' | '' {
  if (['address', 'found', 'parcel', 'place', 'placed'].includes(outcome)) return 'ok';
  if (outcome === 'not_found' || outcome === 'error') return 'bad';
  return outcome === 'skipped' ? '' : 'warn';
}

/** Rows of a layer by outcome, finest first; outcomes without rows are left out. */
export function outcomes({ counts }: Layer): { outcome: Outcome; count: number }[] {
  return OUTCOMES.map((outcome) => ({
    outcome,
    count: counts.level[outcome] ?? counts.status[outcome] ?? 0,
  })).filter(({ count }) => count > 0);
}

/** The filter of the table that shows just these rows. */
export function filterFor(outcome: Outcome): { status?: string; level?: string } {
  return (ROW_LEVELS as readonly string[]).includes(outcome) ? { level: outcome } : { status: outcome };
}

/** Rows of a geocoded layer that a person should put right. */
export function lackingOf({ kind, counts }: Layer): number {
  if (kind !== 'geocoded') return 0;
  const { not_found = 0, ambiguous = 0, error = 0 } = counts.status;
  return AREA_LEVELS.reduce((sum, level) => sum + (counts.level[level] ?? 0), not_found + ambiguous + error);
}
