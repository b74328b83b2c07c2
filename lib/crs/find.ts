import proj4 from 'proj4';
import { registered } from '#crs-registry';
import { Problem } from '@/lib/problems';
import { type Crs, definitions } from './definitions';
import { isWkt, WktCrsError, wktCrs } from './wkt';

/** A coordinate system that cannot be used, said in one sentence. */
export class CrsError extends Problem {
  override name = 'CrsError';

  constructor(detail: string) {
    super('bad-request', detail);
  }
}

const byCode = new Map(definitions.map((crs) => [crs.code, crs]));

/** Other names in use for the same systems. */
const aliases: Record<string, string> = {
  'EPSG:900913': 'EPSG:3857',
  'EPSG:102100': 'EPSG:3857',
  'UTM-K': 'EPSG:5179',
  UTMK: 'EPSG:5179',
  TM128: 'KATEC',
  WGS84: 'EPSG:4326',
  // The same with heights, which stay what they are.
  'EPSG:4979': 'EPSG:4326',
  CRS84H: 'CRS84',
  'OGC:CRS84H': 'CRS84',
  'OGC:CRS84': 'CRS84',
  'OGC:1.3:CRS84': 'CRS84',
};

/** Brings the ways to write a code to one: 5179, EPSG:5179, urn:ogc:def:crs:EPSG::5179, .../EPSG/0/5179. */
function normalCode(text: string): string {
  const upper = text.toUpperCase();
  const tail = upper
    .replace(/^URN:(?:X-)?OGC:DEF:CRS:/, '')
    .replace(/^HTTPS?:\/\/(?:WWW\.)?OPENGIS\.NET\/(?:DEF\/CRS|GML\/SRS)\//, '')
    .replace(/\.XML#/, ':')
    .replaceAll('/', ':');
  const epsg = /^(?:EPSG:(?:[\d.]*:)?)?(\d{4,6})$/.exec(tail);
  const code = epsg ? `EPSG:${epsg[1]}` : tail;
  return aliases[code] ?? code;
}

/** Reads a proj4 string; tried at once, so that a fault is said here and not at the first row. */
function readProj4(text: string): Crs {
  const init = /\+init=(\S+)/i.exec(text);
  if (init) return findCrs(init[1]!);
  const kind = /\+proj=(\S+)/.exec(text)?.[1];
  if (!kind) throw new CrsError(`The proj4 string "${text}" has no +proj=, so its projection is not known.`);
  const grids = /\+nadgrids=(\S+)/.exec(text)?.[1];
  if (grids && grids !== '@null') {
    throw new CrsError(
      `The proj4 string asks for the grid file "${grids}", which is not here; give +towgs84= instead.`,
    );
  }
  try {
    proj4(text, 'EPSG:4326');
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new CrsError(`The proj4 string "${text}" cannot be used: ${cause}.`);
  }
  return { code: 'proj4', name: text, proj4: text, geographic: kind === 'longlat' || kind === 'latlong' };
}

function byEpsg(code: string): Crs | undefined {
  return byCode.get(code) ?? registered(code.replace('EPSG:', ''));
}

function readWkt(text: string): Crs {
  try {
    const crs = wktCrs(text, (code) => byEpsg(normalCode(code)));
    proj4(crs.proj4, 'EPSG:4326');
    return crs;
  } catch (error) {
    const why = error instanceof WktCrsError ? error.message : 'its projection is not known here';
    const name = /"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 40);
    throw new CrsError(
      `The coordinate system "${name}" cannot be used: ${why}; give its EPSG code or proj4 string instead.`,
    );
  }
}

/**
 * The coordinate system that `text` names.
 *
 * @param text an EPSG code in any usual form (`5179`, `EPSG:5186`, `urn:ogc:def:crs:EPSG::5179`,
 *   `http://www.opengis.net/def/crs/EPSG/0/5179`), `CRS84`, `KATEC`, a proj4 string, or WKT (a .prj file).
 * @throws CrsError saying what is wrong with it.
 */
export function findCrs(text: string): Crs {
  const trimmed = text.trim();
  if (!trimmed) throw new CrsError('No coordinate system was given; write a code such as EPSG:5179.');
  if (trimmed.includes('+proj') || trimmed.includes('+init')) return readProj4(trimmed);
  if (isWkt(trimmed)) return readWkt(trimmed);
  const code = normalCode(trimmed);
  const known = byEpsg(code);
  if (known) return known;
  if (/^EPSG:\d+$/.test(code)) {
    throw new CrsError(`${code} is not a coordinate system known here; give its proj4 string instead.`);
  }
  throw new CrsError(
    `"${trimmed.slice(0, 80)}" is not a coordinate system: expected an EPSG code (EPSG:5179), CRS84, KATEC or a proj4 string.`,
  );
}
