import { definitions } from '@/lib/crs/definitions';
import type { Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';

/** A coordinate system as OGC API names it. */
export interface System {
  uri: string;
  /** As lib/crs takes it. */
  code: string;
  geographic: boolean;
  /** The first number of a position is the latitude or the northing: so EPSG says it, and Part 2 asks for it. */
  northFirst: boolean;
}

export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
export const CRS84_HEIGHT = 'http://www.opengis.net/def/crs/OGC/0/CRS84h';

const wgs84 = { code: 'EPSG:4326', geographic: true, northFirst: false };

/** Web Mercator and UTM have the easting first; the Korean systems and all of degrees the north. */
const northFirst = (code: string) => code !== 'EPSG:3857' && !/^EPSG:32[67]\d\d$/.test(code);

const epsg: System[] = definitions
  .filter(({ code }) => code.startsWith('EPSG:'))
  .map(({ code, geographic }) => ({
    uri: `http://www.opengis.net/def/crs/EPSG/0/${code.slice(5)}`,
    code,
    geographic,
    northFirst: northFirst(code),
  }));

/** Zones of UTM that a layer lies in. */
function inZone({ extent }: Pick<Layer, 'extent'>, code: string): boolean {
  const [, half, zone] = /^EPSG:32([67])(\d\d)$/.exec(code) ?? [];
  if (!zone) return true;
  if (!extent) return false;
  const [west, south, east, north] = extent;
  const middle = Number(zone) * 6 - 183;
  return west < middle + 3 && east > middle - 3 && (half === '6' ? north > 0 : south < 0);
}

/** The systems a layer is given in, the one it is stored in first. */
export function systemsOf(layer: Pick<Layer, 'extent'>): System[] {
  return [
    { uri: CRS84, ...wgs84 },
    { uri: CRS84_HEIGHT, ...wgs84 },
    ...epsg.filter(({ code }) => inZone(layer, code)),
  ];
}

/** The system of a URI among those of a layer. @throws Problem bad-request naming the parameter */
export function systemOf(layer: Pick<Layer, 'extent'>, uri: string, parameter: string): System {
  const wanted = uri.replace(/^https:/, 'http:');
  const system = systemsOf(layer).find((one) => one.uri === wanted);
  if (system) return system;
  throw new Problem(
    'bad-request',
    `The parameter "${parameter}" is none of the coordinate systems that the collection lists.`,
    { parameter },
  );
}
