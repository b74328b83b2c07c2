import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { beforeAll, describe, expect, test } from 'vitest';
import { openFiles } from '@/lib/formats/all';
import { polygonsOf } from '@/lib/formats/shapefile/shapes';
import { writeZip } from '../support/zip';
import {
  collection,
  filesOf,
  folder,
  noGdal,
  ogr2ogr,
  placed,
  put,
  readAll,
  shapefileParts,
} from './support';

let dir: string;
beforeAll(async () => {
  dir = await folder();
});

const point = (properties: object, coordinates = [127, 37.5]) => ({
  type: 'Feature' as const,
  geometry: { type: 'Point' as const, coordinates },
  properties: { ...properties },
});

describe('GeoJSON', () => {
  test('faults with their paths, which of them can be repaired, and the feature that cannot be read', async () => {
    const open = [
      [127, 37],
      [127, 38],
      [128, 38],
      [128, 37],
    ];
    const path = put(
      dir,
      'faults.geojson',
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          { type: 'Feature', geometry: { type: 'Polygon', coordinates: [open] }, properties: { a: 1 } },
          { type: 'Feature', geometry: { type: 'Point', coordinates: ['x', 1] }, properties: { b: 2 } },
          { type: 'Feature', geometry: null, properties: null },
          { type: 'Feature', id: 'k', geometry: { type: 'Point', coordinates: [127.123456789, 37] } },
        ],
      }),
    );
    const back = await readAll([path]);
    const told = back.faults.map(({ path, rule, repairable }) => [path, rule, repairable]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['features[0].geometry.coordinates[0]', 'ring-open', true],
        ['features[1].geometry.coordinates[0]', 'coordinates', false],
        ['features[3].geometry.coordinates', 'precision', true],
      ]),
    );
    expect(back.columns).toEqual(['a', 'b', 'id']);
    expect(back.features.map(({ geometry, fault }) => [geometry?.type, Boolean(fault)])).toEqual([
      ['Polygon', false],
      [undefined, true],
      [undefined, false],
      ['Point', false],
    ]);
  });

  test('a file in metres without a system: not said, and why', async () => {
    const back = await readAll([put(dir, 'metres.geojson', collection([point({}, [953949, 1952037])]))]);
    expect(back.crs).toBeUndefined();
    expect(back.faults).toMatchObject([{ rule: 'crs', repairable: true }]);
    expect(back.points).toEqual([[953949, 1952037]]);
  });

  test('the crs member is kept to; one that is not known is a fault, not a guess', async () => {
    const named = (name: string) => ({ crs: { type: 'name', properties: { name } } });
    const features = [point({}, [953949.417, 1952037.804])];
    const back = await readAll([
      put(dir, 'c.geojson', collection(features, named('urn:ogc:def:crs:EPSG::5179'))),
    ]);
    expect(back).toMatchObject({ crs: 'urn:ogc:def:crs:EPSG::5179', crsBy: 'file', faults: [] });
    const unknown = await readAll([put(dir, 'u.geojson', collection(features, named('EPSG:999999')))]);
    expect(unknown.crs).toBeUndefined();
    expect(unknown.faults[0]).toMatchObject({ rule: 'crs', repairable: false });
  });

  test('a crs member after the features is not overlooked', async () => {
    const text = `{"type":"FeatureCollection","features":[${JSON.stringify(point({}))}],"crs":{"type":"name","properties":{"name":"EPSG:5179"}}}`;
    await expect(readAll([put(dir, 'late.geojson', text)])).rejects.toThrow(
      /names its coordinate system after/,
    );
    expect((await readAll([put(dir, 'late.geojson', text)], { crs: 'EPSG:5179' })).features).toHaveLength(1);
  });

  test.each([
    [
      'cut.geojson',
      collection([point({}), point({})]).slice(0, -60),
      /ends within its JSON, after 1 whole features/,
    ],
    ['topo.json', '{"type":"Topology","objects":{}}', /TopoJSON/],
    ['other.json', '{"a":1}', /JSON but not GeoJSON/],
    ['latin.geojson', Buffer.from(collection([point({ name: 'Café' })]), 'latin1'), /is not UTF-8/],
    ['two.json', `${JSON.stringify(point({}))} 5`, /goes on after its first object/],
    ['bad.gpx', '<gpx><wpt lon="1" lat="2"><name>a</wpt></gpx>', /is not whole XML: .*line 1/],
    ['cut.kml', '<kml><Document><Placemark>', /is not whole XML/],
    [
      'bomb.kml',
      '<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>',
      /is not whole XML: undefined entity/,
    ],
    ['magic.shp', Buffer.alloc(200), /does not begin as a shapefile does/],
    ['short.shp', Buffer.from('0000270a', 'hex'), /shorter than the header/],
    ['cut.fgb', Buffer.from('666762036667620001020304', 'hex'), /ends within its header/],
  ])('%s is refused in one sentence', async (name, content, sentence) => {
    await expect(readAll([put(dir, name, content)])).rejects.toThrow(sentence);
  });

  test('single objects: a feature, a geometry, an empty collection', async () => {
    const feature = put(dir, 'one.geojson', JSON.stringify({ ...point({ a: 1 }), id: 7 }));
    expect((await readAll([feature])).features).toMatchObject([{ properties: { id: 7, a: 1 } }]);
    const bare = put(dir, 'bare.json', '{"type":"LineString","coordinates":[[1,2],[3,4]]}');
    expect((await readAll([bare])).features).toMatchObject([{ geometry: { type: 'LineString' } }]);
    const empty = await readAll([put(dir, 'empty.geojson', collection([]))]);
    expect(empty).toMatchObject({ featuresEstimate: 0, complete: true, features: [] });
  });
});

test('a table, a picture or a text is none of the formats', async () => {
  expect(await openFiles(filesOf(put(dir, 't.csv', 'a,b\n1,2\n')))).toBeUndefined();
});

describe('ZIPs', () => {
  const member = (name: string, content: string) => ({
    name: Buffer.from(name),
    content: Buffer.from(content),
  });

  test('a bomb is refused before it is unpacked', async () => {
    const path = writeZip(`${dir}/bomb.zip`, [
      member('a.geojson', '{"type":"FeatureCollection","features":['.padEnd(40_000_000)),
    ]);
    await expect(readAll([path])).rejects.toThrow(/unpacks to more than is allowed/);
  });

  test('several files of features: one is chosen by name', async () => {
    const path = writeZip(`${dir}/two.zip`, [
      member('x/a.geojson', collection([point({ a: 1 })])),
      member('__MACOSX/x/._a.geojson', 'noise'),
      member('b.geojson', collection([point({ b: 1 })])),
    ]);
    const first = await readAll([path]);
    expect(first.layers).toEqual(['two.zip/b.geojson', 'two.zip/x/a.geojson']);
    expect((await readAll([path], { layer: 'two.zip/x/a.geojson' })).columns).toEqual(['a']);
    await expect(readAll([path], { layer: 'c' })).rejects.toThrow(/There is no "c" in the upload/);
  });

  test('a KMZ is the KML in it; folders become a column, typed fields keep their types', async () => {
    const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
      <Schema name="s"><SimpleField type="int" name="수"/><SimpleField type="string" name="코드"/></Schema>
      <Folder><name>바깥</name><Folder><name>안</name><Placemark><name>가</name>
      <ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="수">7</SimpleData><SimpleData name="코드">007</SimpleData></SchemaData></ExtendedData>
      <MultiGeometry><Point><coordinates>127,37,5</coordinates></Point><Point><coordinates>128,38,6</coordinates></Point></MultiGeometry>
      </Placemark></Folder></Folder></Document></kml>`;
    const path = writeZip(`${dir}/a.kmz`, [member('doc.kml', kml), member('files/icon.png', 'x')]);
    const back = await readAll([path]);
    expect(back).toMatchObject({ format: 'kml', crs: 'EPSG:4326' });
    expect(back.features).toEqual([
      {
        geometry: {
          type: 'MultiPoint',
          coordinates: [
            [127, 37, 5],
            [128, 38, 6],
          ],
        },
        properties: { name: '가', 수: 7, 코드: '007', folder: '바깥 / 안' },
      },
    ]);
  });

  test('one without features says which formats are known; a lone .dbf what is missing', async () => {
    await expect(readAll([writeZip(`${dir}/none.zip`, [member('readme.txt', 'hello')])])).rejects.toThrow(
      /holds no file of a known format/,
    );
    await expect(readAll([put(dir, 'lone.dbf', 'x')])).rejects.toThrow(
      /There is no .shp file beside lone.dbf/,
    );
  });
});

describe('polygons of a shapefile', () => {
  const ring = (r: number) => [
    [-r, -r],
    [-r, r],
    [r, r],
    [r, -r],
    [-r, -r],
  ];

  test('an island in a lake on an island; holes before exteriors', () => {
    const polygons = polygonsOf([ring(2).toReversed(), ring(1), ring(4)]);
    expect(polygons).toHaveLength(2);
    expect(polygons.find((rings) => rings.length === 2)?.[0]?.[0]).toEqual([-4, -4]);
  });

  test('a hole in nothing is an exterior; a single ring is one however it is wound', () => {
    expect(polygonsOf([ring(1), ring(3).toReversed()])).toHaveLength(2);
    expect(polygonsOf([ring(1).toReversed()])).toHaveLength(1);
  });
});

describe.skipIf(noGdal)(`shapefiles ${noGdal}`, () => {
  const korean = [point({ 이름: '서울특별시 똠방각하', 값: 1.5 }), point({ 이름: '펲시', 값: null })];

  function make(name: string, encoding: string): string[] {
    const from = put(dir, `${name}.geojson`, collection(korean));
    ogr2ogr(
      `${dir}/${name}.shp`,
      from,
      '-f',
      'ESRI Shapefile',
      '-lco',
      `ENCODING=${encoding}`,
      '-lco',
      'SHPT=POINT',
    );
    return shapefileParts(dir, name);
  }

  /** Writes CP949 into a table made as UTF-8, in place: GDAL here may lack the conversion. */
  function toCp949(path: string): void {
    const bytes = readFileSync(path);
    const headerLength = bytes.readUInt16LE(8);
    const recordLength = bytes.readUInt16LE(10);
    for (let at = 32; at < headerLength - 1; at += 32) recode(bytes.subarray(at, at + 10), 0);
    for (let at = headerLength + 1; at + recordLength - 1 <= bytes.length; at += recordLength) {
      recode(bytes.subarray(at, at + bytes[32 + 16]!), 0x20);
    }
    bytes[29] = 0x57;
    writeFileSync(path, bytes);
  }
  function recode(field: Buffer, filler: number): void {
    const text = field.toString('utf8').replace(/[\0 ]+$/, '');
    field.fill(filler);
    iconv.encode(text, 'cp949').copy(field);
  }

  test('attributes in CP949: by the .cpg file, and without one by looking', async () => {
    const parts = make('korean', 'UTF-8');
    toCp949(`${dir}/korean.dbf`);
    for (const cpg of ['CP949', 'EUC-KR', '949', 'ANSI 949', 'x-windows-949']) {
      put(dir, 'korean.cpg', cpg);
      const back = await readAll(parts);
      expect(back.encoding).toBe('cp949');
      expect(back.features.map(({ properties }) => properties)).toEqual(
        korean.map(({ properties }) => properties),
      );
    }
    const without = await readAll(parts.filter((path) => !path.endsWith('.cpg')));
    expect(without).toMatchObject({ encoding: 'cp949', columns: ['이름', '값'], faults: [] });
    expect(without.features[0]!.properties.이름).toBe('서울특별시 똠방각하');
    expect((await readAll(parts, { encoding: 'latin1' })).encoding).toBe('latin1');
  });

  test('UTF-8 without a .cpg file; no .prj and no .dbf are said', async () => {
    const parts = make('utf', 'UTF-8');
    const back = await readAll(parts.filter((path) => !/\.(?:cpg|prj)$/.test(path)));
    expect(back).toMatchObject({ encoding: 'utf-8', faults: [{ rule: 'crs' }] });
    expect(back.crs).toBeUndefined();
    const bare = await readAll(parts.filter((path) => path.endsWith('.shp')));
    expect(bare.faults.map(({ rule }) => rule)).toEqual(['missing-dbf', 'crs']);
    expect(bare.features).toHaveLength(2);
  });

  test('one that is cut off says in which record', async () => {
    const parts = make('cut', 'UTF-8');
    truncateSync(`${dir}/cut.shp`, 100 + 28 + 10);
    await expect(readAll(parts)).rejects.toThrow(/cut.shp ends within record 2, at byte 138/);
    const table = make('cutdbf', 'UTF-8');
    truncateSync(`${dir}/cutdbf.dbf`, readFileSync(`${dir}/cutdbf.dbf`).length - 20);
    await expect(readAll(table)).rejects.toThrow(/cutdbf.dbf ends within record 2 of 2/);
  });

  test('in a ZIP whose names are in CP949', async () => {
    const parts = make('zipped', 'UTF-8');
    const path = writeZip(
      `${dir}/한글.zip`,
      parts.map((part) => ({
        name: iconv.encode(`자료/경계${part.slice(part.lastIndexOf('.'))}`, 'cp949'),
        content: readFileSync(part),
      })),
    );
    const back = await readAll([path]);
    expect(back).toMatchObject({ format: 'shapefile', crs: 'EPSG:4326', featuresEstimate: 2 });
    expect(placed(back)[0]).toEqual({ type: 'Point', coordinates: [127, 37.5] });
  });
});
