import type { Geometry, Position } from 'geojson';
import { transformer } from '@/lib/crs/transform';
import type { Filter } from '@/lib/layers/filter';
import type { Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import { CRS84, type System, systemOf } from './systems';

/** Features of an answer when none are asked for, and at most: more are cut to it (Core, 7.15.2). */
export const LIMIT = { default: 100, maximum: 10_000 };

/** Parameters with a meaning of their own; a column of such a name cannot be filtered by. */
export const RESERVED = ['f', 'limit', 'bbox', 'bbox-crs', 'datetime', 'crs', 'after'] as const;

export interface ItemsQuery {
  limit: number;
  /** Row number of the last feature of the page before. */
  after: number;
  crs: System;
  area?: Geometry;
  filter?: Filter;
}

const wrong = (parameter: string, why: string) =>
  new Problem('bad-request', `The parameter "${parameter}" ${why}.`, { parameter });

function wholeNumber(text: string | null, parameter: string, least: number, fallback: number): number {
  if (text === null) return fallback;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least)) throw wrong(parameter, `is not a whole number from ${least}`);
  return value;
}

/** Points between the corners of a box: its edges may be curves in degrees. */
const STEPS = 20;

type Corners = [west: number, south: number, east: number, north: number];

function rectangle([west, south, east, north]: Corners, steps: number): Position[] {
  const corners: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return corners.slice(1).reduce<Position[]>(
    (ring, to, i) => {
      const from = corners[i] as [number, number];
      for (let step = 1; step <= steps; step++) {
        const share = step / steps;
        ring.push([from[0] + (to[0]! - from[0]) * share, from[1] + (to[1]! - from[1]) * share]);
      }
      return ring;
    },
    [corners[0]!],
  );
}

/** The area of `bbox` in degrees; across the antimeridian where west is greater than east. */
function areaOf(text: string, system: System): Geometry {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (![4, 6].includes(numbers.length) || numbers.some((value) => !Number.isFinite(value))) {
    throw wrong('bbox', 'is not four (or, with heights, six) numbers with commas between');
  }
  const flat = numbers.length === 4 ? numbers : [numbers[0]!, numbers[1]!, numbers[3]!, numbers[4]!];
  const [west, south, east, north] = (
    system.northFirst ? [flat[1], flat[0], flat[3], flat[2]] : flat
  ) as Corners;
  if (south > north) throw wrong('bbox', 'has its lower edge above its upper one');
  if (!system.geographic && west > east) throw wrong('bbox', 'has its left edge right of its right one');
  if (
    system.geographic &&
    (south < -90 || north > 90 || west < -180 || east > 180 || west > 180 || east < -180)
  ) {
    throw wrong('bbox', 'goes beyond 180 degrees of longitude or 90 of latitude');
  }
  const plain = system.code === 'EPSG:4326';
  const transform = transformer(system.code);
  const ring = (corners: Corners) => rectangle(corners, plain ? 1 : STEPS).map(([x, y]) => transform(x!, y!));
  if (west <= east) return { type: 'Polygon', coordinates: [ring([west, south, east, north])] };
  return {
    type: 'MultiPolygon',
    coordinates: [[ring([west, south, 180, north])], [ring([-180, south, east, north])]],
  };
}

const INSTANT = String.raw`\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?`;
const DATETIME = new RegExp(`^(?:${INSTANT}|(?:${INSTANT}|\\.\\.)?/(?:${INSTANT}|\\.\\.)?)$`, 'i');

/** Layers have no times, so a right `datetime` leaves out nothing (Core, 7.15.4); a wrong one is an error. */
function checkDatetime(text: string): void {
  const known = DATETIME.test(text) && !/^(?:\.\.)?\/(?:\.\.)?$/.test(text);
  const instants = text.split('/').filter((part) => part !== '' && part !== '..');
  const times = instants.map((part) => Date.parse(part));
  if (!known || times.some(Number.isNaN) || (times.length === 2 && times[0]! > times[1]!)) {
    throw wrong('datetime', 'is no date and time of RFC 3339 and no interval of two with a slash between');
  }
}

/** Parameters that are none of these and name no column are errors (Core, 7.5). */
export function checkNames(search: URLSearchParams, known: readonly string[]): void {
  for (const name of search.keys()) {
    if (!known.includes(name)) throw wrong(name, `is not known here; known are: ${known.join(', ')}`);
    if (search.getAll(name).length > 1) throw wrong(name, 'is given more than once');
  }
}

/** Columns that a request can filter by. */
export const queryables = (layer: Pick<Layer, 'columns'>) =>
  layer.columns.filter(({ name }) => !(RESERVED as readonly string[]).includes(name));

/** The parameters of `items`. @throws Problem bad-request naming the parameter */
export function readItemsQuery(layer: Layer, search: URLSearchParams): ItemsQuery {
  const columns = queryables(layer);
  checkNames(search, [...RESERVED, ...columns.map(({ name }) => name)]);
  const conditions = columns
    .filter(({ name }) => search.has(name))
    .map(({ name }) => {
      const value = search.get(name)!;
      return value === ''
        ? { column: name, is: 'empty' as const }
        : { column: name, is: 'equals' as const, value };
    });
  const datetime = search.get('datetime');
  if (datetime !== null) checkDatetime(datetime);
  const bbox = search.get('bbox');
  const bboxSystem = systemOf(layer, search.get('bbox-crs') ?? CRS84, 'bbox-crs');
  return {
    limit: Math.min(LIMIT.maximum, wholeNumber(search.get('limit'), 'limit', 1, LIMIT.default)),
    after: Math.min(2 ** 31 - 1, wholeNumber(search.get('after'), 'after', 0, 0)),
    crs: systemOf(layer, search.get('crs') ?? CRS84, 'crs'),
    ...(bbox === null ? {} : { area: areaOf(bbox, bboxSystem) }),
    ...(conditions.length > 0 ? { filter: { conditions } } : {}),
  };
}
