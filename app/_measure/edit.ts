import type { Measurement } from '../_lib/types';

/** What a hand does to a measurement; each gives a new one. */

type Corner = [lon: number, lat: number];

export const started = (first?: Corner): Measurement => ({
  kind: 'distance',
  points: first ? [first] : [],
  done: false,
});

export function withCorner(measurement: Measurement, corner: Corner): Measurement {
  if (measurement.done) return measurement;
  const last = measurement.points.at(-1);
  if (last && last[0] === corner[0] && last[1] === corner[1]) return measurement;
  return { ...measurement, points: [...measurement.points, corner] };
}

/** Without its last corner; a finished one is opened again by that. */
export const withoutLast = (measurement: Measurement): Measurement => ({
  ...measurement,
  points: measurement.points.slice(0, -1),
  done: false,
});

/** Finished, where there is something to measure. */
export function finished(measurement: Measurement): Measurement {
  const least = measurement.kind === 'area' ? 3 : 2;
  return measurement.points.length < least ? measurement : { ...measurement, done: true };
}
