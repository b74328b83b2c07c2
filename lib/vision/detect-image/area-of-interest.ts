import { booleanPointInPolygon } from '@turf/turf';
import type { MultiPolygon, Polygon } from 'geojson';
import type { Georeference } from '@/lib/imagery/georeference/georeference';
import { Problem } from '@/lib/problems';
import type { Detection } from '../detector';
import type { Window } from './windows';

/** The part of the map that is looked at, or left out. */
export interface AreaOfInterest {
  shape: Polygon | MultiPolygon;
  /** keep: only what lies in it is wanted; drop: what lies in it is not. */
  mode: 'keep' | 'drop';
}

const polygonsOf = (shape: Polygon | MultiPolygon) =>
  shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;

/**
 * Reads an area: a polygon or multipolygon, a feature, or a collection of them (all together).
 * @throws Problem bad-request
 */
export function readArea(value: unknown, mode: AreaOfInterest['mode'] = 'keep'): AreaOfInterest {
  const polygons: number[][][][] = [];
  const take = (node: unknown): void => {
    const { type, geometry, features, coordinates } = (node ?? {}) as Record<string, unknown>;
    if (type === 'FeatureCollection' && Array.isArray(features)) features.forEach(take);
    else if (type === 'Feature') take(geometry);
    else if (type === 'Polygon') polygons.push(coordinates as number[][][]);
    else if (type === 'MultiPolygon') polygons.push(...(coordinates as number[][][][]));
  };
  take(value);
  const sound = polygons.every(
    (rings) =>
      Array.isArray(rings) &&
      rings.length > 0 &&
      rings.every((ring) => Array.isArray(ring) && ring.length > 3 && ring.flat().every(Number.isFinite)),
  );
  if (polygons.length === 0 || !sound) {
    throw new Problem('bad-request', 'The area of interest is no GeoJSON polygon, nor features that are.', {
      parameter: 'aoi',
    });
  }
  return { shape: { type: 'MultiPolygon', coordinates: polygons }, mode };
}

/** Whether an object is wanted: by the middle of its pixels. */
export function isWanted(
  { mask }: Detection,
  area: AreaOfInterest | undefined,
  { toLngLat }: Georeference,
): boolean {
  if (!area) return true;
  let [x, y, pixels] = [0, 0, 0];
  for (let i = 0; i < mask.data.length; i++) {
    if (!mask.data[i]) continue;
    x += i % mask.width;
    y += Math.floor(i / mask.width);
    pixels++;
  }
  if (pixels === 0) return false;
  const middle = toLngLat(mask.x + x / pixels + 0.5, mask.y + y / pixels + 0.5);
  return booleanPointInPolygon(middle, area.shape) === (area.mode === 'keep');
}

/** Windows that have something of the area in them, as far as its extent tells. */
export function windowsOfArea(
  windows: Window[],
  area: AreaOfInterest | undefined,
  { toPixel }: Georeference,
): Window[] {
  if (area?.mode !== 'keep') return windows;
  const extents = polygonsOf(area.shape).map((rings) => {
    const pixels = rings[0]!.map(([lng, lat]) => toPixel(lng!, lat!));
    const [xs, ys] = [pixels.map(([x]) => x), pixels.map(([, y]) => y)];
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
  });
  return windows.filter(({ x, y, width, height }) =>
    extents.some(([x1, y1, x2, y2]) => x2 >= x && y2 >= y && x1 <= x + width && y1 <= y + height),
  );
}
