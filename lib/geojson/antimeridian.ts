import type { Position } from 'geojson';
import { closed, insideRing, samePosition, signedArea } from './rings';

/**
 * Cutting at the antimeridian (RFC 7946, section 3.1.9). Two neighbouring positions more than 180 degrees
 * (and less than 360) of longitude apart are read as a line across the antimeridian, the short way.
 */

function jumps(a: Position, b: Position): boolean {
  const distance = Math.abs(b[0]! - a[0]!);
  return distance > 180 && distance < 360;
}

/** Whether a line or ring runs across the antimeridian, or beyond 180 degrees. */
export function crossesAntimeridian(line: readonly Position[]): boolean {
  for (let i = 0; i < line.length; i++) {
    const position = line[i]!;
    if (position[0]! > 180 || position[0]! < -180) return true;
    if (i > 0 && jumps(line[i - 1]!, position)) return true;
  }
  return false;
}

/** The longitude as -180 to 180. */
export function wrapLongitude(longitude: number): number {
  if (longitude >= -180 && longitude <= 180) return longitude;
  return longitude - 360 * Math.floor((longitude + 180) / 360);
}

const shift = (line: Position[], degrees: number): Position[] =>
  degrees === 0 ? line : line.map(([x, ...rest]) => [x! + degrees, ...rest]);

/** Longitudes made continuous, so that they may run beyond 180. */
function unwrap(line: readonly Position[]): Position[] {
  let turn = 0;
  return line.map((position, i) => {
    const before = line[i - 1];
    if (before && jumps(before, position)) turn += position[0]! < before[0]! ? 360 : -360;
    return [position[0]! + turn, ...position.slice(1)];
  });
}

/** Where the line from a to b meets the meridian x. */
function meet(a: Position, b: Position, x: number): Position {
  const share = (x - a[0]!) / (b[0]! - a[0]!);
  return a
    .map((value, i) => (i === 0 ? x : value + (b[i]! - value) * share))
    .slice(0, Math.min(a.length, b.length));
}

/** Least and greatest longitude. */
function range(positions: readonly Position[]): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [x] of positions) {
    low = Math.min(low, x!);
    high = Math.max(high, x!);
  }
  return [low, high];
}

const firstMeridianAfter = (x: number) => 180 + 360 * Math.ceil((x - 180) / 360);

/** The way from a to b, with a stop at each antimeridian between them. */
function stops(a: Position, b: Position): Position[] {
  const [low, high] = [Math.min(a[0]!, b[0]!), Math.max(a[0]!, b[0]!)];
  const between: Position[] = [];
  for (let x = firstMeridianAfter(low); x < high; x += 360) if (x > low) between.push(meet(a, b, x));
  if (b[0]! < a[0]!) between.reverse();
  return [a, ...between, b];
}

/** The pieces of a line, each within -180 to 180. */
export function cutLine(line: Position[]): Position[][] {
  const positions = unwrap(line);
  const pieces: { world: number; positions: Position[] }[] = [];
  for (let i = 1; i < positions.length; i++) {
    const way = stops(positions[i - 1]!, positions[i]!);
    for (let k = 1; k < way.length; k++) {
      const [from, to] = [way[k - 1]!, way[k]!];
      const turns = ((from[0]! + to[0]!) / 2 + 180) / 360;
      const current = pieces.at(-1);
      // A way along the antimeridian belongs to either side: it stays where the line is.
      const along = Number.isInteger(turns) && from[0] === to[0];
      if (current && (along || current.world === Math.floor(turns))) current.positions.push(to);
      else pieces.push({ world: Math.floor(turns), positions: [from, to] });
    }
  }
  return pieces.map((piece) => shift(piece.positions, -360 * piece.world));
}

/** A ring that runs once round a pole, closed over that pole; others as they are. */
function overPole(ring: Position[]): Position[] {
  const first = ring[0]!;
  const last = ring.at(-1)!;
  if (Math.abs(last[0]! - first[0]!) < 180) return ring;
  const pole = ring.reduce((sum, position) => sum + position[1]!, 0) > 0 ? 90 : -90;
  return closed([...ring, [last[0]!, pole], [first[0]!, pole]]);
}

interface Chain {
  positions: Position[];
  /** Place of its end and its start among the crossings in order of latitude. */
  end: number;
  start: number;
}

/** The rings on one side of the meridian x. Positions on it count as east of it. */
function side(rings: Position[][], x: number, east: boolean): Position[][] {
  const whole: Position[][] = [];
  const chains: { positions: Position[] }[] = [];
  const crossings: { y: number; chain: { positions: Position[] }; start: boolean }[] = [];
  const on = (position: Position) => position[0]! >= x === east;
  for (const ring of rings) {
    const open = ring.slice(0, -1);
    const from = open.findIndex((position, i) => on(position) && !on(open[(i || open.length) - 1]!));
    if (from < 0) {
      if (open.length > 0 && on(open[0]!)) whole.push(ring);
      continue;
    }
    let chain: { positions: Position[] } | undefined;
    for (let i = 0; i <= open.length; i++) {
      const before = open[(from + i - 1 + open.length) % open.length]!;
      const position = open[(from + i) % open.length]!;
      if (on(position) !== on(before)) {
        const at = meet(before, position, x);
        const entering = on(position);
        if (i === open.length && entering) break; // back at the beginning
        if (entering) {
          chain = { positions: [] };
          chains.push(chain);
        }
        chain!.positions.push(at);
        crossings.push({ y: at[1]!, chain: chain!, start: entering });
      }
      if (i < open.length && on(position)) chain!.positions.push(position);
    }
  }
  return [...whole, ...joinChains(chains, crossings)];
}

/** Joins chains along the meridian: by latitude, each two neighbouring crossings bound the inside. */
function joinChains(
  chains: { positions: Position[] }[],
  crossings: { y: number; chain: { positions: Position[] }; start: boolean }[],
): Position[][] {
  crossings.sort((a, b) => a.y - b.y);
  const places = new Map<object, Chain>(
    chains.map((chain) => [chain, { positions: chain.positions, end: -1, start: -1 }]),
  );
  for (const [i, { chain, start }] of crossings.entries()) places.get(chain)![start ? 'start' : 'end'] = i;
  const left = new Set(places.values());
  const rings: Position[][] = [];
  for (const first of left) {
    const ring: Position[] = [];
    let chain: Chain | undefined = first;
    while (chain && left.delete(chain)) {
      for (const position of chain.positions) ring.push(position); // may be too many to spread
      const next: { chain: object } | undefined = crossings[chain.end ^ 1];
      chain = next && places.get(next.chain);
    }
    // A vertex on the meridian is also a crossing: not twice.
    rings.push(closed(ring.filter((position, i) => !samePosition(position, ring[i - 1]))));
  }
  return rings;
}

/** The parts of a polygon, each within -180 to 180, first ring the exterior. Rings must be closed. */
export function cutPolygon(rings: Position[][]): Position[][][] {
  const [outer, ...holes] = rings.map(unwrap);
  if (!outer) return [];
  const exterior = overPole(outer);
  const middle = (ring: Position[]) => ring.reduce((sum, [x]) => sum + x!, 0) / ring.length;
  // Holes were unwrapped by themselves: bring each into the world of the exterior ring.
  let rest = [
    exterior,
    ...holes.map((hole) => shift(hole, 360 * Math.round((middle(exterior) - middle(hole)) / 360))),
  ];
  const parts: Position[][][] = [];
  for (let guard = 0; guard < 8 && rest.length > 0; guard++) {
    const [low, high] = range(rest.flat());
    let x = firstMeridianAfter(low);
    if (x === low) x += 360;
    const west = high > x ? side(rest, x, false) : rest;
    parts.push(...group(west).map((part) => part.map((ring) => shift(ring, 180 - x))));
    rest = high > x ? side(rest, x, true).filter((ring) => signedArea(ring) !== 0) : [];
  }
  return parts;
}

/** Rings of several polygons as polygons: exteriors wind one way, holes the other or lie inside. */
function group(rings: Position[][]): Position[][][] {
  const solid = rings.filter((ring) => signedArea(ring) !== 0);
  const depth = (ring: Position[]) =>
    solid.filter((other) => other !== ring && insideRing(inner(ring), other)).length;
  const exteriors = solid.filter((ring) => depth(ring) % 2 === 0);
  return exteriors.map((exterior) => [
    exterior,
    ...solid.filter((ring) => !exteriors.includes(ring) && insideRing(inner(ring), exterior)),
  ]);
}

/** A point just inside the ring, near its first edge. */
function inner(ring: Position[]): Position {
  const i = ring.findIndex(
    (position, k) => k > 0 && (position[0] !== ring[0]![0] || position[1] !== ring[0]![1]),
  );
  const [ax, ay] = ring[i - 1] as [number, number];
  const [bx, by] = ring[i] as [number, number];
  const turn = signedArea(ring) > 0 ? 1 : -1;
  const small = 1e-7;
  return [(ax + bx) / 2 - turn * (by - ay) * small, (ay + by) / 2 + turn * (bx - ax) * small];
}
