import parse from 'wkt-parser';
import { codeOfEsri, shiftOfGeographic } from '#crs-registry';
import { besselShift, type Crs, definitions } from './definitions';

/** What keeps a WKT from being used. */
export class WktCrsError extends Error {}

/** The parser's answer, as far as it is used; angles in radians. */
interface Parsed {
  title?: string;
  name?: string;
  projName?: string;
  datumCode?: string;
  datum_params?: unknown;
  a?: number;
  rf?: number;
  lat0?: number;
  long0?: number;
  k0?: number;
  x0?: number;
  y0?: number;
  to_meter?: number;
  DATUM?: { name?: string };
  GEOGCS?: { name?: string; DATUM?: { name?: string } };
}

const KEYWORDS =
  'PROJCS|GEOGCS|PROJCRS|GEOGCRS|GEODCRS|PROJECTEDCRS|GEOGRAPHICCRS|GEODETICCRS|COMPD_CS|COMPOUNDCRS|BOUNDCRS|LOCAL_CS|ENGCRS|GEOCCS';
const START = new RegExp(`^\\s*(?:${KEYWORDS})\\s*[[(]`, 'i');

export const isWkt = (text: string) => START.test(text);

/** The part of a compound or bound system that is about the plane. */
function horizontal(text: string): string {
  if (!/^\s*(?:COMPD_CS|COMPOUNDCRS|BOUNDCRS)/i.test(text)) return text;
  const match = /(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS|GEODCRS|GEODETICCRS)\s*\[/i.exec(text);
  if (!match) throw new WktCrsError('it has no horizontal system');
  let depth = 0;
  let quoted = false;
  for (let at = match.index; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (text[at] === '[') depth++;
    else if (text[at] === ']' && --depth === 0) return text.slice(match.index, at + 1);
  }
  throw new WktCrsError('its brackets are not closed');
}

const near = (a: number | undefined, b: number, tolerance: number) => Math.abs((a ?? 0) - b) <= tolerance;

const parameter = (proj4: string, name: string) =>
  Number(new RegExp(`\\+${name}=(\\S+)`).exec(proj4)?.[1] ?? Number.NaN);

const ELLIPSOIDS = { GRS80: 298.257222101, WGS84: 298.257223563, bessel: 299.1528128 } as const;

function flattening(proj4: string): number | undefined {
  const name = /\+(?:ellps|datum)=(\w+)/.exec(proj4)?.[1] as keyof typeof ELLIPSOIDS | undefined;
  return name && ELLIPSOIDS[name];
}

/** Transverse Mercator systems by their numbers: longitude of the meridian, ..., for `sameAs`. */
const transverse = definitions
  .filter(({ proj4 }) => /\+proj=(?:tmerc|utm)/.test(proj4))
  .map((crs) => {
    const zone = parameter(crs.proj4, 'zone');
    const utm = Number.isFinite(zone);
    const number = (name: string) => parameter(crs.proj4, name);
    return {
      crs,
      rf: flattening(crs.proj4),
      lat0: utm ? 0 : number('lat_0'),
      lon0: utm ? zone * 6 - 183 : number('lon_0'),
      k: utm ? 0.9996 : number('k'),
      x0: utm ? 500_000 : number('x_0'),
      y0: utm ? (crs.proj4.includes('+south') ? 10_000_000 : 0) : number('y_0'),
    };
  });

/**
 * The system of the table that has the same numbers, whatever the WKT calls it: Korean .prj files go by names
 * such as Korea_2000_Korea_Central_Belt_2010, PCS_ITRF2000_TM or Tokyo_TM, all without a code.
 */
function sameNumbers(parsed: Parsed): Crs | undefined {
  const degrees = (radians: number | undefined) => ((radians ?? 0) * 180) / Math.PI;
  if (!/^(?:Transverse[ _]Mercator|Gauss[ _]Kruger)$/i.test(parsed.projName ?? '')) return undefined;
  if (!near(parsed.to_meter ?? 1, 1, 1e-9)) return undefined;
  return transverse.find(
    ({ rf, lat0, lon0, k, x0, y0 }) =>
      near(parsed.rf, rf ?? 0, 1e-6) &&
      near(degrees(parsed.lat0), lat0, 1e-9) &&
      near(degrees(parsed.long0), lon0, 1e-7) &&
      near(parsed.k0 ?? 1, k, 1e-9) &&
      near(parsed.x0, x0, 1e-3) &&
      near(parsed.y0, y0, 1e-3),
  )?.crs;
}

/**
 * Projections whose parameters mean the same in every kind of WKT. Of the others (stereographic, oblique
 * Mercator, Krovak, ...) a wrong reading would lie kilometres off without a word.
 */
const READ_BY_NUMBERS =
  /^(?:transverse[ _]mercator|gauss[ _]kruger|lambert[ _]con(?:formal[ _]conic|ic[ _]conformal)(?:[ _]\(?[12]sp\)?)?|albers(?:[ _]conic)?(?:[ _]equal[ _]area)?|lambert[ _]azimuthal[ _]equal[ _]area|mercator(?:[ _]auxiliary[ _]sphere|[ _][12]sp)?)$/i;

/** Datums that are WGS 84 to within a metre or two by their ellipsoid alone. */
const geocentric = ({ rf }: Parsed) =>
  near(rf, ELLIPSOIDS.GRS80, 1e-4) || near(rf, ELLIPSOIDS.WGS84, 1e-4) || rf === 0;

function withShift(text: string, shift: string): string {
  const numbers = shift.replace(/^\+towgs84=/, '');
  const placed = text.replace(
    /SPHEROID\s*\[[^[\]]*(?:\[[^\]]*\][^[\]]*)*\]/i,
    (all) => `${all},TOWGS84[${numbers}]`,
  );
  if (placed === text) throw new WktCrsError('its datum is not known here');
  return placed;
}

/**
 * The system of a WKT text (WKT 1 of OGC or ESRI, WKT 2).
 * @param byCode looks a code up; the code a WKT carries is what counts where it is known
 * @throws WktCrsError saying what keeps it from being used, as the end of a sentence
 */
export function wktCrs(whole: string, byCode: (code: string) => Crs | undefined): Crs {
  if (/^\s*(?:LOCAL_CS|ENGCRS|GEOCCS)/i.test(whole)) throw new WktCrsError('it is local, or not of a map');
  const text = horizontal(whole);
  let parsed: Parsed;
  try {
    parsed = parse(text) as Parsed;
  } catch {
    throw new WktCrsError('it is not whole');
  }
  const coded = parsed.title && byCode(parsed.title);
  if (coded) return coded;
  const same = sameNumbers(parsed);
  if (same) return same;
  const named = codeOfEsri(parsed.name ?? '');
  const esri = named && byCode(named);
  if (esri) return esri;
  const geographic = parsed.projName === 'longlat';
  const datum = parsed.GEOGCS?.DATUM?.name ?? parsed.DATUM?.name ?? '';
  const base = parsed.GEOGCS?.name ?? parsed.name ?? '';
  if (geographic && /wgs_?(?:19)?84/i.test(datum)) return byCode('EPSG:4326')!;
  const name = parsed.name ?? 'WKT';
  if (!geographic && !READ_BY_NUMBERS.test(parsed.projName ?? '')) {
    throw new WktCrsError(`it is a "${parsed.projName}" without a code that is known here`);
  }
  if (parsed.datum_params || geocentric(parsed)) return { code: 'wkt', name, proj4: text, geographic };
  const korean = /korean_?(?:datum_?)?1985/i.test(datum);
  const shift = korean ? besselShift : (shiftOfGeographic(base) ?? shiftOfGeographic(datum));
  if (!shift) throw new WktCrsError(`its datum "${datum || base}" is not known here`);
  return { code: 'wkt', name, proj4: withShift(text, shift), geographic };
}
