import { Problem } from '@/lib/problems';
import { cornerGeoreference } from './georeference/corners';
import type { Corners, Georeference } from './georeference/georeference';
import { type TileName, type TileScheme, tileGeoreference } from './georeference/tile-name';

/** How it is known where an image lies, as it is kept with the image. */
export type Place =
  | { kind: 'corners'; corners: Corners }
  | { kind: 'tile-name'; tile: TileName; scheme?: TileScheme }
  /** The file says it, or one beside it. */
  | { kind: 'file' };

/** @throws Problem unreadable when the file does not say where it lies; bad-request for places there are not */
export function georeferenceOf(
  place: Place,
  { width, height, georeference }: { width: number; height: number; georeference?: Georeference },
): Georeference {
  if (place.kind === 'corners') return cornerGeoreference(place.corners, width, height);
  if (place.kind === 'tile-name') return tileGeoreference(place.tile, width, height, place.scheme);
  if (georeference) return georeference;
  throw new Problem('unreadable', 'The image does not say where it lies: give its corners or its tile.');
}
