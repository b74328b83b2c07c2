import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { CrsError, findCrs } from '@/lib/crs/find';
import { transformer } from '@/lib/crs/transform';
import { without } from '../support/programs';

const noGdal = without('gdalsrsinfo');
const wktOf = (code: string, form: string) =>
  execFileSync('gdalsrsinfo', ['-o', form, code], { encoding: 'utf8' }).trim();

function metres([a, b]: readonly number[], [c, d]: readonly number[]): number {
  const perDegree = 111_320;
  return Math.hypot((a! - c!) * perDegree * Math.cos((b! * Math.PI) / 180), (b! - d!) * perDegree);
}

// [code, longitude, latitude, agreement in metres]: national systems whose shifts other lists get wrong.
const national: [string, number, number, number][] = [
  ['EPSG:2326', 114.17, 22.3, 0.01], // Hong Kong
  ['EPSG:28992', 5.39, 52.16, 0.01], // Amersfoort
  ['EPSG:31370', 4.36, 50.8, 0.01], // Belgium
  ['EPSG:21781', 7.44, 46.95, 0.01], // Switzerland
  ['EPSG:2056', 7.44, 46.95, 0.01],
  ['EPSG:27700', -2, 53, 5], // Great Britain
  ['EPSG:30169', 139.7, 35.7, 0.01], // Tokyo
  ['EPSG:2230', -117, 33, 0.01], // California, US feet
  ['EPSG:3035', 10, 50, 0.01],
  ['EPSG:2154', 2.35, 48.85, 0.01],
  ['EPSG:3067', 25, 62, 0.01],
  ['EPSG:28355', 145, -37, 0.01],
  ['EPSG:5514', 15, 50, 10], // Krovak; PROJ has two shifts 8 m apart
  ['EPSG:4301', 139.7, 35.7, 0.01],
  ['EPSG:2180', 19, 52, 0.01],
  ['EPSG:4490', 116.4, 39.9, 0.01],
  ['EPSG:32633', 15, 50, 0.001],
  ['EPSG:32733', 15, -20, 0.001],
  ['EPSG:3395', 127, 37.5, 0.001],
  ['EPSG:3031', 100, -80, 0.01],
  ['EPSG:3413', 100, 80, 0.01],
];

test('codes that are not in the short table', () => {
  expect(findCrs('2326')).toMatchObject({
    code: 'EPSG:2326',
    name: 'Hong Kong 1980 Grid System',
    geographic: false,
  });
  expect(findCrs('EPSG:4301')).toMatchObject({ name: 'Tokyo', geographic: true });
  // The short table goes first: its shift is the better one.
  expect(findCrs('EPSG:5174').proj4).toContain('+towgs84=-115.80,474.99,674.11,1.16,-2.31,-1.63,6.43');
  expect(() => findCrs('EPSG:5773')).toThrow(CrsError); // heights
});

describe.skipIf(noGdal)(`PROJ as reference ${noGdal}`, () => {
  test.each(national)('%s at %d, %d within %d m', (code, lon, lat, tolerance) => {
    const output = execFileSync('gdaltransform', ['-s_srs', 'EPSG:4326', '-t_srs', code, '-output_xy'], {
      input: `${lon} ${lat}\n`,
      encoding: 'utf8',
      env: { ...process.env, PROJ_NETWORK: 'OFF' },
    });
    const [x, y] = output.trim().split(' ').map(Number) as [number, number];
    expect(metres(transformer(code)(x, y), [lon, lat])).toBeLessThan(tolerance);
    for (const form of ['wkt1', 'wkt2', 'wkt_esri']) {
      const wkt = wktOf(code, form);
      expect(metres(transformer(wkt)(x, y), [lon, lat]), `${form} ${findCrs(wkt).code}`).toBeLessThan(
        Math.max(tolerance, 1.5),
      );
    }
  });

  test.each([
    5173, 5174, 5176, 5177, 2096, 2097, 2098, 5178, 5179, 5185, 5186, 5187, 5188, 5181, 5183, 32652, 32734,
  ])('the .prj file of EPSG:%d leads back to it', (code) => {
    for (const form of ['wkt1', 'wkt2', 'wkt_esri']) {
      expect(findCrs(wktOf(`EPSG:${code}`, form)).code, form).toBe(`EPSG:${code}`);
    }
  });
});

describe('.prj files as they are found', () => {
  const tm = (name: string, datum: string, spheroid: string, lon: number, y: number) =>
    `PROJCS["${name}",GEOGCS["GCS",DATUM["${datum}",SPHEROID[${spheroid}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",200000.0],PARAMETER["False_Northing",${y}],PARAMETER["Central_Meridian",${lon}],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",38.0],UNIT["Meter",1.0]]`;
  const grs = '"GRS_1980",6378137.0,298.257222101';
  const bessel = '"Bessel_1841",6377397.155,299.1528128';

  test.each([
    [tm('PCS_ITRF2000_TM', 'D_ITRF_2000', grs, 127, 600000), 'EPSG:5186'],
    [tm('ITRF_2000_TM_Korea_Central_Belt', 'D_ITRF_2000', grs, 127, 500000), 'EPSG:5181'],
    [tm('Tokyo_TM', 'D_Tokyo', bessel, 127.0028902777778, 500000), 'EPSG:5174'],
    [tm('Korean_1985_Korea_East_Belt', 'D_Korean_Datum_1985', bessel, 129, 500000), 'EPSG:2096'],
  ])('%#: by its numbers', (wkt, code) => {
    expect(findCrs(wkt).code).toBe(code);
  });

  test('Bessel without +towgs84 is shifted all the same', () => {
    const utm = `PROJCS["Tokyo_UTM_Zone_52N",GEOGCS["GCS_Tokyo",DATUM["D_Tokyo",SPHEROID[${bessel}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",129.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
    const shifted = metres(transformer(utm)(400000, 4150000), transformer('EPSG:32652')(400000, 4150000));
    expect(shifted).toBeGreaterThan(300);
    expect(findCrs(utm).code).toBe('EPSG:3093'); // by its ESRI name
    const other = utm.replace('Tokyo_UTM_Zone_52N', 'My_UTM');
    expect(findCrs(other)).toMatchObject({ code: 'wkt', name: 'My_UTM', geographic: false });
    expect(transformer(other)(400000, 4150000)).toEqual(transformer(utm)(400000, 4150000));
  });

  test.each([
    ['LOCAL_CS["Unknown",UNIT["Meter",1.0]]', /it is local/],
    [
      tm('X', 'D_Atlantis', '"Clarke_1866",6378206.4,294.9786982', 10, 0),
      /its datum "D_Atlantis" is not known here/,
    ],
    ['PROJCS["Cut",GEOGCS["GCS', /cannot be used/],
  ])('%#: refused with the reason', (wkt, reason) => {
    expect(() => findCrs(wkt)).toThrow(CrsError);
    expect(() => findCrs(wkt)).toThrow(reason);
  });
});
