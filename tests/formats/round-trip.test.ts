import type { Feature, Geometry } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import { definitions } from '@/lib/crs/definitions';
import {
  collection,
  difference,
  folder,
  noGdal,
  ogr2ogr,
  placed,
  put,
  readAll,
  shapefileParts,
} from './support';

/** Seoul and around it, inside of every Korean belt's usable width and of UTM 52. */
const ring = (x: number, y: number, r: number) => [
  [x - r, y - r],
  [x + r, y - r],
  [x + r, y + r],
  [x - r, y + r],
  [x - r, y - r],
];
const hole = (x: number, y: number, r: number) => ring(x, y, r).toReversed();

const attributes = (i: number) => ({
  name: ['시청', '숭례문 똠방각하', 'Café, "quoted"', '끝'][i % 4]!,
  count: i * 7 - 3,
  share: i / 8,
  code: `00${i}`,
});

const geometries: Record<string, Geometry[]> = {
  point: [
    { type: 'Point', coordinates: [126.978546, 37.566554] },
    { type: 'Point', coordinates: [127.02, 37.5] },
  ],
  'point z': [{ type: 'Point', coordinates: [126.978546, 37.566554, 38.25] }],
  multipoint: [
    {
      type: 'MultiPoint',
      coordinates: [
        [126.9, 37.5],
        [127, 37.6],
      ],
    },
  ],
  line: [
    {
      type: 'LineString',
      coordinates: [
        [126.9, 37.5],
        [127, 37.6],
        [127.05, 37.55],
      ],
    },
    {
      type: 'MultiLineString',
      coordinates: [
        [
          [126.9, 37.5],
          [127, 37.6],
        ],
        [
          [127.1, 37.5],
          [127.2, 37.6],
        ],
      ],
    },
  ],
  'line z': [
    {
      type: 'LineString',
      coordinates: [
        [126.9, 37.5, 10],
        [127, 37.6, 20.5],
      ],
    },
  ],
  polygon: [
    { type: 'Polygon', coordinates: [ring(127, 37.5, 0.05)] },
    {
      type: 'Polygon',
      coordinates: [ring(127, 37.5, 0.05), hole(127, 37.5, 0.01), hole(127.03, 37.5, 0.01)],
    },
    {
      type: 'MultiPolygon',
      coordinates: [
        [ring(127, 37.5, 0.05), hole(127, 37.5, 0.04)],
        [ring(127, 37.5, 0.03), hole(127, 37.5, 0.01)],
        [ring(127.3, 37.5, 0.02)],
      ],
    },
  ],
};

const featuresOf = (name: string): Feature[] =>
  geometries[name]!.map((geometry, i) => ({ type: 'Feature', geometry, properties: attributes(i) }));

let dir: string;
beforeAll(async () => {
  dir = await folder();
});
const source = (name: string, features = featuresOf(name)) =>
  put(dir, `${name.replace(' ', '_')}.geojson`, collection(features));

const formats: [format: string, driver: string, file: string, options: string[]][] = [
  ['geojson', 'GeoJSON', 'a.geojson', ['-lco', 'COORDINATE_PRECISION=12']],
  ['geojsonseq', 'GeoJSONSeq', 'a.geojsonl', ['-lco', 'COORDINATE_PRECISION=12']],
  ['geojsonseq', 'GeoJSONSeq', 'rs.geojsons', ['-lco', 'COORDINATE_PRECISION=12', '-lco', 'RS=YES']],
  // Its index would put the features in another order.
  ['flatgeobuf', 'FlatGeobuf', 'a.fgb', ['-lco', 'SPATIAL_INDEX=NO']],
  ['shapefile', 'ESRI Shapefile', 'a.shp', ['-lco', 'ENCODING=UTF-8']],
  ['kml', 'KML', 'a.kml', []],
];

describe.skipIf(noGdal)(`what GDAL wrote is read back ${noGdal}`, () => {
  for (const [format, driver, file, options] of formats) {
    test.each(Object.keys(geometries))(`${format} (${file}): %s`, async (name) => {
      const features = featuresOf(name);
      const stem = `${name.replace(' ', '_')}_${file}`;
      const target = ogr2ogr(`${dir}/${stem}`, source(name), '-f', driver, ...options);
      const paths = format === 'shapefile' ? shapefileParts(dir, stem.replace('.shp', '')) : [target];
      const back = await readAll(paths);
      expect(back.format).toBe(format);
      expect(back.crs).toBeDefined();
      expect(back.complete && back.featuresEstimate).toBe(features.length);
      expect(back.features.map(({ properties }) => properties)).toMatchObject(
        features.map(({ properties }) => properties),
      );
      const geometry = placed(back);
      for (const [i, feature] of features.entries()) {
        expect(difference(geometry[i]!, feature.geometry), JSON.stringify(geometry[i])).toBeLessThan(1e-7);
      }
    });
  }

  test('GPX: waypoints, routes and tracks', async () => {
    const target = ogr2ogr(
      `${dir}/w.gpx`,
      source('point'),
      '-f',
      'GPX',
      '-dsco',
      'GPX_USE_EXTENSIONS=YES',
      '-nlt',
      'POINT',
    );
    const back = await readAll([target]);
    expect(back).toMatchObject({ format: 'gpx', crs: 'EPSG:4326' });
    expect(back.features[0]).toMatchObject({ properties: { gpx_type: 'waypoint', name: '시청' } });
    expect(difference(back.features[0]!.geometry, geometries.point![0]!)).toBeLessThan(1e-7);
    const lines = ogr2ogr(
      `${dir}/t.gpx`,
      source('line'),
      '-f',
      'GPX',
      '-dsco',
      'GPX_USE_EXTENSIONS=YES',
      '-lco',
      'FORCE_GPX_TRACK=YES',
      '-nlt',
      'MULTILINESTRING',
    );
    const tracks = await readAll([lines]);
    expect(tracks.features.map(({ properties }) => properties.gpx_type)).toEqual(['track', 'track']);
    expect(difference(tracks.features[1]!.geometry, geometries.line![1]!)).toBeLessThan(1e-7);
  });

  const systems = definitions
    .map(({ code }) => code)
    .filter((code) => /^EPSG:(?!32[67])/.test(code) || /^EPSG:3265[12]$/.test(code));
  // GDAL takes the Bessel systems to WGS 84 by EPSG's own method, which ours reproduces to 0.1 m (1e-6 degrees).
  const tolerance = (code: string) => (/EPSG:(?:51(?:7[3-8])|209[678]|4162)$/.test(code) ? 2e-6 : 1e-7);

  test.each(systems)(
    '%s: shapefile by its .prj, FlatGeobuf by its header, GeoJSON by its crs member',
    async (code) => {
      const features = featuresOf('polygon');
      const from = source('polygon');
      const stem = code.replace(':', '_');
      const shp = `${dir}/${stem}.shp`;
      ogr2ogr(shp, from, '-t_srs', code, '-f', 'ESRI Shapefile', '-lco', 'ENCODING=UTF-8');
      const fgb = ogr2ogr(`${dir}/${stem}.fgb`, from, '-t_srs', code, '-f', 'FlatGeobuf');
      const json = ogr2ogr(
        `${dir}/${stem}.json`,
        from,
        '-t_srs',
        code,
        '-f',
        'GeoJSON',
        '-lco',
        'COORDINATE_PRECISION=12',
      );
      const axes = /EPSG:4(?:326|737|166|162)$/.test(code);
      for (const paths of [shapefileParts(dir, stem), [fgb], ...(axes ? [] : [[json]])]) {
        const files = paths.filter((path) => path === fgb || path === json || !/\.(?:fgb|json)$/.test(path));
        const back = await readAll(files);
        expect(back.features.map(({ properties }) => properties)).toEqual(
          features.map(({ properties }) => properties),
        );
        const geometry = placed(back);
        for (const [i, feature] of features.entries()) {
          expect(difference(geometry[i]!, feature.geometry), `${paths} ${back.crs}`).toBeLessThan(
            tolerance(code),
          );
        }
      }
    },
  );
});
