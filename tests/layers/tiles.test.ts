import { gunzipSync } from 'node:zlib';
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { booleanPointInPolygon } from '@turf/turf';
import fc from 'fast-check';
import type { Geometry, Polygon, Position } from 'geojson';
import { PbfReader } from 'pbf';
import { describe, expect, test } from 'vitest';
import { query, transaction } from '@/lib/db/database';
import { replaceAnswer } from '@/lib/layers/answers';
import { layerColumns } from '@/lib/layers/columns';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import { createLayer, getLayer, updateLayer } from '@/lib/layers/store';
import { changedStyle } from '@/lib/layers/style/change';
import { forgetFilling } from '@/lib/layers/tiles/assign';
import { cellOf, mercatorX, mercatorY, positionOf } from '@/lib/layers/tiles/cells';
import { labelPoint } from '@/lib/layers/tiles/place';
import { prepareLayer } from '@/lib/layers/tiles/prepare';
import { servedAs } from '@/lib/layers/tiles/served-as';
import { FULL_ZOOM, Thinning } from '@/lib/layers/tiles/thin';
import { getTile } from '@/lib/layers/tiles/tile';
import type { Feature, Layer } from '@/lib/layers/types';
import { freshDatabase } from '../support/database';

freshDatabase();

const columns = layerColumns(['이름', '수'], []);
const feature = (n: number, geometry: Geometry | null): Feature => ({
  n,
  geometry,
  properties: { 이름: `곳 ${n}`, 수: String(n) },
  answer: null,
  status: 'ok',
  level: 'address',
});
const point = (n: number, lon: number, lat: number) => feature(n, { type: 'Point', coordinates: [lon, lat] });
const square = (lon: number, lat: number, side: number): Position[] => [
  [lon, lat],
  [lon + side, lat],
  [lon + side, lat + side],
  [lon, lat + side],
  [lon, lat],
];

async function filled(features: Feature[]): Promise<Layer> {
  const layer = await createLayer({ name: '곳', kind: 'file', columns, labelColumn: '이름' });
  await transaction(async (client) => {
    await appendFeatures(layer.id, features, client);
    await finishLayer(layer.id, columns, client);
  });
  return getLayer(layer.id);
}

interface Decoded {
  id: number;
  type: number;
  /** Paths in units of the tile. */
  paths: { x: number; y: number }[][];
  properties: Record<string, unknown>;
}

async function decoded(id: string, z: number, x: number, y: number, name = 'features'): Promise<Decoded[]> {
  const { bytes } = await getTile(id, { z, x, y });
  if (bytes.length === 0) return [];
  const layer = new VectorTile(new PbfReader(gunzipSync(bytes))).layers[name];
  return Array.from({ length: layer?.length ?? 0 }, (_, i) => {
    const one = layer!.feature(i) as VectorTileFeature;
    return { id: one.id!, type: one.type, paths: one.loadGeometry(), properties: { ...one.properties } };
  });
}

const column = (lon: number, z: number) => Math.min(2 ** z - 1, Math.floor(mercatorX(lon) * 2 ** z));
const row = (lat: number, z: number) => Math.min(2 ** z - 1, Math.floor(mercatorY(lat) * 2 ** z));
const at = ([lon, lat]: Position, z: number) => [z, column(lon!, z), row(lat!, z)] as const;

const anywhere = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -85, max: 85, noNaN: true }),
);

describe('cells', () => {
  test('are found the same in the database', async () => {
    const places = fc.sample(anywhere, 300);
    places.push([180, 90], [-180, -90], [0, 0], [179.9999999, -89.9]);
    const rows = await query<{ cell: number }>(
      `select feature_cell(st_setsrid(st_makepoint(x, y), 4326)) as cell
       from unnest($1::float8[], $2::float8[]) with ordinality as u (x, y, i) order by i`,
      [places.map(([x]) => x), places.map(([, y]) => y)],
    );
    expect(rows.map(({ cell }) => cell)).toEqual(places.map(([x, y]) => cellOf(x, y)));
  });

  test('say where they are', () => {
    fc.assert(
      fc.property(anywhere, ([lon, lat]) => {
        const [x, y] = positionOf(cellOf(lon, lat));
        expect(x).toBe(Math.min(2 ** 26 - 1, Math.floor(mercatorX(lon) * 2 ** 26)));
        expect(y).toBe(Math.min(2 ** 26 - 1, Math.floor(mercatorY(lat) * 2 ** 26)));
      }),
    );
  });
});

test('thinning keeps one of every square and, of points, no second', () => {
  const crowd = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 22 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(crowd, crowd), { minLength: 1, maxLength: 400 }), (places) => {
      // Places gather round a few points at every scale.
      const cells = places.map(([[x, scale], [y]]) => cellOf(127 + x * 2 ** -scale, 37 + y * 2 ** -scale));
      const thinning = new Thinning();
      const zooms = cells.map((cell) => thinning.place(cell));
      for (let z = 0; z < FULL_ZOOM; z++) {
        const squareOf = (cell: number) => Math.floor(cell / 4 ** (26 - z - 7));
        const shown = cells.filter((_, i) => zooms[i]! <= z).map(squareOf);
        expect(new Set(shown)).toEqual(new Set(cells.map(squareOf)));
        expect(shown).toHaveLength(new Set(shown).size);
      }
    }),
  );
});

test('a polygon is labelled inside', () => {
  const corner = fc.tuple(fc.double({ min: 0.2, max: 1, noNaN: true }), fc.constant(0));
  fc.assert(
    fc.property(fc.array(corner, { minLength: 5, maxLength: 30 }), (corners) => {
      const ring = corners.map(([radius], i) => {
        const angle = (2 * Math.PI * i) / corners.length;
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      });
      ring.push(ring[0]!);
      const polygon: Polygon = { type: 'Polygon', coordinates: [ring] };
      expect(booleanPointInPolygon(labelPoint(polygon)!, polygon)).toBe(true);
    }),
  );
  const withHole: Polygon = { type: 'Polygon', coordinates: [square(0, 0, 10), square(2, 2, 6)] };
  expect(booleanPointInPolygon(labelPoint(withHole)!, withHole)).toBe(true);
  expect(labelPoint({ type: 'LineString', coordinates: [[0, 0], [4, 0]] })).toEqual([2, 0]); // biome-ignore format: a pair
  expect(labelPoint({ type: 'GeometryCollection', geometries: [] })).toBeNull();
});

describe('a layer of points', () => {
  const places = fc.sample(
    fc.tuple(
      fc.double({ min: 126, max: 129.5, noNaN: true }),
      fc.double({ min: 33, max: 38.5, noNaN: true }),
    ),
    { numRuns: 300, seed: 7 },
  );
  const crowd = Array.from({ length: 2000 }, (_, i): [number, number] => [
    127.001 + (i % 50) / 50_000,
    37.5 + Math.floor(i / 50) / 50_000,
  ]);
  const lonely: [number, number] = [131.87, 37.24]; // 독도
  const all = [...crowd, ...places, lonely];
  let layer: Layer;

  test('shows every one exactly once at the closest zoom, to half a unit', async () => {
    layer = await filled(all.map(([lon, lat], i) => point(i + 1, lon, lat)));
    expect(layer).toMatchObject({ tiled: true, counts: { vertices: all.length } });
    const tiles = new Map(all.map((place) => [at(place, 16).join('/'), at(place, 16)]));
    // Where PostGIS says they are, in units of the tiles of zoom 16.
    const expected = await query<{ n: number; x: number; y: number }>(
      `select n, (st_x(p) / 40075016.6855785 + 0.5) * 65536 * 4096 as x,
         (0.5 - st_y(p) / 40075016.6855785) * 65536 * 4096 as y
       from feature, st_transform(geom, 3857) p where layer_id = $1`,
      [layer.id],
    );
    const seen = new Map<number, [number, number]>();
    for (const [z, x, y] of tiles.values()) {
      for (const { id, paths, properties } of await decoded(layer.id, z, x, y)) {
        expect(seen.has(id)).toBe(false);
        expect(properties).toEqual({ status: 'ok', level: 'address', 이름: `곳 ${id}` });
        seen.set(id, [x * 4096 + paths[0]![0]!.x, y * 4096 + paths[0]![0]!.y]);
      }
    }
    expect(seen.size).toBe(all.length);
    for (const { n, x, y } of expected) {
      const [seenX, seenY] = seen.get(n)!;
      expect(Math.abs(seenX - x)).toBeLessThanOrEqual(1); // the last unit of a tile takes what rounds beyond it
      expect(Math.abs(seenY - y)).toBeLessThanOrEqual(1);
      if (x % 4096 < 4095.5) expect(Math.abs(seenX - x)).toBeLessThanOrEqual(0.5 + 1e-6);
      if (y % 4096 < 4095.5) expect(Math.abs(seenY - y)).toBeLessThanOrEqual(0.5 + 1e-6);
    }
  });

  test('keeps sparse places and thins out crowds', async () => {
    const world = await decoded(layer.id, 0, 0, 0);
    const [x, y] = [mercatorX(lonely[0]) * 4096, mercatorY(lonely[1]) * 4096];
    const square = (value: number) => Math.floor(value / 32);
    expect(
      world.some(
        ({ paths }) => square(paths[0]![0]!.x) === square(x) && square(paths[0]![0]!.y) === square(y),
      ),
    ).toBe(true);
    expect(world.length).toBeLessThan(20);
    const near = await decoded(layer.id, ...at(crowd[0]!, 10));
    expect(near.length).toBeGreaterThan(0);
    expect(near.length).toBeLessThan(300);
  });

  test('shows a place that was corrected at once, and others where it went away from', async () => {
    const shown = (await decoded(layer.id, 0, 0, 0)).map(({ id }) => id);
    const crowded = shown.find((id) => id <= crowd.length)!;
    const standing = { status: 'ok', level: 'address', geometry: point(1, ...crowd[crowded - 1]!).geometry };
    const before = await getTile(layer.id, { z: 5, x: 0, y: 16 });
    expect(before.bytes).toHaveLength(0);
    const moved = { n: crowded, geometry: point(1, -175, 0.5).geometry, answer: {}, correction: null };
    await replaceAnswer(layer.id, standing, { ...standing, ...moved }, null);
    const after = await decoded(layer.id, 5, 0, 15);
    expect(after.map(({ id }) => id)).toEqual([crowded]);
    // Someone else of the crowd stands for it now, at every zoom.
    const rows = await query<{ zoom: number; cell: number }>(
      'select zoom, cell from feature where layer_id = $1 and cell is not null',
      [layer.id],
    );
    for (let z = 0; z < FULL_ZOOM; z++) {
      const squareOf = ({ cell }: { cell: number }) => Math.floor(cell / 4 ** (26 - z - 7));
      const drawn = rows.filter(({ zoom }) => zoom <= z).map(squareOf);
      expect(new Set(drawn)).toEqual(new Set(rows.map(squareOf)));
    }
  });
});

test('a job that was killed goes on, and nothing is lost', async () => {
  const places = fc
    .sample(anywhere, { numRuns: 600, seed: 3 })
    .map(([lon, lat], i) => point(i + 1, lon, lat));
  const layer = await createLayer({ name: '곳', kind: 'file', columns });
  const append = (from: number, to: number) =>
    transaction((client) => appendFeatures(layer.id, places.slice(from, to), client));
  await append(0, 200);
  await append(200, 400).catch(() => {});
  forgetFilling(layer.id); // another process takes over
  await append(200, 400);
  await append(400, 600);
  await append(400, 600); // the same once more, after it was rolled back
  const resumed = await query(`select n, zoom, cell from feature where layer_id = $1 order by n`, [layer.id]);
  const whole = await filled(places);
  const once = await query(`select n, zoom, cell from feature where layer_id = $1 order by n`, [whole.id]);
  expect(resumed).toEqual(once);
});

describe('a layer of shapes', () => {
  const small: Position[][] = [square(127, 37, 0.00002)];
  const shapes: Geometry[] = [
    { type: 'Polygon', coordinates: [square(126, 36, 2), [...square(126.5, 36.5, 1)].reverse()] },
    { type: 'LineString', coordinates: [[-170, -10], [170, 60]] }, // biome-ignore format: a pair
    { type: 'MultiPolygon', coordinates: [[square(178, -20, 2)], [square(-180, -20, 3)]] },
    { type: 'Polygon', coordinates: small },
    {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Point', coordinates: [10, 50] },
        { type: 'Polygon', coordinates: [square(11, 51, 0.5)] },
      ],
    },
    { type: 'Polygon', coordinates: [square(20, 84, 5.99)] },
    { type: 'MultiPoint', coordinates: [[30, 1], [31, 1], [-31, 1]] }, // biome-ignore format: pairs
    { type: 'LineString', coordinates: [[140, 37], [140.000001, 37]] }, // biome-ignore format: a pair
    { type: 'Point', coordinates: [5, 5] },
    { type: 'GeometryCollection', geometries: [] },
  ];
  let layer: Layer;

  test('shows each on every zoom, and labels each once', async () => {
    layer = await filled(shapes.map((shape, i) => feature(i + 1, shape)));
    expect(layer.tiled).toBe(true);
    for (const z of [0, 1, 2, 3]) {
      const seen = new Set<number>();
      const labelled: number[] = [];
      for (let x = 0; x < 2 ** z; x++) {
        for (let y = 0; y < 2 ** z; y++) {
          for (const { id } of await decoded(layer.id, z, x, y)) seen.add(id);
          labelled.push(...(await decoded(layer.id, z, x, y, 'labels')).map(({ id }) => id));
        }
      }
      expect([...seen].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(labelled.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });

  test('keeps holes, the outer ring first and clockwise on the screen', async () => {
    const [polygon] = (await decoded(layer.id, ...at([126.2, 36.2], 5))).filter(({ id }) => id === 1);
    const areas = polygon!.paths.map((ring) =>
      ring.reduce((sum, { x, y }, i) => {
        const next = ring[(i + 1) % ring.length]!;
        return sum + (x * next.y - next.x * y) / 2;
      }, 0),
    );
    expect(areas).toHaveLength(2);
    expect(areas[0]).toBeGreaterThan(0);
    expect(areas[1]).toBeLessThan(0);
    expect(-areas[1]! / areas[0]!).toBeCloseTo(0.25, 1);
  });

  test('draws both sides of the antimeridian, each on its own', async () => {
    const east = await decoded(layer.id, ...at([179, -19], 4));
    const west = await decoded(layer.id, ...at([-179, -19], 4));
    expect(east.map(({ id }) => id)).toContain(3);
    expect(west.map(({ id }) => id)).toContain(3);
    const middle = await decoded(layer.id, ...at([0, -19], 4));
    expect(middle.map(({ id }) => id)).not.toContain(3);
  });

  test('what is too small to be seen is drawn as a square, and as it is from near', async () => {
    const [far] = (await decoded(layer.id, ...at([127, 37], 6))).filter(({ id }) => id === 4);
    const xs = far!.paths[0]!.map(({ x }) => x);
    expect(Math.max(...xs) - Math.min(...xs)).toBe(32);
    const [near] = (await decoded(layer.id, ...at([127.00001, 37.00001], 16))).filter(({ id }) => id === 4);
    const side = near!.paths[0]!.map(({ x }) => x);
    const units = (0.00002 / 360) * 2 ** 16 * 4096;
    expect(Math.abs(Math.max(...side) - Math.min(...side) - units)).toBeLessThanOrEqual(1);
  });

  test('every tile that a shape reaches into has it', async () => {
    const random = fc.sample(
      fc.tuple(
        fc.double({ min: 126, max: 128, noNaN: true }),
        fc.double({ min: 36, max: 38, noNaN: true }),
        fc.integer({ min: 2, max: 16 }),
      ),
      { numRuns: 150, seed: 11 },
    );
    const many = await filled(
      random.map(([lon, lat, size], i) =>
        feature(i + 1, { type: 'Polygon', coordinates: [square(lon, lat, 2 ** -size)] }),
      ),
    );
    for (const z of [5, 9, 12, 16]) {
      for (const [lon, lat, size] of random.slice(0, 12)) {
        const corner = [lon + 2 ** -size, lat + 2 ** -size];
        const [, x, y] = at(corner, z);
        const edges = [x / 2 ** z, (x + 1) / 2 ** z].map((world) => world * 360 - 180);
        const inside = random.flatMap(([west, south, power], i) => {
          const side = 2 ** -power;
          const pixels = (side / 360) * 512 * 2 ** z;
          const overlaps =
            west < edges[1]! && west + side > edges[0]! && row(south, z) >= y && row(south + side, z) <= y;
          return overlaps && pixels >= 4 ? [i + 1] : [];
        });
        const seen = new Set((await decoded(many.id, z, x, y)).map(({ id }) => id));
        expect(inside.filter((id) => !seen.has(id))).toEqual([]);
      }
    }
  });
});

describe('points that are left out from afar', () => {
  const places = Array.from({ length: 3000 }, (_, i): [number, number] => [
    127 + Math.sin(i) * (i % 7 === 0 ? 1 : 0.01),
    37 + Math.cos(i * 1.7) * (i % 7 === 0 ? 1 : 0.01),
  ]);
  let layer: Layer;
  const inTile = (z: number, x: number, y: number) =>
    places.filter((place) => at(place, z).join() === [z, x, y].join()).length;

  test('weigh on a heat map', async () => {
    layer = await filled(places.map(([lon, lat], i) => point(i + 1, lon, lat)));
    await updateLayer(layer.id, { style: changedStyle(layer.style, { points: 'heat' }) });
    for (const z of [3, 8, 11, 14]) {
      const tile = at([127, 37.001], z);
      const shown = await decoded(layer.id, ...tile);
      const weight = shown.reduce((sum, { properties }) => sum + (properties.$weight as number), 0);
      expect(Math.abs(weight - inTile(...tile))).toBeLessThan(shown.length * 0.01 + 1e-6);
    }
  });

  test('are counted in clusters', async () => {
    await updateLayer(layer.id, { style: changedStyle(layer.style, { points: 'clusters' }) });
    for (const z of [3, 8, 11, 13]) {
      const tile = at([127, 37.001], z);
      const shown = await decoded(layer.id, ...tile);
      expect(shown.length).toBeLessThanOrEqual(64);
      const counted = shown.reduce(
        (sum, { properties }) => sum + ((properties.point_count as number) ?? 1),
        0,
      );
      expect(counted).toBe(inTile(...tile));
    }
    const near = await decoded(layer.id, ...at([127, 37.001], 14));
    expect(near.every(({ id }) => id > 0)).toBe(true);
  });
});

test('a large layer from before there were tiles is prepared by a job', async () => {
  const places = fc
    .sample(anywhere, { numRuns: 300, seed: 5 })
    .map(([lon, lat], i) => point(i + 1, lon, lat));
  const layer = await filled(places);
  const asBefore = () =>
    query(`select n, zoom, cell from feature where layer_id = $1 order by n`, [layer.id]);
  const before = await asBefore();
  await query('update feature set zoom = null, cell = null where layer_id = $1', [layer.id]);
  await query('update layer set tiled = false where id = $1', [layer.id]);
  const signal = new AbortController().signal;
  const context = { input: { layer: layer.id }, signal, progress: () => {} };
  await prepareLayer(context as unknown as Parameters<typeof prepareLayer>[0]);
  expect(await asBefore()).toEqual(before);
  expect(await getLayer(layer.id)).toMatchObject({ tiled: true, revision: layer.revision + 1 });
});

test('only large layers are served as tiles', async () => {
  const layer = await filled([point(1, 127, 37)]);
  expect(servedAs(layer)).toBe('geojson');
  const large = { ...layer, counts: { ...layer.counts, geometry: { point: 20_001, line: 0, polygon: 0 } } };
  expect(servedAs(large)).toBe('tiles');
  expect(servedAs({ ...large, tiled: false })).toBe('geojson');
  expect(servedAs({ ...layer, counts: { ...layer.counts, vertices: 1_000_000 } })).toBe('tiles');
});

test('those who ask at the same time get one making, those who know the version none', async () => {
  const layer = await filled([point(1, 127, 37)]);
  const ask = () => getTile(layer.id, { z: 3, x: 6, y: 3 });
  const [first, second] = await Promise.all([ask(), ask()]);
  expect(second!.bytes).toBe(first!.bytes);
  await query('delete from feature where layer_id = $1', [layer.id]);
  const known = await getTile(layer.id, { z: 3, x: 6, y: 3 }, first!.version);
  expect(known.bytes).toBe(first!.bytes);
});

test('there are no tiles beyond the world', async () => {
  const layer = await filled([point(1, 127, 37)]);
  await expect(getTile(layer.id, { z: 2, x: 4, y: 0 })).rejects.toThrow('There is no tile 2/4/0');
  await expect(getTile(layer.id, { z: 30, x: 0, y: 0 })).rejects.toThrow('0 to 16');
  await expect(getTile(layer.id, { z: Number.NaN, x: 0, y: 0 })).rejects.toThrow('There is no tile');
});
