import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definitions } from '@/lib/crs/definitions';
import { CrsError, findCrs } from '@/lib/crs/find';
import { guessCrs } from '@/lib/crs/guess';
import { transformer } from '@/lib/crs/transform';

/** Metres between two points given in degrees, near enough for small distances. */
function metres([a, b]: readonly number[], [c, d]: readonly number[]): number {
  const perDegree = 111_320;
  return Math.hypot((a! - c!) * perDegree * Math.cos((b! * Math.PI) / 180), (b! - d!) * perDegree);
}

// [point, longitude, latitude, system, x, y, agreement in metres]. Sources: Kakao documentation (Jeju,
// Gangnam), npm coordconv (Seoul), gimi9, an official row of 위치정보요약DB (자하문로 94), PROJ 9.5.1 (City Hall).
const controls: [string, number, number, string, number, number, number][] = [
  ['Jeju', 126.570667, 33.450701, 'EPSG:5181', 160082.538257218, -4680.975749087054, 0.01],
  ['Seoul', 126.9876757, 37.5611523, 'EPSG:5181', 198911.1107, 451291.3402, 0.02],
  ['Seoul', 126.9876757, 37.5611523, 'EPSG:5174', 198841.4616, 450986.1855, 0.02],
  ['Gangnam', 127.0278087, 37.4999596, 'EPSG:5181', 202459, 444500, 1],
  ['gimi9', 127.12810603742214, 37.476715383128074, 'EPSG:5179', 967118, 1942008, 0.01],
  ['자하문로 94', 126.97040555, 37.58441544, 'EPSG:5179', 953241.683263, 1954023.466812, 0.01],
  ['City Hall', 126.978546, 37.566554, 'EPSG:5179', 953949.417, 1952037.804, 0.01],
  ['City Hall', 126.978546, 37.566554, 'EPSG:5186', 198104.606, 551891.013, 0.01],
  ['City Hall', 126.978546, 37.566554, 'EPSG:5181', 198104.606, 451891.013, 0.01],
  ['City Hall', 126.978546, 37.566554, 'EPSG:5174', 198034.985, 451585.832, 0.1],
  ['City Hall', 126.978546, 37.566554, 'EPSG:2097', 198290.311, 451585.776, 0.1],
  ['City Hall', 126.978546, 37.566554, 'EPSG:5178', 954138.686, 1951731.684, 0.1],
  ['City Hall', 126.978546, 37.566554, 'EPSG:3857', 14135187.082, 4518374.094, 0.01],
];

describe('transformer', () => {
  test.each(controls)('%s: %d, %d is in %s at %d, %d within %d m', (_, lon, lat, code, x, y, tolerance) => {
    expect(metres(transformer(code)(x, y), [lon, lat])).toBeLessThan(tolerance);
    const [east, north] = transformer('EPSG:4326', code)(lon, lat);
    expect(Math.hypot(east - x, north - y)).toBeLessThan(tolerance * (code === 'EPSG:3857' ? 2 : 1));
  });

  test('there and back is the same point, for every Korean system', () => {
    const codes = definitions.filter(({ code }) => !/^EPSG:32[67]/.test(code)).map(({ code }) => code);
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.double({ min: 124, max: 132, noNaN: true }),
        fc.double({ min: 33, max: 39, noNaN: true }),
        (code, lon, lat) => {
          const [x, y] = transformer('CRS84', code)(lon, lat);
          expect(metres(transformer(code)(x, y), [lon, lat])).toBeLessThan(0.01); // the linear datum shift there and back: 5 mm
        },
      ),
    );
  });

  test('longitude stays first for geographic systems', () => {
    expect(transformer('EPSG:4326')(127, 37)).toEqual([127, 37]);
  });

  test.each([
    [Number.NaN, 5, 'EPSG:5179', /both must be numbers/],
    [37.5, 127, 'EPSG:4326', /latitude is beyond 90/],
    [1270, 37, 'CRS84', /longitude is beyond 360/],
  ])('%d, %d of %s is refused with the reason', (x, y, code, reason) => {
    expect(() => transformer(code)(x, y)).toThrow(CrsError);
    expect(() => transformer(code)(x, y)).toThrow(reason);
  });

  test('the same pair gives the same function', () => {
    expect(transformer('EPSG:5179')).toBe(transformer('EPSG:5179'));
  });
});

describe('findCrs', () => {
  test.each([
    ['5179', 'EPSG:5179'],
    ['epsg:5186', 'EPSG:5186'],
    ['urn:ogc:def:crs:EPSG::5179', 'EPSG:5179'],
    ['urn:ogc:def:crs:EPSG:6.9:5174', 'EPSG:5174'],
    ['http://www.opengis.net/def/crs/EPSG/0/5181', 'EPSG:5181'],
    ['http://www.opengis.net/gml/srs/epsg.xml#4326', 'EPSG:4326'],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'CRS84'],
    ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', 'CRS84'],
    ['CRS84', 'CRS84'],
    ['katec', 'KATEC'],
    ['UTM-K', 'EPSG:5179'],
    ['900913', 'EPSG:3857'],
    [' EPSG:32652 ', 'EPSG:32652'],
    ['+init=epsg:5179', 'EPSG:5179'],
    ['+proj=utm +zone=33 +datum=WGS84', 'proj4'],
  ])('%s is %s', (text, code) => {
    expect(findCrs(text).code).toBe(code);
  });

  test.each([
    ['', /No coordinate system/],
    ['EPSG:999999', /EPSG:999999 is not a coordinate system known here/],
    ['Atlantis', /"Atlantis" is not a coordinate system/],
    ['+ellps=GRS80 +init', /no \+proj=/],
    ['+proj=nonsense +lat_0=38', /cannot be used/],
    ['+proj=longlat +nadgrids=foo.gsb', /grid file "foo.gsb"/],
  ])('"%s" is refused with the reason', (text, reason) => {
    expect(() => findCrs(text)).toThrow(CrsError);
    expect(() => findCrs(text)).toThrow(reason);
  });

  test('no code is defined twice', () => {
    const codes = definitions.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('guessCrs', () => {
  const cities: [number, number][] = [
    [126.978, 37.5665],
    [129.0756, 35.1796],
    [126.5312, 33.4996],
    [128.6014, 35.8714],
    [126.8526, 35.1595],
    [127.3845, 36.3504],
    [128.8761, 37.7519],
    [126.7052, 37.4563],
  ];
  const inSystem = (code: string) => cities.map(([lon, lat]) => transformer('EPSG:4326', code)(lon, lat));

  test.each([
    'EPSG:4326',
    'EPSG:5179',
    'EPSG:5186',
    'EPSG:5187',
    'EPSG:5181',
    'KATEC',
    'EPSG:3857',
    'EPSG:32652',
  ])('cities all over the country in %s are known again', (code) => {
    expect(guessCrs(inSystem(code))[0]).toBe(code);
  });

  test.each(['EPSG:5174', 'EPSG:2097', 'EPSG:5178'])('%s is offered beside its GRS80 twin', (code) => {
    expect(guessCrs(inSystem(code)).slice(0, 4)).toContain(code);
  });

  test('world-wide degrees are WGS 84; blank and absurd points say nothing', () => {
    expect(guessCrs([[2.35, 48.85]])).toEqual(['EPSG:4326']);
    expect(guessCrs([[0, 0]])).toEqual([]);
    expect(guessCrs([])).toEqual([]);
    expect(guessCrs([[9e9, 9e9]])).toEqual([]);
  });
});

const gdal = spawnSync('gdaltransform', ['--version']);
const noGdal = gdal.error ? 'gdaltransform is not installed (package gdal-bin)' : '';

describe.skipIf(noGdal)(`GDAL as reference ${noGdal}`, () => {
  const points = [
    [126.978546, 37.566554],
    [129.0756, 35.1796],
    [126.5312, 33.4996],
    [131.8669, 37.2393],
  ];
  // The Bessel systems: EPSG's own transformation, which ours reproduces to 0.1 m.
  const codes = [5179, 5180, 5181, 5182, 5183, 5184, 5185, 5186, 5187, 5188, 3857, 32651, 32652]
    .map((code): [number, number] => [code, 0.001])
    .concat([2096, 2097, 2098, 5173, 5174, 5175, 5176, 5177, 5178, 4162].map((code) => [code, 0.15]));

  test.each(codes)('EPSG:%d within %d m', (code, tolerance) => {
    const output = execFileSync(
      'gdaltransform',
      ['-s_srs', 'EPSG:4326', '-t_srs', `EPSG:${code}`, '-output_xy'],
      { input: points.map((point) => point.join(' ')).join('\n'), encoding: 'utf8' },
    );
    const lines = output.trim().split('\n');
    expect(lines).toHaveLength(points.length);
    for (const line of lines) {
      const [x, y] = line.split(' ').map(Number) as [number, number];
      const [lon, lat] = points[lines.indexOf(line)]!;
      expect(metres(transformer(`EPSG:${code}`)(x, y), [lon!, lat!])).toBeLessThan(tolerance);
    }
  });
});
