import type { GeoTIFFImage } from 'geotiff';
import { toProj4 } from 'geotiff-geokeys-to-proj4';
import { CrsError, findCrs } from '@/lib/crs/find';
import { isWkt } from '@/lib/crs/wkt';
import { type Affine, fromCentre } from './affine';
import type { PlanePoint } from './control-points';

/** Where a TIFF file's own tags put its pixels: on a plane, which may have no name. */
export interface TiffPlace {
  affine?: Affine;
  /** Instead: pixels of which the place is known. */
  points?: PlanePoint[];
  /** As `findCrs` takes it; absent where the file does not say, or says one that is not known here. */
  crs?: string;
}

type GeoKeys = NonNullable<ReturnType<GeoTIFFImage['getGeoKeys']>>;

const PIXEL_IS_POINT = 2;
/** A code that stands for "described by the other keys". */
const USER_DEFINED = 32767;
const GEOGRAPHIC = 2;

const known = (crs: string): string | undefined => {
  try {
    findCrs(crs);
    return crs;
  } catch (error) {
    if (error instanceof CrsError) return undefined;
    throw error;
  }
};

/** What other programs write where GeoTIFF's keys do not suffice: `ESRI PE String = PROJCS[...]`. */
function wktOf(citation: unknown): string | undefined {
  const text = /(?:ESRI PE String\s*=\s*)?([A-Z]+\[.*\])/s.exec(
    typeof citation === 'string' ? citation : '',
  )?.[1];
  return text && isWkt(text) ? known(text) : undefined;
}

/** The system of the keys, and what its coordinates are multiplied by (a file may count in feet or kilometres). */
function systemOf(keys: GeoKeys): { crs: string; scale: number } | undefined {
  const code =
    keys.ProjectedCSTypeGeoKey ?? (keys.GTModelTypeGeoKey === GEOGRAPHIC ? keys.GeographicTypeGeoKey : 0);
  if (code && code !== USER_DEFINED) {
    const crs = known(`EPSG:${code}`);
    if (crs) return { crs, scale: 1 };
  }
  const wkt = wktOf(keys.PCSCitationGeoKey) ?? wktOf(keys.GTCitationGeoKey);
  if (wkt) return { crs: wkt, scale: 1 };
  if (
    !keys.GTModelTypeGeoKey ||
    !(keys.ProjCoordTransGeoKey || keys.GeogSemiMajorAxisGeoKey || keys.GeogEllipsoidGeoKey)
  )
    return undefined;
  const described = toProj4(keys as Parameters<typeof toProj4>[0]);
  const crs = known(described.proj4.trim());
  return crs ? { crs, scale: described.coordinatesConversionParameters.x } : undefined;
}

const scaled = (affine: Affine, by: number) => affine.map((value) => value * by) as unknown as Affine;

async function numbers(
  image: GeoTIFFImage,
  tag: 'ModelTransformation' | 'ModelTiepoint' | 'ModelPixelScale',
) {
  return image.fileDirectory.hasTag(tag)
    ? Array.from((await image.fileDirectory.loadValue(tag)) as ArrayLike<number>)
    : undefined;
}

/** From tiepoints i, j, k, x, y, z and the size of a pixel (GeoTIFF 1.1, annex B.6). */
function fromScale([sx, sy]: number[], [i, j, , x, y]: number[]): Affine {
  return [sx!, 0, x! - i! * sx!, 0, -sy!, y! + j! * sy!];
}

/** @returns undefined where the tags do not say where the image lies */
export async function tiffPlace(image: GeoTIFFImage): Promise<TiffPlace | undefined> {
  const keys = image.getGeoKeys();
  const system = keys ? systemOf(keys) : undefined;
  const crs = system ? { crs: system.crs } : {};
  const matrix = await numbers(image, 'ModelTransformation');
  const tiepoints = await numbers(image, 'ModelTiepoint');
  const scale = await numbers(image, 'ModelPixelScale');
  const isPoint = keys?.GTRasterTypeGeoKey === PIXEL_IS_POINT;

  let affine: Affine | undefined;
  if (matrix) affine = [matrix[0]!, matrix[1]!, matrix[3]!, matrix[4]!, matrix[5]!, matrix[7]!];
  else if (scale && tiepoints && tiepoints.length >= 6) affine = fromScale(scale, tiepoints);
  if (affine) return { affine: scaled(isPoint ? fromCentre(affine) : affine, system?.scale ?? 1), ...crs };

  if (!tiepoints || tiepoints.length < 18) return undefined;
  const shift = isPoint ? 0.5 : 0;
  const by = system?.scale ?? 1;
  const points = Array.from({ length: tiepoints.length / 6 }, (_, n): PlanePoint => {
    const [i, j, , x, y] = tiepoints.slice(n * 6) as [number, number, number, number, number];
    return { pixel: [i + shift, j + shift], plane: [x * by, y * by] };
  });
  return { points, ...crs };
}
