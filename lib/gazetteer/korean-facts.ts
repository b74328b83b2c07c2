import { buildingKey, provinceOfCode } from '@/lib/address/keys';
import { transformer } from '@/lib/crs/transform';
import { mayLieIn } from './extents';
import { numberKey } from './keys';
import type { KoreanDictionary, Place, PlaceNames } from './korean-dictionary';
import type { Tally } from './report';
import { ADDRESS_FACT, BUILDING_FACT, factTable, PARCEL_FACT, TableWriter } from './staging';

/** Texts as the official files have them; '' where a file has none. */
export interface KoreanAddressRow {
  legalCode: string; // 법정동코드, 10 digits
  names: PlaceNames;
  roadCode: string; // 도로명코드, 12 digits
  road?: string; // absent: known by its code only
  underground: string; // 지하여부
  main: string;
  sub: string;
  /** EPSG:5179 metres: entrance and building centroid. Absent: the product has none at all. */
  entrance?: [x: string, y: string];
  centroid?: [x: string, y: string];
  /** Degrees, instead of `entrance`. */
  point?: [lon: number, lat: number];
  postcode?: string;
  building?: string;
  adminDong?: string;
  code?: string; // 관리번호
  parcel?: ParcelNumber;
  /** 효력발생일, yyyymmdd. */
  since?: string;
}

export interface ParcelNumber {
  mountain: string; // 산여부: 0 land, 1 산
  main: string;
  sub: string;
}

export interface KoreanParcelRow extends ParcelNumber {
  legalCode: string;
  names: PlaceNames;
  roadCode: string;
  underground: string;
  roadMain: string;
  roadSub: string;
}

const toDegrees = transformer('EPSG:5179');

/** West, south, east, north of points kept. */
export type Extent = [number, number, number, number];

/** Takes the rows of Korean products, checks them, and stages them as facts of one data set. */
export class KoreanFacts {
  readonly regions = new Set<string>();
  readonly extent: Extent = [180, 90, -180, -90];
  /** The latest 효력발생일 of its rows, yyyymmdd: the content is at least of that day. */
  newestDay = '';
  /** Set for a file whose name says its 시도: rows over the border belong to the file all the same. */
  fileRegion: string | undefined;
  private readonly addresses: TableWriter;
  private readonly parcels: TableWriter;
  private readonly buildings: TableWriter;

  constructor(
    readonly dataset: number,
    readonly dictionary: KoreanDictionary,
    readonly tally: Tally,
  ) {
    this.addresses = new TableWriter(factTable('address', dataset), ADDRESS_FACT);
    this.parcels = new TableWriter(factTable('parcel', dataset), PARCEL_FACT);
    this.buildings = new TableWriter(factTable('building', dataset), BUILDING_FACT);
  }

  address(row: KoreanAddressRow) {
    const { tally } = this;
    tally.rows++;
    if (row.names.province.includes('�') || row.road?.includes('�')) return tally.reject('encoding');
    const place = this.dictionary.place(row.legalCode, row.names);
    if (!place) return tally.reject('unknown-code');
    const road = row.road
      ? this.dictionary.road(place.district, row.road, row.roadCode || null)
      : this.dictionary.roadOfCode(row.roadCode);
    if (!road) return tally.reject('unknown-road');
    const key = numberKey('kr', road.id, {
      kind: Number(row.underground || 0),
      main: Number(row.main || Number.NaN),
      sub: Number(row.sub || 0),
    });
    if (key === undefined || !Number.isInteger(key)) return tally.reject('number');
    const entrance = row.point ?? this.point(place, row.entrance, 'entrance');
    const centroid = this.point(place, row.centroid, 'centroid');
    if (entrance) this.extend(entrance);
    else if (centroid) this.extend(centroid);
    if (row.since && row.since > this.newestDay && row.since.length === 8) this.newestDay = row.since;
    const region = this.regionOf(place);
    const building = row.building?.trim() || null;
    this.addresses.add(
      key,
      place.area.id,
      place.town.id,
      region,
      null,
      entrance?.[0] ?? null,
      entrance?.[1] ?? null,
      centroid?.[0] ?? null,
      centroid?.[1] ?? null,
      row.postcode || null,
      building,
      row.adminDong || null,
      row.code || null,
      row.parcel ? (parcelKey(place, row.parcel) ?? null) : null,
    );
    if (!building) return;
    const nameKey = buildingKey(building);
    // A lone number or letter names no building (101동 and the like).
    if (nameKey.length > 1 && !/^[\d가-하a-z]{0,2}\d*[동호관]?$/.test(nameKey)) {
      this.buildings.add(nameKey, building, key, region);
    }
  }

  /** A further parcel of an address that is known by the code of its road. */
  parcel(row: KoreanParcelRow) {
    const { tally } = this;
    tally.rows++;
    const place = this.dictionary.place(row.legalCode, row.names);
    if (!place) return tally.reject('unknown-code');
    const road = this.dictionary.roadOfCode(row.roadCode);
    if (!road) return tally.reject('unknown-road');
    const parcel = parcelKey(place, row);
    const key = numberKey('kr', road.id, {
      kind: Number(row.underground || 0),
      main: Number(row.roadMain || Number.NaN),
      sub: Number(row.roadSub || 0),
    });
    if (parcel === undefined || key === undefined || !Number.isInteger(key)) return tally.reject('number');
    this.parcels.add(parcel, key, this.regionOf(place));
  }

  private regionOf(place: Place): string {
    const region = this.fileRegion ?? place.province;
    this.regions.add(region);
    return region;
  }

  /** Degrees of a pair of EPSG:5179 texts; undefined, and counted, where they are blank, zero or far outside. */
  private point(
    place: Place,
    texts: [string, string] | undefined,
    which: string,
  ): [number, number] | undefined {
    if (!texts) return undefined;
    const [x, y] = [Number(texts[0]), Number(texts[1])];
    if (!x || !y) {
      this.tally.flag(`no-${which}`);
      return undefined;
    }
    // UTM-K of Korea; what is not within is no coordinate of it, and the projection need not be asked.
    const inside = x > 500_000 && x < 1_600_000 && y > 1_200_000 && y < 2_200_000;
    const point = inside ? toDegrees(x, y) : undefined;
    if (point && mayLieIn(place.province, point[0], point[1])) return point;
    this.tally.flag('outside-province');
    return undefined;
  }

  private extend([lon, lat]: readonly [number, number]): void {
    const box = this.extent;
    if (lon < box[0]) box[0] = lon;
    if (lat < box[1]) box[1] = lat;
    if (lon > box[2]) box[2] = lon;
    if (lat > box[3]) box[3] = lat;
  }

  /** Writes what has gathered; called between batches of lines. */
  async drain(): Promise<void> {
    for (const writer of [this.addresses, this.parcels, this.buildings])
      if (writer.full) await writer.flush();
  }

  async end(): Promise<void> {
    for (const writer of [this.addresses, this.parcels, this.buildings]) await writer.end();
  }
}

/** Key of a parcel on the deepest known area; undefined where it has no number. */
export function parcelKey(place: Place, { mountain, main, sub }: ParcelNumber): number | undefined {
  if (!main || main === '0') return undefined;
  const key = numberKey('kr', place.area.id, {
    kind: mountain === '1' ? 1 : 0,
    main: Number(main),
    sub: Number(sub || 0),
  });
  return Number.isInteger(key) ? key : undefined;
}

/** 시도 tokens of the official file names; the romanisation is their own (gyunggi). */
const tokens: Record<string, string> = {
  seoul: '11',
  busan: '26',
  daegu: '27',
  incheon: '28',
  gwangju: '29',
  daejeon: '30',
  ulsan: '31',
  sejong: '36',
  gyunggi: '41',
  gangwon: '51',
  chungbuk: '43',
  chungnam: '44',
  jeonbuk: '52',
  jeonnam: '46',
  gyeongbuk: '47',
  gyeongnam: '48',
  jeju: '50',
  jeonnamgwangju: '12',
};

/** The 시도 that a file name says it holds: entrc_seoul.txt, RNENTDATA_2605_36110.txt. */
export function regionOfName(name: string): string | undefined {
  const token = /_([a-z]+)\.txt$/i.exec(name)?.[1]?.toLowerCase();
  const code = (token && tokens[token]) ?? /_(\d{2})\d{3}\.txt$/i.exec(name)?.[1];
  return code && provinceOfCode(code);
}
