import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature, FeatureCollection } from 'geojson';
import { TileType, zxyToTileId } from 'pmtiles';

/** Layers of an archive: name to features in longitude, latitude. */
export type Layers = Record<string, Feature[]>;

interface Options {
  maxzoom?: number;
  tileType?: TileType;
  attribution?: string;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}

/** Numbers of the tiles that touch the features, at every zoom up to `maxzoom`. */
function* tilesOf(features: Feature[], maxzoom: number): Generator<[z: number, x: number, y: number]> {
  const positions =
    JSON.stringify(features.map(({ geometry }) => geometry)).match(/\[-?[\d.]+,-?[\d.]+\]/g) ?? [];
  const points = positions.map((text) => JSON.parse(text) as [number, number]);
  for (let z = 0; z <= maxzoom; z++) {
    const side = 2 ** z;
    const columns = points.map(([lon]) => Math.floor(((lon + 180) / 360) * side));
    const rows = points.map(([, lat]) => {
      const sine = Math.sin((lat * Math.PI) / 180);
      return Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side);
    });
    const [west, east] = [Math.min(...columns), Math.min(side - 1, Math.max(...columns))];
    const [north, south] = [Math.min(...rows), Math.min(side - 1, Math.max(...rows))];
    for (let x = west; x <= east; x++) for (let y = north; y <= south; y++) yield [z, x, y];
  }
}

/**
 * A PMTiles archive, version 3, of MVT tiles, in memory.
 * Layout: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
 */
export function pmtilesArchive(layers: Layers, options: Options = {}): Buffer {
  const { maxzoom = 8, tileType = TileType.Mvt, attribution } = options;
  const indexes = Object.entries(layers).map(([name, features]) => {
    const collection: FeatureCollection = { type: 'FeatureCollection', features };
    return [name, new GeoJSONVT(collection, { maxZoom: maxzoom, indexMaxZoom: 0 })] as const;
  });
  const tiles = [...tilesOf(Object.values(layers).flat(), maxzoom)]
    .flatMap(([z, x, y]) => {
      const cut = indexes.flatMap(([name, index]) => {
        const tile = index.getTile(z, x, y);
        return tile ? [[name, tile] as const] : [];
      });
      if (cut.length === 0) return [];
      const bytes = gzipSync(fromGeojsonVt(Object.fromEntries(cut), { version: 2, extent: 4096 }));
      return [{ id: zxyToTileId(z, x, y), bytes }];
    })
    .sort((a, b) => a.id - b.id);

  const directory = gzipSync(
    Uint8Array.from([
      ...varint(tiles.length),
      ...tiles.flatMap(({ id }, i) => varint(id - (tiles[i - 1]?.id ?? 0))),
      ...tiles.flatMap(() => varint(1)),
      ...tiles.flatMap(({ bytes }) => varint(bytes.length)),
      ...tiles.flatMap((_, i) => varint(i === 0 ? 1 : 0)), // each after the one before
    ]),
  );
  const metadata = gzipSync(
    JSON.stringify({ attribution, vector_layers: Object.keys(layers).map((id) => ({ id, fields: {} })) }),
  );
  const data = Buffer.concat(tiles.map(({ bytes }) => bytes));

  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header.writeUInt8(3, 7);
  const sections = [directory.length, metadata.length, 0, data.length];
  let offset = header.length;
  sections.forEach((length, i) => {
    header.writeBigUInt64LE(BigInt(offset), 8 + i * 16);
    header.writeBigUInt64LE(BigInt(length), 16 + i * 16);
    offset += length;
  });
  for (const at of [72, 80, 88]) header.writeBigUInt64LE(BigInt(tiles.length), at);
  header.writeUInt8(1, 96); // clustered
  header.writeUInt8(2, 97); // directories: gzip
  header.writeUInt8(2, 98); // tiles: gzip
  header.writeUInt8(tileType, 99);
  header.writeUInt8(maxzoom, 101);
  for (const [i, degrees] of [-180, -85, 180, 85].entries()) header.writeInt32LE(degrees * 1e7, 102 + i * 4);
  return Buffer.concat([header, directory, metadata, data]);
}

const polygon = (west: number, south: number, east: number, north: number): Feature['geometry'] => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

/** The middle of Seoul as Protomaps would have it: land, a river, two roads, and places with names in two scripts. */
export const SEOUL: Layers = {
  earth: [{ type: 'Feature', properties: { kind: 'earth' }, geometry: polygon(126, 37, 128, 38) }],
  water: [{ type: 'Feature', properties: { kind: 'river' }, geometry: polygon(126.8, 37.5, 127.1, 37.53) }],
  roads: [
    {
      type: 'Feature',
      properties: {
        kind: 'highway',
        name: '세종대로',
        'name:en': 'Sejong-daero',
        script: 'Hangul',
        min_zoom: 3,
        sort_rank: 390,
      },
      geometry: {
        type: 'LineString',
        coordinates: [
          [126.977, 37.45],
          [126.977, 37.65],
        ],
      },
    },
    {
      type: 'Feature',
      properties: {
        kind: 'major_road',
        name: '종로',
        'name:en': 'Jong-ro',
        script: 'Hangul',
        min_zoom: 6,
        sort_rank: 370,
      },
      geometry: {
        type: 'LineString',
        coordinates: [
          [126.7, 37.57],
          [127.2, 37.57],
        ],
      },
    },
  ],
  places: [
    {
      type: 'Feature',
      properties: {
        kind: 'locality',
        kind_detail: 'city',
        name: '서울특별시',
        'name:ko': '서울특별시',
        'name:en': 'Seoul',
        script: 'Hangul',
        population_rank: 13,
        min_zoom: 3,
        capital: 'yes',
      },
      geometry: { type: 'Point', coordinates: [126.978, 37.566] },
    },
  ],
};

/** Writes an archive to `path`. */
export function writePmtiles(path: string, layers: Layers, options?: Options): void {
  writeFileSync(path, pmtilesArchive(layers, options));
}
