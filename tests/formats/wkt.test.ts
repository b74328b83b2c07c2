import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { describe as look } from '@/lib/formats/describe';
import { looksLikeWkt, readWkt, WktError } from '@/lib/formats/wkt';
import { openWktTable, wktColumn } from '@/lib/formats/wkt-table';
import { sniffTable } from '@/lib/tables/sniff';
import { folder, put } from './support';

describe('readWkt', () => {
  test.each([
    ['POINT(127 37.5)', { type: 'Point', coordinates: [127, 37.5] }],
    [' point z (1 -2.5e1 +3) ', { type: 'Point', coordinates: [1, -25, 3] }],
    ['POINTZM(1 2 3 4)', { type: 'Point', coordinates: [1, 2, 3] }],
    ['POINT M (1 2 3)', { type: 'Point', coordinates: [1, 2] }],
    ['POINT EMPTY', { type: 'Point', coordinates: [] }],
    [
      'MULTIPOINT((1 2),(3 4))',
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      'MULTIPOINT(1 2, 3 4)',
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      'LINESTRING(.5 1.,2 3)',
      {
        type: 'LineString',
        coordinates: [
          [0.5, 1],
          [2, 3],
        ],
      },
    ],
    [
      'POLYGON((0 0,1 0,1 1,0 0),EMPTY)',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
          [],
        ],
      },
    ],
    [
      'MULTIPOLYGON(((0 0,1 0,1 1,0 0)))',
      {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        ],
      },
    ],
    [
      'GEOMETRYCOLLECTION(POINT(1 2),LINESTRING Z(1 2 3,4 5 6))',
      {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: [1, 2] },
          {
            type: 'LineString',
            coordinates: [
              [1, 2, 3],
              [4, 5, 6],
            ],
          },
        ],
      },
    ],
  ])('%s', (text, geometry) => {
    expect(readWkt(text)).toEqual({ geometry });
  });

  test('EWKT gives the code', () => {
    expect(readWkt('SRID=5179;POINT(953949 1952037)')).toEqual({
      geometry: { type: 'Point', coordinates: [953949, 1952037] },
      srid: 5179,
    });
  });

  test.each([
    ['POINT(1)', /expected two numbers at character 8, found "\)"/],
    ['POINT(1 2', /expected "\)" at character 10, where it ends/],
    ['POINT(NaN 2)', /expected two numbers at character 7/],
    ['POINT(1 2) x', /expected the end at character 11, found "x"/],
    ['CIRCULARSTRING(0 0,1 1,1 0)', /expected a type of geometry that GeoJSON has/],
    ['SRID=x;POINT(1 2)', /expected a number after SRID=/],
    ['', /expected a type of geometry at character 1/],
    [`${'GEOMETRYCOLLECTION('.repeat(60)}`, /nested less deep/],
  ])('"%s" is refused with what was expected and where', (text, sentence) => {
    expect(() => readWkt(text)).toThrow(WktError);
    expect(() => readWkt(text)).toThrow(sentence);
  });

  test('any text gives a geometry or a WktError', () => {
    const words = fc.constantFrom(
      'POINT',
      'POLYGON',
      'Z',
      'M',
      'EMPTY',
      '(',
      ')',
      ',',
      ' ',
      '1',
      '-2.5',
      'SRID=',
      ';',
      'x',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
        try {
          readWkt(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(WktError);
        }
      }),
    );
  });

  test('a long line takes no longer than it is long', () => {
    const positions = Array.from({ length: 200_000 }, (_, i) => `${i} ${i / 3}`);
    expect(readWkt(`LINESTRING(${positions.join(',')})`).geometry).toMatchObject({ type: 'LineString' });
  });
});

describe('a table with a column of WKT', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await folder();
  });

  test('is found by its values; rows that cannot be read say why', async () => {
    const path = put(
      dir,
      't.csv',
      '이름,geom,값\n가,SRID=5179;POINT(953949 1952037),1\n나,"SRID=5179;LINESTRING(1 2,3 4)",2\n다,,3\n라,SRID=5179;POINT(1),4\n마,SRID=4326;POINT(1 2),5\n',
    );
    const { format, columns, sample, rowsEstimate } = await sniffTable(path);
    expect(wktColumn(sample.slice(0, 4), columns)).toEqual({ column: 1, crs: 'EPSG:5179' });
    expect(wktColumn([['POINT(1 2)'], ['no']], ['a'])).toBeUndefined();
    const opened = openWktTable(path, format, { columns, column: 1, rows: rowsEstimate, crs: 'EPSG:5179' });
    const description = await look(opened);
    expect(description).toMatchObject({
      crs: 'EPSG:5179',
      columns: ['이름', '값'],
      featuresEstimate: 5,
      complete: true,
    });
    expect(description.sample[0]).toMatchObject({
      geometry: { type: 'Point' },
      properties: { 이름: '가', 값: '1' },
    });
    expect(description.faults.map(({ path, message }) => [path, message])).toEqual([
      ['row 4', 'WKT: expected two numbers at character 18, found ")".'],
      ['row 5', 'The row is in EPSG:4326, the others in EPSG:5179.'],
    ]);
  });

  test('looksLikeWkt', () => {
    expect(looksLikeWkt('MultiPolygon Z (((')).toBe(true);
    expect(looksLikeWkt('Point of interest')).toBe(false);
  });
});
