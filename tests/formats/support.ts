import { execFileSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Feature, Geometry } from 'geojson';
import { transformer } from '@/lib/crs/transform';
import { openFiles } from '@/lib/formats/all';
import { type Description, describe as look } from '@/lib/formats/describe';
import { placer } from '@/lib/formats/place';
import type { FileFeature, OpenOptions } from '@/lib/formats/reader';
import { without } from '../support/programs';

export const noGdal = without('ogr2ogr');

export const folder = () => mkdtemp(join(tmpdir(), 'jari-formats-'));

/** Writes a file and gives its path. */
export function put(dir: string, name: string, content: string | Buffer): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}

export const filesOf = (...paths: string[]) =>
  paths.map((path) => ({ name: basename(path), path, bytes: statSync(path).size }));

export interface ReadBack extends Description {
  format: string;
  layers?: string[];
  features: FileFeature[];
}

/** Everything of the files, in their own coordinates. */
export async function readAll(paths: string[], options: OpenOptions = {}): Promise<ReadBack> {
  const opened = await openFiles(filesOf(...paths), options);
  if (!opened) throw new Error('no format of features');
  try {
    const description = await look(opened);
    const features: FileFeature[] = [];
    for await (const piece of opened.read()) features.push(...piece);
    return { ...description, format: opened.format.name, layers: opened.layers, features };
  } finally {
    opened.close();
  }
}

/** The features in degrees, by the system that the file says. */
export function placed({ crs, features }: ReadBack): (Geometry | null)[] {
  const place = placer(transformer(crs!), false);
  return features.map(({ geometry }) => {
    if (!geometry) return null;
    const result = place(geometry);
    if ('fault' in result) throw new Error(result.fault);
    return result.geometry;
  });
}

/** Converts with GDAL; the folder's new files are given. */
export function ogr2ogr(target: string, source: string, ...options: string[]): string {
  execFileSync('ogr2ogr', [...options, target, source], { stdio: ['ignore', 'ignore', 'pipe'] });
  return target;
}

/** The files of one shapefile. */
export const shapefileParts = (dir: string, name: string) =>
  readdirSync(dir)
    .filter((file) => file.startsWith(`${name}.`) && /\.(?:shp|dbf|prj|cpg|shx)$/.test(file))
    .map((file) => join(dir, file));

const flat = (geometry: Geometry): number[] =>
  geometry.type === 'GeometryCollection'
    ? geometry.geometries.flatMap(flat)
    : ((geometry.coordinates as unknown[]).flat(4) as number[]);

/** Largest difference of two geometries' numbers; infinite when they are not of one shape. */
export function difference(a: Geometry | null, b: Geometry | null): number {
  if (!a || !b) return a === b ? 0 : Number.POSITIVE_INFINITY;
  const [left, right] = [flat(a), flat(b)];
  if (a.type !== b.type || left.length !== right.length) return Number.POSITIVE_INFINITY;
  return left.reduce((most, value, i) => Math.max(most, Math.abs(value - right[i]!)), 0);
}

export const collection = (features: Feature[], more: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features });
