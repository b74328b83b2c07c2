import { readAngles } from './angles';
import type { Crs } from './definitions';
import { findCrs } from './find';
import { inKorea, rateCrs } from './guess';
import { transformer } from './transform';

/** Positions as people type and copy them, in any coordinate system. */

export interface Reading {
  /** WGS 84 degrees. */
  lon: number;
  lat: number;
  /** As typed: easting or longitude first. */
  x: number;
  y: number;
  /** Code and name of the coordinate system it was read in. */
  crs: string;
  name: string;
  /** The text does not say the system: it was chosen by the range of the numbers. */
  guessed: boolean;
}

const LONGEST = 160;
/** Readings of a guess that are offered; the systems left over differ by metres from these, or are rare. */
const MOST_GUESSES = 10;

function reading(crs: Crs, x: number, y: number, guessed: boolean): Reading[] {
  try {
    const [lon, lat] = transformer(crs.code)(x, y);
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return [];
    return [{ lon, lat, x, y, crs: crs.code, name: crs.name, guessed }];
  } catch {
    return []; // no point of this system
  }
}

const known = (code: string): Crs | undefined => {
  try {
    return findCrs(code);
  } catch {
    return undefined;
  }
};

/** Two numbers, also with commas between thousands: "953,241 1,954,023". */
function pair(text: string): [number, number] | undefined {
  const grouped = /^([+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?)[\s;,]+([+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?)$/.exec(
    text,
  );
  const two = grouped ?? /^([+-]?\d+(?:\.\d+)?)(?:\s*[,;/]\s*|\s+)([+-]?\d+(?:\.\d+)?)$/.exec(text);
  if (!two) return undefined;
  return [Number(two[1]!.replace(/,/g, '')), Number(two[2]!.replace(/,/g, ''))];
}

const NAMED =
  /^(EPSG\s*:?\s*\d{4,6}|KATEC|TM128|UTM-?K|CRS84|WGS ?84)(?:\s*[:,;]\s*|\s+)(.+)$|^(.+?)(?:\s*[,;@]\s*|\s+)\(?(EPSG\s*:?\s*\d{4,6}|KATEC|TM128|UTM-?K|CRS84)\)?$/i;

/** "EPSG:5186 198000 551000", "198000, 551000 (EPSG:5186)". */
function readNamed(text: string): Reading[] | undefined {
  const match = NAMED.exec(text);
  if (!match) return undefined;
  const code = (match[1] ?? match[4]!).replace(/\s/g, '').replace(/^EPSG:?(?=\d)/i, 'EPSG:');
  const crs = known(code);
  const rest = (match[2] ?? match[3]!).trim();
  if (!crs) return [];
  if (crs.geographic) {
    return readAngles(rest).flatMap(([x, y]) => reading(crs, x, y, false));
  }
  const numbers = pair(rest);
  if (!numbers) return [];
  const [x, y] = numbers;
  const asTyped = reading(crs, x, y, false);
  // Surveyors write the northing first: where only that order lies in Korea, it is meant.
  const turned = reading(crs, y, x, false).filter(({ lon, lat }) => inKorea([lon, lat]));
  return asTyped.some(({ lon, lat }) => inKorea([lon, lat])) ? asTyped : [...turned, ...asTyped];
}

const UTM =
  /^(?:UTM\s*)?(?:ZONE\s*)?(\d{1,2})\s*([C-HJ-NP-X])[\s,;]+(\d+(?:\.\d+)?)\s*(?:M?E)?[\s,;]+(\d+(?:\.\d+)?)\s*(?:M?N)?$/i;

/** "52N 323456 4158123": a zone and a hemisphere, or a zone and a latitude band (52S lies in Korea). */
function readUtm(text: string): Reading[] | undefined {
  const match = UTM.exec(text);
  if (!match) return undefined;
  const zone = Number(match[1]);
  if (zone < 1 || zone > 60) return [];
  const letter = match[2]!.toUpperCase();
  const [x, y] = [Number(match[3]), Number(match[4])];
  const north = letter >= 'N';
  const of = (family: 326 | 327) =>
    reading(findCrs(`EPSG:${family}${String(zone).padStart(2, '0')}`), x, y, false);
  if (letter !== 'S') return of(north ? 326 : 327);
  // S is the southern hemisphere, and the band of 32 to 40 degrees north.
  const band = of(326).filter(({ lat }) => lat >= 32 && lat < 40);
  return [...band, ...of(327)];
}

function readProjected(text: string): Reading[] {
  const numbers = pair(text);
  if (!numbers) return [];
  const [x, y] = numbers;
  const guesses = (a: number, b: number) =>
    rateCrs([[a, b]]).flatMap(({ code, share }) =>
      reading(findCrs(code), a, b, true).map((one) => ({ one, korean: share > 0 })),
    );
  const asTyped = guesses(x, y);
  // Surveyors write the northing first.
  const turned = guesses(y, x).filter(({ korean }) => korean);
  const order = asTyped.some(({ korean }) => korean) ? [...asTyped, ...turned] : [...turned, ...asTyped];
  return order.map(({ one }) => one).slice(0, MOST_GUESSES);
}

/**
 * The places a typed position may mean, likeliest first: degrees ("126.97, 37.56"), degrees, minutes and
 * seconds, "EPSG:5186 198000 551000", UTM "52N 323456 4158123", or two bare numbers, whose system is guessed
 * by their range. Longitude or easting first, unless only the other order can be meant.
 * @returns none for what is no position.
 */
export function readPosition(text: string): Reading[] {
  const line = text
    .slice(0, LONGEST)
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .trim();
  if (!/\d/.test(line)) return [];
  const named = readNamed(line) ?? readUtm(line);
  if (named) return named;
  const bare = line.replace(/^[([]\s*/, '').replace(/\s*[)\]]$/, '');
  const wgs84 = findCrs('EPSG:4326');
  const degrees = readAngles(bare).flatMap(([x, y]) => reading(wgs84, x, y, false));
  return degrees.length ? degrees : readProjected(bare);
}

/** Ways to write a position that are no system of their own. */
export const DMS = 'DMS';
export const UTM_ZONE = 'UTM';

/** The system in which a position is written: for UTM that of its zone. */
export function crsAt(code: string, lon: number, lat: number): string {
  if (code === DMS) return 'EPSG:4326';
  if (code !== UTM_ZONE) return code;
  const zone = Math.min(60, Math.max(1, Math.floor((wrapped(lon) + 180) / 6) + 1));
  return `EPSG:${lat < 0 ? 327 : 326}${String(zone).padStart(2, '0')}`;
}

/** Longitude within 180 degrees: maps go on beyond. */
const wrapped = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180;

function sexagesimal(value: number, letters: readonly [string, string]): string {
  const tenths = Math.round(Math.abs(value) * 36_000);
  const degrees = Math.floor(tenths / 36_000);
  const minutes = Math.floor((tenths % 36_000) / 600);
  const seconds = ((tenths % 600) / 10).toFixed(1);
  return `${degrees}°${String(minutes).padStart(2, '0')}'${seconds.padStart(4, '0')}"${letters[value < 0 ? 1 : 0]}`;
}

/**
 * A position in degrees, written in a system so that `readPosition` reads it again: about 0.1 m, easting or
 * longitude first (degrees, minutes and seconds have latitude first, as is usual, with letters).
 * @param code as `findCrs` takes it, or DMS or UTM_ZONE.
 * @returns undefined where the point lies outside the projection.
 */
export function writePosition(lon: number, lat: number, code: string): string | undefined {
  const at = wrapped(lon);
  if (code === DMS) return `${sexagesimal(lat, ['N', 'S'])} ${sexagesimal(at, ['E', 'W'])}`;
  const crs = findCrs(crsAt(code, at, lat));
  try {
    const [x, y] = transformer('EPSG:4326', crs.code)(at, lat);
    const digits = crs.geographic ? 6 : 1;
    const numbers = `${x.toFixed(digits)}, ${y.toFixed(digits)}`;
    if (code !== UTM_ZONE) return numbers;
    return `${Number(crs.code.slice(-2))}${lat < 0 ? 'S' : 'N'} ${x.toFixed(1)} ${y.toFixed(1)}`;
  } catch {
    return undefined;
  }
}
