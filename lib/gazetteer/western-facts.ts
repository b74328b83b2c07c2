import { type HouseNumber, readHouseNumber } from '@/lib/address/western/house-number';
import { numberKey, suffixNumber } from './keys';
import type { Extent } from './korean-facts';
import type { Tally } from './report';
import { ADDRESS_FACT, factTable, TableWriter } from './staging';
import type { WesternDictionary } from './western-dictionary';

export interface WesternAddressRow {
  country: string; // two letters, lower case; '' unknown
  region: string;
  city: string;
  street: string;
  number: string; // as written: 516, 1216-B, 12 1/2
  postcode: string;
  lon: number;
  lat: number;
  code?: string;
}

/** As the grammar reads it, so that the same number has the same key; else digits and whatever follows them. */
function houseNumber(text: string): HouseNumber | undefined {
  const read = readHouseNumber(text);
  if (read) return read;
  const loose = /^\s*(\d{1,6})\s*(.{0,20})$/.exec(text);
  return loose ? { number: Number(loose[1]), suffix: loose[2]!.trim() } : undefined;
}

/** Takes rows of the intl family, checks them, and stages them as facts of one data set. */
export class WesternFacts {
  readonly regions = new Set<string>();
  readonly extent: Extent = [180, 90, -180, -90];
  private readonly addresses: TableWriter;

  constructor(
    readonly dataset: number,
    readonly dictionary: WesternDictionary,
    readonly tally: Tally,
  ) {
    this.addresses = new TableWriter(factTable('address', dataset), ADDRESS_FACT);
  }

  address(row: WesternAddressRow) {
    const { tally } = this;
    tally.rows++;
    const { lon, lat } = row;
    if (!Number.isFinite(lon) || !Number.isFinite(lat) || (lon === 0 && lat === 0)) {
      return tally.reject('no-point');
    }
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return tally.reject('outside-earth');
    if (!row.street) return tally.reject('no-street');
    const house = houseNumber(row.number);
    if (!house) return tally.reject(row.number ? 'number' : 'no-number');
    const area = this.dictionary.place(row.country, row.region, row.city, row.postcode);
    const key = numberKey('intl', this.dictionary.road(area, row.street), {
      kind: 0,
      main: house.number,
      sub: suffixNumber(house.suffix),
    });
    if (key === undefined) return tally.reject('number');
    const region = [row.country, row.region.toLowerCase()].filter(Boolean).join('/') || 'world';
    this.regions.add(region);
    const box = this.extent;
    if (lon < box[0]) box[0] = lon;
    if (lat < box[1]) box[1] = lat;
    if (lon > box[2]) box[2] = lon;
    if (lat > box[3]) box[3] = lat;
    const { postcode, code } = row;
    this.addresses.add(
      key,
      area,
      area,
      region,
      row.number,
      lon,
      lat,
      null,
      null,
      postcode || null,
      null,
      null,
      code || null,
      null,
    );
  }

  async drain(): Promise<void> {
    if (this.addresses.full) await this.addresses.flush();
  }

  async end(): Promise<void> {
    await this.addresses.end();
  }
}
