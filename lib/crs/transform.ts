import proj4 from 'proj4';
import { CrsError, findCrs } from './find';

type Transform = (x: number, y: number) => [number, number];

const cache = new Map<string, Transform>();
const CACHE_LIMIT = 200; // proj4 strings come from users; the codes alone are fewer

function make(from: string, to: string): Transform {
  const source = findCrs(from);
  const target = findCrs(to);
  const fail = (x: number, y: number, why: string) =>
    new CrsError(`x ${x}, y ${y} cannot be taken from ${source.code} to ${target.code}: ${why}.`);
  const converter = source.proj4 === target.proj4 ? undefined : proj4(source.proj4, target.proj4);

  return (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw fail(x, y, 'both must be numbers');
    if (source.geographic && (y > 90 || y < -90)) {
      throw fail(x, y, 'latitude is beyond 90 degrees (are x and y swapped?)');
    }
    if (source.geographic && (x > 360 || x < -360)) throw fail(x, y, 'longitude is beyond 360 degrees');
    if (!converter) return [x, y];
    const [a, b] = converter.forward([x, y]) as [number, number];
    if (!Number.isFinite(a) || !Number.isFinite(b)) throw fail(x, y, 'it lies outside the projection');
    return [a, b];
  };
}

/**
 * A function from coordinates of one system to another; made once for each pair.
 *
 * @param from a system as `findCrs` takes it.
 * @param to the same; WGS 84 longitude and latitude by default.
 * @returns `(x, y) => [x, y]`, x being easting or longitude on both sides. It throws a CrsError for what is
 *   not a number, for latitudes beyond 90 degrees and for points outside the projection.
 * @throws CrsError when a system is not known.
 */
export function transformer(from: string, to = 'EPSG:4326'): Transform {
  const key = `${from}\n${to}`;
  let transform = cache.get(key);
  if (!transform) {
    transform = make(from, to);
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(key, transform);
  }
  return transform;
}
