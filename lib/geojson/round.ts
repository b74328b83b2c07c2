import type { Position } from 'geojson';

/** Decimals written: 7 of a degree are about 1 cm. RFC 7946, section 11.2, asks for no false precision. */
export const DECIMALS = 7;
const SCALE = 10 ** DECIMALS;

export function roundDegree(value: number): number {
  const rounded = Math.round(value * SCALE) / SCALE;
  return rounded === 0 ? 0 : rounded; // never -0
}

/** A position with at most 7 decimals for longitude and latitude and 3 (millimetres) for the height. */
export function round(position: Position): Position {
  const rounded = [roundDegree(position[0]!), roundDegree(position[1]!)];
  if (position.length > 2) rounded.push(Math.round(position[2]! * 1000) / 1000);
  return rounded;
}
