import { CrsError } from '@/lib/crs/find';
import { guessCrs } from '@/lib/crs/guess';
import { Problem } from '@/lib/problems';
import { type Affine, affineGeoreference, applyAffine, crsPlane } from './affine';
import { type ControlPoint, controlPointGeoreference, planePointGeoreference } from './control-points';
import { cornerGeoreference } from './corners';
import type { Corners, Georeference } from './georeference';
import type { TiffPlace } from './geotiff';
import { pixelGeoreference } from './pixels';
import { type TileName, type TileScheme, tileGeoreference, tileOfName } from './tile-name';
import { readWorldFile } from './world-file';

/** What a person says of an image's place; the first that is there decides. */
export interface PlaceOptions {
  corners?: Corners;
  points?: ControlPoint[];
  /** Text of a world file. */
  world?: string;
  /** The system of the world file, or of a GeoTIFF that does not say it or says it wrongly. */
  crs?: string;
  tile?: TileName;
  /** How the row of a tile is counted. */
  scheme?: TileScheme;
}

interface Located {
  width: number;
  height: number;
  /** Where the file itself says it lies. */
  place?: TiffPlace;
}

function onPlane(
  kind: Georeference['kind'],
  affine: Affine,
  crs: string | undefined,
  { width, height }: Located,
) {
  if (!crs) {
    const corners = [applyAffine(affine, 0, 0), applyAffine(affine, width, height)];
    const fits = guessCrs(corners).slice(0, 4);
    throw new Problem(
      'bad-request',
      fits.length > 0
        ? `The image says where it lies, but not in which coordinate system; name it as "crs". It would fit: ${fits.join(', ')}.`
        : 'The image says where it lies, but not in which coordinate system; name it as "crs".',
      { parameter: 'crs', candidates: fits },
    );
  }
  let found: Georeference | undefined;
  try {
    found = affineGeoreference(kind, affine, crsPlane(crs), width, height);
  } catch (error) {
    if (!(error instanceof CrsError)) throw error;
    throw new Problem(
      'bad-request',
      `The image cannot be placed by ${crs}: ${error.message.replace(/\.$/, '')}.`,
      {
        parameter: 'crs',
      },
    );
  }
  if (!found)
    throw new Problem('unreadable', 'The image says that its pixels have no size; place it by four corners.');
  return found;
}

/**
 * Where an image lies: as a person says, else as the file says, else as its name says (`z/x/y`), else nowhere: then
 * its pixels are laid on a blank canvas (`kind` is `pixels`).
 * @param name of the file, with its folders where they matter
 * @throws Problem bad-request for what cannot be, or when the coordinate system must be named
 */
export function locate(image: Located, name: string, options: PlaceOptions = {}): Georeference {
  const { width, height, place } = image;
  const { corners, points, world, crs, tile, scheme } = options;
  if (corners) return cornerGeoreference(corners, width, height);
  if (points) return controlPointGeoreference(points, width, height);
  if (world !== undefined) return onPlane('world-file', readWorldFile(world), crs ?? place?.crs, image);
  if (tile) return tileGeoreference(tile, width, height, scheme);
  if (place?.affine) return onPlane('geotiff', place.affine, crs ?? place.crs, image);
  const named = crs ?? place?.crs;
  if (place?.points && named) return planePointGeoreference(place.points, named, width, height);
  const found = tileOfName(name);
  return found ? tileGeoreference(found, width, height, scheme) : pixelGeoreference();
}
