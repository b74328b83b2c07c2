import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Every setting of the product, read from the environment once, in one table.
 * The README's table is checked against this one by a test.
 */

interface Setting<T> {
  /** Value when the variable is absent or empty. */
  default: T;
  /** One line for people. */
  about: string;
  /** Turns the text of the variable into a value; throws a sentence when it cannot. */
  read: (text: string) => T;
}

const text = (text: string) => text;

function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER) {
  return (text: string) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < minimum || value > maximum) {
      throw new Error(`expected a whole number from ${minimum} to ${maximum}, got "${text}"`);
    }
    return value;
  };
}

function oneOf(...values: string[]) {
  return (text: string) => {
    if (values.includes(text)) return text;
    throw new Error(`expected one of ${values.join(', ')}, got "${text}"`);
  };
}

/** Origins as `https://tiles.example.org`, separated by spaces or commas; `https:` stands for every https one. */
function origins(text: string): string[] {
  return text.split(/[\s,]+/).map((origin) => {
    if (origin === 'https:') return origin;
    const url = URL.canParse(origin) ? new URL(origin) : undefined;
    if (/^https?:$/.test(url?.protocol ?? '') && url!.origin === origin.toLowerCase()) return url!.origin;
    throw new Error(`expected origins such as https://tiles.example.org or the word https:, got "${origin}"`);
  });
}

function setting<T>(value: T, read: (text: string) => T, about: string): Setting<T> {
  return { default: value, read, about };
}

const BASE_MAPS = [
  'offline',
  'plain',
  'pmtiles',
  'openfreemap',
  'osm',
  'vworld',
  'vworld-gray',
  'vworld-satellite',
  'vworld-hybrid',
];

export const settings = {
  PORT: setting(3000, wholeNumber(0, 65535), 'Port of the web server'),
  HOST: setting('127.0.0.1', text, 'Address the web server listens on; any but loopback needs PASSWORD'),
  PASSWORD: setting('', text, 'Asked of every visitor (HTTP Basic, any user name) or sent as a Bearer token'),
  DATA_DIR: setting(join(homedir(), '.jari'), text, 'Folder of the embedded database and uploads'),
  DATABASE_URL: setting('', text, 'A PostgreSQL server with PostGIS, instead of the embedded database'),
  WORKERS: setting(1, wholeNumber(0, 64), 'Worker processes that `npm start` runs'),
  MAX_UPLOAD_BYTES: setting(200 * 1024 * 1024, wholeNumber(1), 'Largest table that may be uploaded'),
  MAX_UPLOAD_ROWS: setting(2_000_000, wholeNumber(1), 'Most rows of an uploaded table'),
  MAX_UNPACKED_BYTES: setting(4 * 1024 ** 3, wholeNumber(1), 'Largest size an uploaded ZIP may unpack to'),
  MAX_IMAGE_BYTES: setting(4 * 1024 ** 3, wholeNumber(1), 'Largest image that may be uploaded'),
  MAX_ADDRESS_BYTES: setting(8 * 1024 ** 3, wholeNumber(1), 'Largest address file that may be uploaded'),
  BASEMAP: setting(
    'offline',
    oneOf(...BASE_MAPS),
    'Base map at first visit: offline, plain, pmtiles, openfreemap, osm, vworld or vworld-gray, -satellite, -hybrid',
  ),
  BASEMAP_PMTILES: setting(
    '',
    text,
    'Path of a PMTiles file of the Protomaps schema: street maps without internet',
  ),
  BASEMAP_ORIGINS: setting(
    [] as string[],
    origins,
    "Further sites that people's own base maps may come from, as `https://tiles.example.org`; `https:` allows any",
  ),
  JARI_DEVICE: setting(
    'auto',
    oneOf('auto', 'cpu', 'webgpu', 'cuda', 'tfjs'),
    'Where networks run: auto (the fastest there is), cpu, webgpu, cuda, or tfjs (TensorFlow.js); see `jari devices`',
  ),
  VWORLD_KEY: setting('', text, 'Key of the Korean VWorld tile service; without it VWorld is not offered'),
} satisfies Record<string, Setting<unknown>>;

type Config = { readonly [K in keyof typeof settings]: (typeof settings)[K]['default'] };

/**
 * Reads all settings from `environment`.
 * @throws Error naming the variable and what was expected of it.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const entries = Object.entries(settings).map(([name, entry]) => {
    const given = environment[name]?.trim();
    if (!given) return [name, entry.default];
    try {
      return [name, (entry.read as (text: string) => unknown)(given)];
    } catch (error) {
      throw new Error(`Setting ${name}: ${(error as Error).message}.`);
    }
  });
  return Object.fromEntries(entries) as Config;
}

export const config: Config = readConfig(process.env);
