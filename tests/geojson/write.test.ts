import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Feature, GeoJSON, Geometry, Position } from 'geojson';
import { afterAll, describe, expect, test } from 'vitest';
import { transformer } from '@/lib/crs/transform';
import { checkGeoJSON } from '@/lib/geojson/check';
import { checkFile } from '@/lib/geojson/check-file';
import { repair } from '@/lib/geojson/repair';
import { signedArea } from '@/lib/geojson/rings';
import { round } from '@/lib/geojson/round';
import { tidyGeometry } from '@/lib/geojson/tidy';
import { writeFeatureCollection, writeSequence } from '@/lib/geojson/write';

const folder = mkdtempSync(join(tmpdir(), 'jari-geojson-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}

const point = (lon: number, lat: number, id?: number): Feature => ({
  type: 'Feature',
  ...(id === undefined ? {} : { id }),
  geometry: { type: 'Point', coordinates: [lon, lat] },
  properties: { 주소: '자하문로 94', n: 1 },
});

const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
const position: fc.Arbitrary<Position> = fc.oneof(
  fc.tuple(degrees(180), degrees(90)),
  fc.tuple(degrees(180), degrees(90), fc.double({ min: -500, max: 9000, noNaN: true })),
);
const flat = fc.tuple(degrees(180), degrees(90));
const line = fc.array(flat, { minLength: 2, maxLength: 6 });
/** A star-shaped ring about a centre, so simple; it may run over the antimeridian (beyond 180 or jumping). */
const ring = fc
  .record({
    lon: degrees(180),
    lat: degrees(60),
    radii: fc.array(fc.double({ min: 0.5, max: 20, noNaN: true }), { minLength: 3, maxLength: 8 }),
    reverse: fc.boolean(),
    wrapped: fc.boolean(),
  })
  .map(({ lon, lat, radii, reverse, wrapped }) => {
    const points = radii.map((radius, i): Position => {
      const angle = (2 * Math.PI * i) / radii.length;
      const x = lon + radius * Math.cos(angle);
      const turned = x > 180 ? x - 360 : x < -180 ? x + 360 : x;
      return [wrapped ? turned : x, lat + radius * Math.sin(angle)];
    });
    const closed = [...points, points[0]!];
    return reverse ? closed.toReversed() : closed;
  });
const simple: fc.Arbitrary<Geometry> = fc.oneof(
  position.map((coordinates): Geometry => ({ type: 'Point', coordinates })),
  fc.array(position).map((coordinates): Geometry => ({ type: 'MultiPoint', coordinates })),
  line.map((coordinates): Geometry => ({ type: 'LineString', coordinates })),
  fc.array(line).map((coordinates): Geometry => ({ type: 'MultiLineString', coordinates })),
  ring.map((one): Geometry => ({ type: 'Polygon', coordinates: [one] })),
  fc
    .array(ring, { maxLength: 3 })
    .map((rings): Geometry => ({ type: 'MultiPolygon', coordinates: rings.map((one) => [one]) })),
);
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  simple,
  fc
    .array(simple, { maxLength: 4 })
    .map((geometries): Geometry => ({ type: 'GeometryCollection', geometries })),
);
const feature: fc.Arbitrary<Feature> = fc.record({
  type: fc.constant('Feature' as const),
  id: fc.oneof(fc.string(), fc.integer()),
  geometry: fc.option(simple) as fc.Arbitrary<Geometry>,
  properties: fc.option(fc.dictionary(fc.string(), fc.jsonValue())) as fc.Arbitrary<Feature['properties']>,
});

describe('writers', () => {
  test('what is written always passes the check, and comes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(feature, { maxLength: 5 }), async (features) => {
        const collection = await text(writeFeatureCollection(features, { members: { name: '목록' } }));
        expect(checkGeoJSON(collection)).toEqual([]);
        const parsed = JSON.parse(collection);
        expect(parsed.name).toBe('목록');
        expect(parsed.features.map(({ id, properties }: Feature) => ({ id, properties }))).toEqual(
          JSON.parse(JSON.stringify(features.map(({ id, properties }) => ({ id, properties })))),
        );
        if (features.length === 0) return; // an empty file is an empty sequence, but shows nothing of it
        const path = join(folder, 'sequence.geojsonl');
        writeFileSync(path, await text(writeSequence(features)));
        expect(await checkFile(path)).toEqual([]);
      }),
    );
  });

  test('async sources are written the same, in pieces of about 64 kB', async () => {
    const features = Array.from({ length: 5000 }, (_, i) => point(127, 37, i));
    async function* source() {
      yield* features;
    }
    const pieces: string[] = [];
    for await (const piece of writeFeatureCollection(source())) pieces.push(piece);
    expect(pieces.join('')).toBe(await text(writeFeatureCollection(features)));
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces) expect(piece.length).toBeLessThan(70_000);
  });

  test('nothing is an empty collection', async () => {
    expect(JSON.parse(await text(writeFeatureCollection([])))).toEqual({
      type: 'FeatureCollection',
      features: [],
    });
    expect(await text(writeSequence([]))).toBe('');
  });

  test('positions are rounded to 7 decimals', async () => {
    expect(round([127.12345678901, -0.00000001, 12.3456])).toEqual([127.1234568, 0, 12.346]);
    expect(await text(writeFeatureCollection([point(126.97040555123, 37.58441544999)]))).toContain(
      '[126.9704056,37.5844154]',
    );
  });

  test.each([
    ['latitude beyond 90', point(37, 127), /beyond 90 degrees/],
    ['no number', point(Number.NaN, 37), /not made of numbers/],
    ['a crs', { ...point(1, 2), crs: {} }, /may not have a member "crs"/],
    ['a member of another type', { ...point(1, 2), features: [] }, /may not have a member "features"/],
  ])('%s is refused, not written', async (_, bad, message) => {
    await expect(text(writeFeatureCollection([bad as Feature]))).rejects.toThrow(message);
  });

  test.each(['crs', 'geometry', 'features', 'type'])('the foreign member "%s" is refused', async (name) => {
    await expect(text(writeFeatureCollection([], { members: { [name]: 1 } }))).rejects.toThrow(name);
  });
});

describe('repair', () => {
  test('passes the check afterwards, and changes nothing the second time', () => {
    fc.assert(
      fc.property(geometry, (value) => {
        const repaired = repair(value);
        expect(checkGeoJSON(repaired)).toEqual([]);
        expect(repair(repaired)).toEqual(repaired);
      }),
    );
  });

  test('winds and closes rings, and rounds', () => {
    const open = [
      [0, 0],
      [0, 4],
      [4, 4.00000000001],
      [4, 0],
    ];
    expect(repair({ type: 'Polygon', coordinates: [open] })).toEqual({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 0],
        ],
      ],
    });
  });

  test('leaves a right bbox, computes a wrong one', () => {
    const good = { ...point(179, 3), bbox: [177, 0, -178, 5] } as Feature;
    expect(repair(good).bbox).toEqual([177, 0, -178, 5]);
    const bad = { type: 'FeatureCollection', features: [point(1, 2), point(3, 4)], bbox: [2, 1, 4, 3] };
    expect(repair(bad as GeoJSON).bbox).toEqual([1, 2, 3, 4]);
  });

  test('reprojects a crs member, on the collection or on a feature', () => {
    const [x, y] = transformer('EPSG:4326', 'EPSG:5186')(126.978546, 37.566554);
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::5186' } };
    const whole = { type: 'FeatureCollection', crs, features: [point(x, y)], bbox: [x, y, x, y] };
    const single = { type: 'FeatureCollection', features: [{ ...point(x, y), crs }] };
    for (const value of [whole, single]) {
      const repaired = repair(value as unknown as GeoJSON, transformer);
      expect(checkGeoJSON(repaired)).toEqual([]);
      expect(JSON.stringify(repaired)).toContain('"coordinates":[126.978546,37.566554]');
    }
    expect(repair(whole as unknown as GeoJSON, transformer).bbox).toEqual([
      126.978546, 37.566554, 126.978546, 37.566554,
    ]);
  });

  test.each([
    [null, /"crs" is null/],
    [{ type: 'link', properties: { href: 'http://example.com' } }, /a link/],
    [{ type: 'name', properties: { name: 'EPSG:999999' } }, /EPSG:999999 is not/],
    [{}, /names no system/],
  ])('crs %j is refused', (crs, message) => {
    expect(() => repair({ ...point(1, 2), crs } as unknown as GeoJSON, transformer)).toThrow(message);
  });

  test('WGS 84 by name needs no transformer; another system without one is refused', () => {
    const named = (name: string) => ({ ...point(1, 2), crs: { type: 'name', properties: { name } } });
    for (const name of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'urn:ogc:def:crs:EPSG::4326']) {
      expect(repair(named(name) as unknown as GeoJSON)).toEqual(point(1, 2));
    }
    expect(() => repair(named('EPSG:5186') as unknown as GeoJSON)).toThrow(/in EPSG:5186/);
  });

  test('swapped longitude and latitude are not guessed at', () => {
    expect(() => repair(point(37.5, 127))).toThrow(/beyond 90 degrees/);
  });

  test('a collection of one type becomes the Multi type; nested ones become one', () => {
    const points = [1, 2].map((n): Geometry => ({ type: 'Point', coordinates: [n, n] }));
    expect(repair({ type: 'GeometryCollection', geometries: points })).toEqual({
      type: 'MultiPoint',
      coordinates: [
        [1, 1],
        [2, 2],
      ],
    });
  });
});

/** Area of all polygons, with its sign. */
function area(value: Geometry): number {
  const polygons =
    value.type === 'Polygon' ? [value.coordinates] : value.type === 'MultiPolygon' ? value.coordinates : [];
  return polygons.flat().reduce((sum, one) => sum + signedArea(one) / 2, 0);
}

describe('the cut at the antimeridian', () => {
  const across: Position[] = [
    [170, 0],
    [-170, 0],
    [-170, 10],
    [170, 10],
    [170, 0],
  ];

  test('keeps the area, and puts every part within 180 degrees', () => {
    fc.assert(
      fc.property(ring, (one) => {
        const unwrapped = one.map(([x, y], i): Position => {
          const first = one[0]![0]!;
          return [i > 0 && Math.abs(x! - first) > 180 ? x! + (x! < first ? 360 : -360) : x!, y!];
        });
        const cut = tidyGeometry({ type: 'Polygon', coordinates: [one] });
        expect(area(cut)).toBeCloseTo(Math.abs(signedArea(unwrapped)) / 2, 3);
      }),
    );
  });

  test('a hole across it is cut with its polygon', () => {
    const hole: Position[] = [
      [175, 2],
      [175, 8],
      [-175, 8],
      [-175, 2],
      [175, 2],
    ];
    const cut = tidyGeometry({ type: 'Polygon', coordinates: [across, hole] });
    expect(cut.type).toBe('MultiPolygon');
    expect(area(cut)).toBeCloseTo(200 - 60, 9);
  });

  test('a hole on one side stays a hole there', () => {
    const hole = [
      [172, 2],
      [172, 8],
      [178, 8],
      [178, 2],
      [172, 2],
    ];
    const cut = tidyGeometry({ type: 'Polygon', coordinates: [across, hole] });
    expect((cut as { coordinates: unknown[][] }).coordinates.map((part) => part.length).sort()).toEqual([
      1, 2,
    ]);
    expect(area(cut)).toBeCloseTo(200 - 36, 9);
  });

  test('a concave polygon may fall into more than two parts', () => {
    const comb = [
      [170, 0],
      [190, 0],
      [190, 2],
      [175, 3],
      [190, 4],
      [190, 6],
      [170, 6],
      [170, 0],
    ];
    const cut = tidyGeometry({ type: 'Polygon', coordinates: [comb] }) as { coordinates: unknown[] };
    expect(cut.coordinates).toHaveLength(3);
  });

  test('a ring of very many vertices', () => {
    const count = 300_000;
    const circle = Array.from({ length: count + 1 }, (_, i): Position => {
      const angle = ((i % count) / count) * 2 * Math.PI;
      return [180 + 20 * Math.cos(angle), 20 * Math.sin(angle)];
    });
    const cut = tidyGeometry({ type: 'Polygon', coordinates: [circle] });
    expect(area(cut)).toBeCloseTo(Math.PI * 400, 2);
  });

  test('a ring round the pole is closed over it', () => {
    const cap = [
      [0, 70],
      [90, 70],
      [180, 70],
      [-90, 70],
      [0, 70],
    ];
    const cut = tidyGeometry({ type: 'Polygon', coordinates: [cap] });
    expect(area(cut)).toBeCloseTo(360 * 20, 6);
    expect(checkGeoJSON(cut)).toEqual([]);
  });

  test('a polygon of the whole world stays whole', () => {
    const world = [
      [-180, -90],
      [180, -90],
      [180, 90],
      [-180, 90],
      [-180, -90],
    ];
    expect(tidyGeometry({ type: 'Polygon', coordinates: [world] })).toEqual({
      type: 'Polygon',
      coordinates: [world],
    });
  });

  test('a line along it stays whole', () => {
    const along = [
      [170, 0],
      [180, 5],
      [180, 8],
      [170, 10],
      [-170, 20],
    ];
    expect(tidyGeometry({ type: 'LineString', coordinates: along })).toEqual({
      type: 'MultiLineString',
      coordinates: [
        [
          [170, 0],
          [180, 5],
          [180, 8],
          [170, 10],
          [180, 15],
        ],
        [
          [-180, 15],
          [-170, 20],
        ],
      ],
    });
  });

  test('a line that only touches it is not cut', () => {
    const touching = [
      [170, 0],
      [180, 5],
      [170, 10],
    ];
    expect(tidyGeometry({ type: 'LineString', coordinates: touching })).toEqual({
      type: 'LineString',
      coordinates: touching,
    });
  });
});

const ogr = spawnSync('ogr2ogr', ['--version']);
const noGdal = ogr.error ? '(skipped: ogr2ogr is not installed, package gdal-bin)' : '';

describe.skipIf(noGdal)(`GDAL writes the same ${noGdal}`, () => {
  /** Rings from their least vertex on, in order: the same for the same polygons. */
  function normal(value: Geometry): string[] {
    const parts = (value as { coordinates: unknown[] }).coordinates;
    const rings = (
      value.type === 'Polygon' ? [parts] : value.type === 'MultiPolygon' ? parts : [parts]
    ) as Position[][][];
    if (!value.type.endsWith('Polygon')) {
      return (value.type === 'LineString' ? [parts] : parts).map((part) => JSON.stringify(part)).sort();
    }
    return rings
      .flat()
      .map((one) => {
        const open = one.slice(0, -1);
        const keys = open.map((vertex) => JSON.stringify(vertex));
        const from = keys.indexOf([...keys].sort()[0]!);
        return [...keys.slice(from), ...keys.slice(0, from)].join(' ');
      })
      .sort();
  }

  const cases: [string, Geometry][] = [
    [
      'a clockwise ring with a hole',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [0, 4],
            [4, 4],
            [4, 0],
            [0, 0],
          ],
          [
            [1, 1],
            [2, 1],
            [2, 2],
            [1, 2],
            [1, 1],
          ],
        ],
      },
    ],
    [
      'a polygon beyond 180',
      {
        type: 'Polygon',
        coordinates: [
          [
            [175, 0],
            [185, 0],
            [185, 10],
            [175, 10],
            [175, 0],
          ],
        ],
      },
    ],
    [
      'a polygon that jumps',
      {
        type: 'Polygon',
        coordinates: [
          [
            [178, 0],
            [-178, 0],
            [-178, 10],
            [178, 10],
            [178, 0],
          ],
        ],
      },
    ],
    [
      'a line that jumps',
      {
        type: 'LineString',
        coordinates: [
          [178, 0],
          [-178, 10],
        ],
      },
    ],
    [
      'more than 7 decimals',
      {
        type: 'LineString',
        coordinates: [
          [1.123456789, 2],
          [3, 4.98765432101],
        ],
      },
    ],
  ];

  test.each(cases)('%s', (_, value) => {
    const source = join(folder, 'in.geojson');
    const target = join(folder, 'out.geojson');
    rmSync(target, { force: true });
    writeFileSync(source, JSON.stringify({ type: 'Feature', geometry: value, properties: {} }));
    execFileSync(
      'ogr2ogr',
      ['-f', 'GeoJSON', '-lco', 'RFC7946=YES', '-t_srs', 'EPSG:4326', '-wrapdateline', target, source],
      { stdio: 'pipe' },
    );
    const theirs = JSON.parse(readFileSync(target, 'utf8')).features[0].geometry;
    expect(normal(repair(value) as Geometry)).toEqual(normal(theirs));
  });
});
