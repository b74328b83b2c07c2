/**
 * The coordinate systems Jari knows by name. Axis order is always x = easting or longitude first, also for
 * the Korean projected systems, whose EPSG order is northing, easting.
 *
 * Systems on the Bessel ellipsoid (Korean 1985) carry the seven-parameter shift that reproduces EPSG's
 * Molodensky-Badekas transformation to 0.1 m. The often copied `-145.907,505.034,685.756,...` belongs to
 * that other method; used as a plain Helmert shift it is 15 to 20 m off.
 */

export interface Crs {
  /** `EPSG:5179`, `KATEC`, `CRS84`; `proj4` or `wkt` for a system given as such a text. */
  code: string;
  /** Name for people. */
  name: string;
  /** What the package proj4 takes: a proj4 string, or WKT. */
  proj4: string;
  /** x and y are degrees of longitude and latitude, not metres. */
  geographic: boolean;
}

/** Korean 1985 to WGS 84, as +towgs84. */
export const besselShift = '+towgs84=-115.80,474.99,674.11,1.16,-2.31,-1.63,6.43';
const grs80 = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0';
const bessel = `+ellps=bessel ${besselShift}`;

function tm(lat0: number, lon0: number, k: number, x0: number, y0: number, datum: string): string {
  return `+proj=tmerc +lat_0=${lat0} +lon_0=${lon0} +k=${k} +x_0=${x0} +y_0=${y0} ${datum} +units=m +no_defs`;
}

function longlat(datum: string): string {
  return `+proj=longlat ${datum} +no_defs`;
}

/** Korean 1985 meridians as the "modified" systems use them: 10.405" east of the round degree. */
const modified = { west: 125.0028902777778, central: 127.0028902777778, east: 129.0028902777778 };
const modifiedEastSea = 131.0028902777778;

type Row = [code: string, name: string, proj4: string];

const projected: Row[] = [
  ['EPSG:5179', 'KGD2002 / Unified CS (UTM-K)', tm(38, 127.5, 0.9996, 1000000, 2000000, grs80)],
  ['EPSG:5186', 'KGD2002 / Central Belt 2010', tm(38, 127, 1, 200000, 600000, grs80)],
  ['EPSG:5187', 'KGD2002 / East Belt 2010', tm(38, 129, 1, 200000, 600000, grs80)],
  ['EPSG:5185', 'KGD2002 / West Belt 2010', tm(38, 125, 1, 200000, 600000, grs80)],
  ['EPSG:5188', 'KGD2002 / East Sea Belt 2010', tm(38, 131, 1, 200000, 600000, grs80)],
  ['EPSG:5181', 'KGD2002 / Central Belt', tm(38, 127, 1, 200000, 500000, grs80)],
  ['EPSG:5183', 'KGD2002 / East Belt', tm(38, 129, 1, 200000, 500000, grs80)],
  ['EPSG:5180', 'KGD2002 / West Belt', tm(38, 125, 1, 200000, 500000, grs80)],
  ['EPSG:5184', 'KGD2002 / East Sea Belt', tm(38, 131, 1, 200000, 500000, grs80)],
  ['EPSG:5182', 'KGD2002 / Central Belt Jeju', tm(38, 127, 1, 200000, 550000, grs80)],
  ['EPSG:5174', 'Korean 1985 / Modified Central Belt', tm(38, modified.central, 1, 200000, 500000, bessel)],
  ['EPSG:5176', 'Korean 1985 / Modified East Belt', tm(38, modified.east, 1, 200000, 500000, bessel)],
  ['EPSG:5173', 'Korean 1985 / Modified West Belt', tm(38, modified.west, 1, 200000, 500000, bessel)],
  ['EPSG:5177', 'Korean 1985 / Modified East Sea Belt', tm(38, modifiedEastSea, 1, 200000, 500000, bessel)],
  [
    'EPSG:5175',
    'Korean 1985 / Modified Central Belt Jeju',
    tm(38, modified.central, 1, 200000, 550000, bessel),
  ],
  ['EPSG:2097', 'Korean 1985 / Central Belt', tm(38, 127, 1, 200000, 500000, bessel)],
  ['EPSG:2096', 'Korean 1985 / East Belt', tm(38, 129, 1, 200000, 500000, bessel)],
  ['EPSG:2098', 'Korean 1985 / West Belt', tm(38, 125, 1, 200000, 500000, bessel)],
  ['EPSG:5178', 'Korean 1985 / Unified CS', tm(38, 127.5, 0.9996, 1000000, 2000000, bessel)],
  ['KATEC', 'KATEC (TM128, Korean 1985)', tm(38, 128, 0.9999, 400000, 600000, bessel)],
  [
    'EPSG:3857',
    'WGS 84 / Pseudo-Mercator (web maps)',
    '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  ],
];

/** UTM on WGS 84: EPSG:32601-32660 north, 32701-32760 south. */
const utm: Row[] = [326, 327].flatMap((family) =>
  Array.from({ length: 60 }, (_, i): Row => {
    const zone = i + 1;
    const south = family === 327;
    return [
      `EPSG:${family}${String(zone).padStart(2, '0')}`,
      `WGS 84 / UTM zone ${zone}${south ? 'S' : 'N'}`,
      `+proj=utm +zone=${zone}${south ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`,
    ];
  }),
);

const geographic: Row[] = [
  ['EPSG:4326', 'WGS 84 (longitude, latitude)', longlat('+datum=WGS84')],
  ['CRS84', 'WGS 84 (longitude, latitude), OGC CRS84', longlat('+datum=WGS84')],
  ['EPSG:4737', 'KGD2002 (longitude, latitude)', longlat(grs80)],
  ['EPSG:4166', 'Korean 1995 (longitude, latitude)', longlat('+ellps=WGS84 +towgs84=0,0,0,0,0,0,0')],
  ['EPSG:4162', 'Korean 1985 (longitude, latitude)', longlat(bessel)],
];

function toCrs(isGeographic: boolean) {
  return ([code, name, proj4]: Row): Crs => ({ code, name, proj4, geographic: isGeographic });
}

/** Every system known by code, the likeliest for Korean data first. */
export const definitions: readonly Crs[] = [
  ...geographic.map(toCrs(true)),
  ...projected.map(toCrs(false)),
  ...utm.map(toCrs(false)),
];
