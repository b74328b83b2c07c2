import { geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature, Geometry } from 'geojson';
import type { Layer } from '../types';
import { CELL_BITS, cellOf, mercatorX, mercatorY, positionOf } from './cells';
import { gathered, type TilePoint } from './gather';
import { DIMENSION, FEATURES, LABELS } from './names';
import { labelOf } from './place';
import type { TileAddress } from './ranges';
import { BUFFER, type TileFeature, tileFeatures } from './read';
import { FULL_ZOOM, SQUARES_A_TILE_LOG2 } from './thin';

/** Units across a tile. */
const EXTENT = 4096;
interface Drawn {
  id?: number;
  type: 1 | 2 | 3;
  // Points as pairs; lines and rings as lists of pairs.
  geometry: [number, number][] | [number, number][][];
  tags: Record<string, unknown>;
}

/** A vector tile (Mapbox Vector Tile 2.1); without features no bytes. */
export async function makeTile(layer: Layer, tile: TileAddress): Promise<Uint8Array> {
  const points: TilePoint[] = [];
  const features: Drawn[] = [];
  const labels: Drawn[] = [];
  const shapes: Feature[] = [];
  for (const feature of await tileFeatures(layer, tile)) {
    const { n, properties, lon, lat, shape } = feature;
    if (lon !== null && lat !== null) {
      const at = pointIn(tile, mercatorX(lon), mercatorY(lat));
      if (at) points.push({ id: n, cell: cellOf(lon, lat), at, tags: properties });
      continue;
    }
    const at = pointIn(tile, ...centreOf(feature));
    if (at) {
      const dimension = shape ? labelOf(shape)?.dimension : 2;
      labels.push({ id: n, type: 1, geometry: [at], tags: { ...properties, [DIMENSION]: dimension } });
    }
    if (shape) {
      for (const geometry of simpleParts(shape))
        shapes.push({ type: 'Feature', id: n, geometry, properties });
      continue;
    }
    const square = squareOf(feature, tile);
    if (square) features.push({ id: n, type: 3, geometry: [square], tags: properties });
  }
  for (const { at, ...point } of await gathered(layer, tile, points)) {
    features.push({ ...point, type: 1, geometry: [at] });
  }
  const pieces = clipped(shapes, tile);
  features.push(...pieces, ...vanished(labels, features, pieces));
  if (features.length === 0 && labels.length === 0) return new Uint8Array();
  const layers = {
    [FEATURES]: { features },
    ...(labels.length > 0 ? { [LABELS]: { features: labels } } : {}),
  };
  return fromGeojsonVt(layers as unknown as Parameters<typeof fromGeojsonVt>[0], {
    version: 2,
    extent: EXTENT,
  });
}

/** Lines so short that nothing was left of them, as one unit of a line where they are: they can be seen. */
function vanished(labels: Drawn[], ...drawn: Drawn[][]): Drawn[] {
  const there = new Set(drawn.flat().map(({ id }) => id));
  return labels
    .filter(({ id }) => !there.has(id))
    .map(({ id, tags, geometry }) => {
      const [x, y] = (geometry as [number, number][])[0]!;
      return {
        id,
        type: 2,
        geometry: [
          [
            [x, y],
            [x + 1, y],
          ],
        ],
        tags,
      };
    });
}

/** A place of the world (0 .. 1) in units of the tile; null where it lies outside, so that each is in one tile. */
function pointIn({ z, x, y }: TileAddress, worldX: number, worldY: number): [number, number] | null {
  const side = 2 ** z;
  const inX = worldX * side - x;
  const inY = worldY * side - y;
  const lastX = x === side - 1 ? inX <= 1 : inX < 1;
  const lastY = y === side - 1 ? inY <= 1 : inY < 1;
  if (inX < 0 || inY < 0 || !lastX || !lastY) return null;
  // Rounding up to the next tile's first unit would take it out of sight: maps leave out what lies on that edge.
  const unit = (at: number) => Math.min(EXTENT - 1, Math.round(at * EXTENT));
  return [unit(inX), unit(inY)];
}

/** The middle of a feature's cell, 0 .. 1. */
function centreOf({ cell }: TileFeature): [number, number] {
  const [column, row] = positionOf(cell);
  return [(column + 0.5) / 2 ** CELL_BITS, (row + 0.5) / 2 ** CELL_BITS];
}

/**
 * An area too small to be drawn as it is, as the square of the thinning grid for which it stands: it can be
 * seen, and areas that touch leave no gaps between them. Null where that lies outside the tile.
 */
function squareOf({ cell }: TileFeature, { z, x, y }: TileAddress): [number, number][] | null {
  const [column, row] = positionOf(cell);
  const squares = 2 ** (z + SQUARES_A_TILE_LOG2 - CELL_BITS);
  const size = EXTENT / 2 ** SQUARES_A_TILE_LOG2;
  const west = (Math.floor(column * squares) - x * 2 ** SQUARES_A_TILE_LOG2) * size;
  const north = (Math.floor(row * squares) - y * 2 ** SQUARES_A_TILE_LOG2) * size;
  const most = EXTENT * (1 + BUFFER);
  if (west < -EXTENT * BUFFER || north < -EXTENT * BUFFER || west >= most || north >= most) return null;
  return [
    [west, north],
    [west + size, north],
    [west + size, north + size],
    [west, north + size],
    [west, north],
  ];
}

/** Tiles know no collections: their parts, all of the feature's number. */
function simpleParts(shape: Geometry): Geometry[] {
  return shape.type === 'GeometryCollection' ? shape.geometries.flatMap(simpleParts) : [shape];
}

/** Shapes cut at the edges of the tile and simplified as its zoom allows. */
function clipped(shapes: Feature[], { z, x, y }: TileAddress): Drawn[] {
  if (shapes.length === 0) return [];
  const { features } = geoJSONToTile({ type: 'FeatureCollection', features: shapes }, z, x, y, {
    maxZoom: 24,
    tolerance: z >= FULL_ZOOM ? 0 : 2,
    extent: EXTENT,
    buffer: BUFFER * EXTENT,
    clip: true,
  });
  return features as unknown as Drawn[];
}
