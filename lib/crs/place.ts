import { CrsError, findCrs } from './find';
import { transformer } from './transform';

type XY = readonly [x: number, y: number];

/** Where points of a file lie when they are read in one system. */
export interface PlacedPoints {
  /** As `findCrs` gives it: `EPSG:5179`, `proj4`, `wkt`, ... */
  code: string;
  name: string;
  /** Longitude, latitude; null for what is no point of the system. */
  points: ([lon: number, lat: number] | null)[];
  /** West, south, east, north of those that are; null when none is. */
  extent: [west: number, south: number, east: number, north: number] | null;
}

/**
 * Reads points in a system, so that a person can look whether they lie where they should.
 * @param crs as `findCrs` takes it
 * @throws CrsError when the system is not known
 */
export function placePoints(crs: string, points: readonly XY[]): PlacedPoints {
  const { code, name } = findCrs(crs);
  const toLonLat = transformer(crs);
  const placed = points.map(([x, y]): [number, number] | null => {
    try {
      const [lon, lat] = toLonLat(x, y);
      return Math.abs(lon) <= 360 && Math.abs(lat) <= 90 ? [lon, lat] : null;
    } catch (error) {
      if (error instanceof CrsError) return null;
      throw error;
    }
  });
  const inside = placed.filter((point) => point !== null);
  const lons = inside.map(([lon]) => lon);
  const lats = inside.map(([, lat]) => lat);
  const extent: PlacedPoints['extent'] =
    inside.length > 0 ? [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] : null;
  return { code, name, points: placed, extent };
}
