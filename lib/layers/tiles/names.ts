/** What the page and the server say alike of tiles. */

/** The two layers of a tile: what is drawn, and a point of each line or polygon to label it at. */
export const FEATURES = 'features';
export const LABELS = 'labels';

/** Member of a label point: 1 where it names a line, 2 where it names an area. No column is likely to have the name. */
export const DIMENSION = '$dimension';

/** Member of a point of a heat map: how many points it stands for, where others were left out. */
export const WEIGHT = '$weight';

/** Tiles are made up to here; closer, the map enlarges these. A unit is 15 cm at the equator. */
export const MAX_ZOOM = 16;
