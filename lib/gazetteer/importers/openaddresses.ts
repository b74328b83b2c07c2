import { parse } from 'csv-parse/sync';
import type { WesternAddressRow, WesternFacts } from '../western-facts';
import type { LineReader, WesternImporter } from './types';

/**
 * OpenAddresses: CSV with a header in upper or lower case (LON, LAT, NUMBER, STREET, UNIT, CITY, DISTRICT,
 * REGION, POSTCODE, ID, HASH) and, newer, one GeoJSON feature a line. Country and region come from the path
 * (us/ca/alameda.csv, us-ca-alameda.geojson) where the rows do not have them.
 */

const FIELDS = ['number', 'street', 'city', 'region', 'postcode', 'id'] as const;
type Cells = Partial<Record<(typeof FIELDS)[number] | 'lon' | 'lat', string>>;

function isHeader(line: string | undefined): boolean {
  const names = (line ?? '').toLowerCase().replace(/"/g, '').split(',');
  return ['lon', 'lat', 'number', 'street'].every((name) => names.includes(name));
}

const isFeature = (line: string | undefined) =>
  !!line && line.startsWith('{') && /"street"\s*:/.test(line) && /"geometry"\s*:/.test(line);

export const openAddresses: WesternImporter = {
  product: 'openaddresses',
  family: 'intl',
  title: 'OpenAddresses',
  order: 30,
  recognises: (name, lines) =>
    (isHeader(lines[0]) && /\.(csv|txt)$/i.test(name)) || (isFeature(lines[0]) && /json/i.test(name)),
  reader(facts, { path, location }) {
    const where = placeOfPath(path, location);
    let read: LineReader | undefined;
    return (line) => {
      if (!read) {
        if (isFeature(line)) read = (text) => readFeature(text, facts, where);
        else {
          read = csvReader(line, facts, where);
          return;
        }
      }
      if (line.trim()) read(line);
    };
  },
};

interface Where {
  country: string;
  region: string;
}

/**
 * us/ca/alameda.csv -> us, ca, innermost first. A country alone (ch/countrywide.csv) counts only within what
 * was given: a folder of two letters somewhere above may be anything.
 */
function placeOfPath(path: string, location: string): Where {
  const folders = (text: string) => text.toLowerCase().split(/[/\\]/).slice(0, -1);
  const all = folders(location);
  for (let i = all.length - 1; i > 0; i--) {
    const [country, region] = [all[i - 1]!, all[i]!];
    if (/^[a-z]{2}$/.test(country) && /^[a-z0-9-]{1,3}$/.test(region)) return { country, region };
  }
  const alone = folders(path).findLast((folder) => /^[a-z]{2}$/.test(folder));
  const flat = /([a-z]{2})-([a-z]{2})-[^/\\]*$/.exec(path.toLowerCase());
  return alone ? { country: alone, region: '' } : { country: flat?.[1] ?? '', region: flat?.[2] ?? '' };
}

function csvReader(header: string, facts: WesternFacts, where: Where): LineReader {
  const names = header
    .toLowerCase()
    .replace(/"/g, '')
    .split(',')
    .map((name) => name.trim());
  return (line) => {
    const cells = line.includes('"') ? quoted(line) : line.split(',');
    if (cells?.length !== names.length) {
      facts.tally.rows++;
      return facts.tally.reject('field-count');
    }
    const row: Cells = {};
    for (let i = 0; i < names.length; i++) row[names[i] as keyof Cells] = cells[i]!;
    add(facts, where, row, Number(row.lon || Number.NaN), Number(row.lat || Number.NaN));
  };
}

function quoted(line: string): string[] | undefined {
  try {
    return (parse(line) as string[][])[0];
  } catch {
    return undefined;
  }
}

function readFeature(text: string, facts: WesternFacts, where: Where) {
  let feature: { properties?: Cells | null; geometry?: { type?: string; coordinates?: unknown } | null };
  try {
    feature = JSON.parse(text);
  } catch {
    facts.tally.rows++;
    return facts.tally.reject('json');
  }
  const { geometry } = feature;
  const at = geometry?.type === 'Point' && Array.isArray(geometry.coordinates) ? geometry.coordinates : [];
  add(facts, where, feature.properties ?? {}, Number(at[0] ?? Number.NaN), Number(at[1] ?? Number.NaN));
}

const text = (value: unknown) => (value === null || value === undefined ? '' : String(value).trim());

function add(facts: WesternFacts, where: Where, row: Cells, lon: number, lat: number): void {
  const address: WesternAddressRow = {
    country: where.country,
    region: text(row.region) || where.region,
    city: text(row.city),
    street: text(row.street),
    number: text(row.number),
    postcode: text(row.postcode),
    lon,
    lat,
    code: text(row.id),
  };
  facts.address(address);
}
