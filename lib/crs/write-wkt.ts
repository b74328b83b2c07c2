import proj4 from 'proj4';
import type { Crs } from './definitions';
import { CrsError } from './find';

/**
 * Coordinate systems as the well-known text of .prj files: WKT 1 with the names ESRI gives projections and
 * parameters (OGC 01-009; every GIS reads it). Axes are not said, which in a .prj means x, y.
 */

/** `+key=value` of a proj4 string; a key without a value is ''. */
function parts(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/\+(\w+)(?:=(\S+))?/g)].map(([, key = '', value = '']) => [key, value] as const),
  );
}

type Parameter = [name: string, key: string, fallback: number, length?: 'length'];

const EASTING: Parameter[] = [
  ['False_Easting', 'x_0', 0, 'length'],
  ['False_Northing', 'y_0', 0, 'length'],
];
const MERIDIAN: Parameter = ['Central_Meridian', 'lon_0', 0];
const ORIGIN: Parameter = ['Latitude_Of_Origin', 'lat_0', 0];
const SCALE: Parameter = ['Scale_Factor', 'k', 1];
const PARALLELS: Parameter[] = [
  ['Standard_Parallel_1', 'lat_1', 0],
  ['Standard_Parallel_2', 'lat_2', 0],
];

interface Method {
  name: string;
  parameters: Parameter[];
}

/** The method of a proj4 string; undefined where .prj files have no agreed name for it. */
function methodOf(values: Map<string, string>): Method | undefined {
  const given = (key: string) => values.has(key);
  switch (values.get('proj')) {
    case 'tmerc':
    case 'etmerc':
      return { name: 'Transverse_Mercator', parameters: [...EASTING, MERIDIAN, SCALE, ORIGIN] };
    case 'merc':
      return given('lat_ts') || !(given('k') || given('k_0'))
        ? { name: 'Mercator', parameters: [...EASTING, MERIDIAN, ['Standard_Parallel_1', 'lat_ts', 0]] }
        : { name: 'Mercator_1SP', parameters: [ORIGIN, MERIDIAN, SCALE, ...EASTING] };
    case 'lcc':
      return given('lat_2')
        ? { name: 'Lambert_Conformal_Conic', parameters: [...EASTING, MERIDIAN, ...PARALLELS, ORIGIN] }
        : {
            name: 'Lambert_Conformal_Conic',
            parameters: [...EASTING, MERIDIAN, ['Standard_Parallel_1', 'lat_1', 0], SCALE, ORIGIN],
          };
    case 'aea':
      return { name: 'Albers', parameters: [...EASTING, MERIDIAN, ...PARALLELS, ORIGIN] };
    case 'laea':
      return { name: 'Lambert_Azimuthal_Equal_Area', parameters: [...EASTING, MERIDIAN, ORIGIN] };
    case 'aeqd':
      return { name: 'Azimuthal_Equidistant', parameters: [...EASTING, MERIDIAN, ORIGIN] };
    case 'cass':
      return { name: 'Cassini', parameters: [...EASTING, MERIDIAN, SCALE, ORIGIN] };
    case 'poly':
      return { name: 'Polyconic', parameters: [...EASTING, MERIDIAN, ORIGIN] };
    case 'sterea':
      return { name: 'Double_Stereographic', parameters: [...EASTING, MERIDIAN, SCALE, ORIGIN] };
    case 'stere': {
      const pole = Number(values.get('lat_0') ?? 0);
      if (Math.abs(pole) !== 90 || !given('lat_ts')) return undefined;
      return {
        name: pole > 0 ? 'Stereographic_North_Pole' : 'Stereographic_South_Pole',
        parameters: [...EASTING, MERIDIAN, ['Standard_Parallel_1', 'lat_ts', pole]],
      };
    }
    case 'eqc':
      return {
        name: 'Equidistant_Cylindrical',
        parameters: [...EASTING, MERIDIAN, ['Standard_Parallel_1', 'lat_ts', 0]],
      };
    default:
      return undefined;
  }
}

/** Zone of UTM as the transverse Mercator it is. */
function withoutUtm(values: Map<string, string>): Map<string, string> {
  if (values.get('proj') !== 'utm') return values;
  return new Map([
    ...values,
    ['proj', 'tmerc'],
    ['lat_0', '0'],
    ['lon_0', String(Number(values.get('zone')) * 6 - 183)],
    ['k', '0.9996'],
    ['x_0', '500000'],
    ['y_0', values.has('south') ? '10000000' : '0'],
  ]);
}

const UNITS: Record<string, [name: string, metres: number]> = {
  m: ['Meter', 1],
  km: ['Kilometer', 1000],
  ft: ['Foot', 0.3048],
  'us-ft': ['Foot_US', 1200 / 3937],
  link: ['Link', 0.201168],
};

function unitOf(values: Map<string, string>): [name: string, metres: number] {
  const metres = values.get('to_meter');
  return metres ? ['User_Defined_Unit', Number(metres)] : (UNITS[values.get('units') ?? 'm'] ?? UNITS.m!);
}

/** Datums with names that programs know, by how proj4 strings show them. */
const DATUMS: [
  seen: (values: Map<string, string>, code: string) => boolean,
  system: string,
  datum: string,
][] = [
  [(values) => values.get('datum') === 'WGS84', 'GCS_WGS_1984', 'D_WGS_1984'],
  [(_, code) => code === 'EPSG:3857', 'GCS_WGS_1984', 'D_WGS_1984'],
  [(_, code) => /^EPSG:(4737|51(79|8\d))$/.test(code), 'GCS_Korea_2000', 'D_Korea_2000'],
  [
    (_, code) => /^(EPSG:(4162|209[678]|517[3-8])|KATEC)$/.test(code),
    'GCS_Korean_Datum_1985',
    'D_Korean_Datum_1985',
  ],
  [(_, code) => code === 'EPSG:4166', 'GCS_Korean_Datum_1995', 'D_Korean_Datum_1995'],
  [(values) => values.get('datum') === 'NAD83', 'GCS_North_American_1983', 'D_North_American_1983'],
];

const SPHEROIDS: Record<string, string> = {
  'WGS84 6378137': 'WGS_1984',
  'GRS80 6378137': 'GRS_1980',
  bessel: 'Bessel_1841',
  clrk66: 'Clarke_1866',
  intl: 'International_1924',
};

const safe = (name: string) => name.replace(/[^\p{L}\p{N}.]+/gu, '_').replace(/^_+|_+$/g, '') || 'unknown';

/** proj4 shows what a string means: half axes, the meridian its longitudes count from (radians). */
interface Meant {
  a: number;
  b: number;
  rf?: number;
  ellps?: string;
  from_greenwich?: number;
  datum_params?: (string | number)[];
}

const decimals = (value: number) => Number(value.toPrecision(15));

function geographicText(crs: Crs, values: Map<string, string>): string {
  const meant = new (proj4 as unknown as { Proj: new (text: string) => Meant }).Proj(crs.proj4);
  const known = DATUMS.find(([seen]) => seen(values, crs.code));
  const ellipsoid = crs.code === 'EPSG:3857' ? 'WGS84' : (meant.ellps ?? 'unknown');
  const spheroid = SPHEROIDS[`${ellipsoid} ${meant.a}`] ?? SPHEROIDS[ellipsoid] ?? safe(ellipsoid);
  const sphere = meant.a === meant.b && crs.code !== 'EPSG:3857';
  const flattening =
    crs.code === 'EPSG:3857'
      ? 298.257223563
      : sphere
        ? 0
        : decimals(meant.rf ?? meant.a / (meant.a - meant.b));
  const name = known?.[1] ?? `GCS_${safe(crs.geographic ? crs.name : `unknown_based_on_${ellipsoid}`)}`;
  const datum = known?.[2] ?? `D_${safe(crs.geographic ? crs.name : `unknown_based_on_${ellipsoid}`)}`;
  const shift = values.get('towgs84')?.split(',').map(Number) ?? [];
  // Without its shift a program would take the datum for WGS 84, hundreds of metres off.
  const towgs84 = shift.some((value) => value !== 0)
    ? `,TOWGS84[${[...shift, 0, 0, 0, 0].slice(0, 7).join(',')}]`
    : '';
  const prime = decimals(((meant.from_greenwich ?? 0) * 180) / Math.PI);
  const meridian = prime === 0 ? 'Greenwich' : safe(values.get('pm') ?? 'unknown');
  return `GEOGCS["${name}",DATUM["${datum}",SPHEROID["${spheroid}",${meant.a},${flattening}]${towgs84}],PRIMEM["${meridian}",${prime}],UNIT["Degree",0.0174532925199433]`;
}

/**
 * The text of a .prj file for a coordinate system.
 * @throws CrsError where its projection has no agreed form in such files
 */
export function crsText(crs: Crs): string {
  if (/^\s*[A-Z]+\[/.test(crs.proj4)) return crs.proj4; // it came as such a text
  const values = withoutUtm(parts(crs.proj4));
  const code = /^EPSG:(\d+)$/.exec(crs.code)?.[1];
  const authority = code ? `,AUTHORITY["EPSG","${code}"]` : '';
  const geographic = geographicText(crs, values);
  if (crs.geographic) return `${geographic}${authority}]`;
  const method = crs.code === 'EPSG:3857' ? WEB_MERCATOR : methodOf(values);
  if (!method || values.has('axis')) {
    throw new CrsError(
      `${crs.code === 'proj4' ? crs.name : crs.code} has a projection that .prj files have no form for; choose another coordinate system.`,
    );
  }
  const [unit, metres] = unitOf(values);
  const parameters = method.parameters.map(([name, key, fallback, length]) => {
    const given = values.get(key) ?? (key === 'k' ? values.get('k_0') : undefined);
    const value = given === undefined || given === '' ? fallback : Number(given);
    return `PARAMETER["${name}",${length ? decimals(value / metres) : value}],`;
  });
  const name = safe(crs.code === 'proj4' ? 'unknown' : crs.name);
  return `PROJCS["${name}",${geographic}],PROJECTION["${method.name}"],${parameters.join('')}UNIT["${unit}",${decimals(metres)}]${authority}]`;
}

const WEB_MERCATOR: Method = {
  name: 'Mercator_Auxiliary_Sphere',
  parameters: [
    ...EASTING,
    MERIDIAN,
    ['Standard_Parallel_1', 'lat_ts', 0],
    ['Auxiliary_Sphere_Type', 'none', 0],
  ],
};
