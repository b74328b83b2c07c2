import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformer } from '@/lib/crs/transform';
import { writeOfficial } from '../gazetteer/helpers';

/** One invented address in the terms of the official files. */
export interface OfficialAddress {
  /** 법정동코드, 10 digits. */
  dong: string;
  /** 시도, 시군구, 읍면동, 리. */
  names: [province: string, district: string, town: string, village?: string];
  roadCode: string;
  road: string;
  /** "152", "152-3", "지하 205". */
  number: string;
  /** Degrees; absent: no file has a point. */
  point?: [lon: number, lat: number];
  /** Representative parcel: "737-1", "산 51". */
  parcel: string;
  /** Further parcels of the same address. */
  parcels?: string[];
  postcode?: string;
  building?: string;
  adminDong?: string;
}

const toKorean = transformer('EPSG:4326', 'EPSG:5179');

function roadNumber(text: string): [underground: string, main: string, sub: string] {
  const [main = '', sub = '0'] = text.replace('지하 ', '').split('-');
  return [text.startsWith('지하') ? '1' : '0', main, sub];
}

function parcelNumber(text: string): [mountain: string, main: string, sub: string] {
  const [main = '', sub = '0'] = text.replace('산 ', '').split('-');
  return [text.startsWith('산') ? '1' : '0', main, sub];
}

/** Writes entrc_*, rnaddrkor_* and jibun_rnaddrkor_* of the addresses; gives the folder. */
export function officialFiles(addresses: readonly OfficialAddress[], suffix = 'seoul'): string {
  const folder = mkdtempSync(join(tmpdir(), 'jari-official-'));
  const entrances: string[] = [];
  const roads: string[] = [];
  const further: string[] = [];
  addresses.forEach((address, i) => {
    const [province, district, town, village = ''] = address.names;
    const number = roadNumber(address.number);
    const code = String(i + 1).padStart(26, '0');
    const { dong, roadCode, road, postcode = '01234', building = '', adminDong = town } = address;
    if (address.point) {
      const [x, y] = toKorean(...address.point).map((value) => value.toFixed(6));
      const place = [dong.slice(0, 5), i + 1, dong, province, district, town, roadCode, road, ...number];
      entrances.push([...place, building, postcode, '주택', '0', adminDong, x, y].join('|'));
    }
    const head = (parcel: string) => [
      code,
      dong,
      province,
      district,
      town,
      village,
      ...parcelNumber(parcel),
      roadCode,
    ];
    const tail = [
      dong.slice(0, 8).padEnd(10, '0'),
      adminDong,
      postcode,
      '',
      '20200101',
      '0',
      '',
      building,
      '',
      '',
    ];
    roads.push([...head(address.parcel), road, ...number, ...tail].join('|'));
    for (const parcel of address.parcels ?? []) further.push([...head(parcel), ...number, ''].join('|'));
  });
  if (entrances.length) writeOfficial(folder, `entrc_${suffix}.txt`, entrances);
  writeOfficial(folder, `rnaddrkor_${suffix}.txt`, roads);
  if (further.length) writeOfficial(folder, `jibun_rnaddrkor_${suffix}.txt`, further);
  return folder;
}
