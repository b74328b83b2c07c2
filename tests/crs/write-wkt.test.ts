import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { definitions } from '@/lib/crs/definitions';
import { findCrs } from '@/lib/crs/find';
import { transformer } from '@/lib/crs/transform';
import { crsText } from '@/lib/crs/write-wkt';
import { without } from '../support/programs';

const folder = mkdtempSync(join(tmpdir(), 'jari-prj-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noGdal = without('gdalsrsinfo');

const STRINGS = [
  '+proj=lcc +lat_1=30 +lat_2=60 +lat_0=38 +lon_0=126 +x_0=1000 +y_0=2000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m',
  '+proj=lcc +lat_1=46 +lat_0=46 +lon_0=2 +k_0=0.99987742 +x_0=600000 +y_0=2200000 +ellps=GRS80 +units=m',
  '+proj=aea +lat_1=29.5 +lat_2=45.5 +lat_0=23 +lon_0=-96 +x_0=0 +y_0=0 +datum=WGS84 +units=m',
  '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m',
  '+proj=merc +lon_0=110 +k=0.997 +x_0=3900000 +y_0=900000 +ellps=bessel +towgs84=-377,681,-50,0,0,0,0 +units=m',
  '+proj=merc +lat_ts=35 +lon_0=130 +datum=WGS84 +units=m',
  '+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-45 +x_0=0 +y_0=0 +datum=WGS84 +units=m',
  '+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=0 +x_0=0 +y_0=0 +datum=WGS84 +units=m',
  '+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.4171,50.3319,465.5524,1.9342,-1.6677,9.1019,4.0725 +units=m',
  '+proj=tmerc +lat_0=38 +lon_0=127 +k=1 +x_0=200000.0001016 +y_0=500000 +ellps=GRS80 +units=us-ft',
  '+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=500000 +y_0=0 +a=6378000 +rf=300 +units=m',
  '+proj=utm +zone=33 +south +ellps=intl +towgs84=-87,-98,-121 +units=m',
  '+proj=longlat +ellps=clrk80ign +pm=paris +towgs84=-168,-60,320,0,0,0,0',
  '+proj=eqc +lat_ts=0 +lat_0=0 +lon_0=0 +datum=WGS84 +units=m',
  '+proj=poly +lat_0=0 +lon_0=-54 +x_0=5000000 +y_0=10000000 +ellps=GRS80 +units=m',
  '+proj=cass +lat_0=10.44 +lon_0=-61.33 +x_0=86501 +y_0=65379 +a=6378293.64520876 +b=6356617.98767984 +units=m',
];

/** Points where the system makes sense: by its own zone or origin. */
function pointsOf(proj4: string): [number, number][] {
  const value = (key: string) => Number(new RegExp(`\\+${key}=(-?[\\d.]+)`).exec(proj4)?.[1] ?? Number.NaN);
  const zone = value('zone');
  const lon = Number.isFinite(zone) ? zone * 6 - 183 : value('lon_0') || (/bessel/.test(proj4) ? 127 : 0);
  const lat = /\+south/.test(proj4)
    ? -33
    : Math.max(-80, Math.min(80, value('lat_0') || value('lat_ts') || 35));
  return [
    [lon + 0.5, lat + 0.25],
    [lon - 1, lat - 0.5],
  ];
}

/** Where GDAL puts degrees of WGS 84 in the system of a .prj file. */
function byGdal(wkt: string, points: [number, number][]): number[][] {
  const path = join(folder, 'one.prj');
  writeFileSync(path, wkt);
  return execFileSync(
    'gdaltransform',
    ['-s_srs', '+proj=longlat +datum=WGS84', '-t_srs', path, '-output_xy'],
    {
      input: points.map((point) => point.join(' ')).join('\n'),
    },
  )
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
}

describe.skipIf(noGdal)(`a .prj file means to GDAL what the system means here ${noGdal}`, () => {
  const some = definitions.filter(({ code }, i) => !/^EPSG:32[67]/.test(code) || i % 12 === 0);
  test.each([...some.map(({ code }) => code), ...STRINGS])('%s', (code) => {
    const crs = findCrs(code);
    const points = pointsOf(crs.proj4);
    const transform = transformer('EPSG:4326', code);
    const found = byGdal(crsText(crs), points);
    points.forEach(([lon, lat], i) => {
      const [x, y] = transform(lon, lat);
      // For EPSG:4162 itself GDAL takes EPSG's Molodensky-Badekas shift, ours is its Helmert form: 3 cm.
      const tolerance = code === 'EPSG:4162' ? 1e-6 : crs.geographic ? 1e-8 : 1e-3;
      expect(Math.abs(found[i]![0]! - x), `${crsText(crs)} x ${found[i]![0]} ${x}`).toBeLessThan(tolerance);
      expect(Math.abs(found[i]![1]! - y), `${crsText(crs)} y ${found[i]![1]} ${y}`).toBeLessThan(tolerance);
    });
  });
});

test('a projection without a form in such files is refused', () => {
  expect(() => crsText(findCrs('+proj=robin +datum=WGS84'))).toThrow(
    'has a projection that .prj files have no form for',
  );
});
