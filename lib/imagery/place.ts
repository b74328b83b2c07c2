import { Problem } from '@/lib/problems';
import type { ControlPoint } from './georeference/control-points';
import type { Corners, Georeference } from './georeference/georeference';
import type { TiffPlace } from './georeference/geotiff';
import { locate } from './georeference/locate';
import { pixelGeoreference } from './georeference/pixels';
import { type TileName, type TileScheme, tileGeoreference } from './georeference/tile-name';

/** How it is known where an image lies, as it is kept with the image. */
export type Place =
  | { kind: 'corners'; corners: Corners }
  | { kind: 'control-points'; points: ControlPoint[] }
  | { kind: 'tile-name'; tile: TileName; scheme?: TileScheme }
  /** `world` is the text of the world file. */
  | { kind: 'world-file'; world: string; crs?: string }
  /** The file says it; `crs` where it does not say the system, or a wrong one. */
  | { kind: 'file'; crs?: string }
  /** Nobody knows: its pixels on a blank canvas. */
  | { kind: 'pixels' };

/** @throws Problem unreadable when the file does not say where it lies; bad-request for places there are not */
export function georeferenceOf(
  place: Place,
  image: { width: number; height: number; place?: TiffPlace },
): Georeference {
  switch (place.kind) {
    case 'corners':
      return locate(image, '', { corners: place.corners });
    case 'control-points':
      return locate(image, '', { points: place.points });
    case 'tile-name':
      return tileGeoreference(place.tile, image.width, image.height, place.scheme);
    case 'world-file':
      return locate(image, '', place);
    case 'pixels':
      return pixelGeoreference();
    case 'file': {
      const found = locate(image, '', place);
      if (found.kind !== 'pixels') return found;
      throw new Problem('unreadable', 'The image does not say where it lies: give its corners or its tile.');
    }
  }
}
